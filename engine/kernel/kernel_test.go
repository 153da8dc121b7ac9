package kernel

import (
	"math"
	"testing"
)

// noise is a reproducible source of numbers in (-1, 1): the multiplier and increment are those of Numerical Recipes.
type noise uint32

func (s *noise) next() float32 {
	*s = *s*1664525 + 1013904223
	return float32(int32(*s)>>8) / (1 << 23)
}

func (s *noise) slice(n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = s.next()
	}
	return x
}

// thin keeps about one element in keep of x and sets the others to zero.
func (s *noise) thin(x []float32, keep int) {
	for i := range x {
		if s.next(); int(*s>>8)%keep != 0 {
			x[i] = 0
		}
	}
}

// dilute keeps about that share of x and sets the others to zero.
func (s *noise) dilute(x []float32, share float64) {
	for i := range x {
		if s.next() > float32(2*share-1) {
			x[i] = 0
		}
	}
}

// untouched fills what a function must overwrite or leave alone: reading it spoils the result, and so does writing elsewhere.
var untouched = float32(math.NaN())

func filled(n int, value float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = value
	}
	return x
}

// exact is a sum in float64 and the sum of its magnitudes.
type exact struct{ sum, size float64 }

func (e *exact) add(factors ...float32) {
	p := 1.0
	for _, f := range factors {
		p *= float64(f)
	}
	e.sum += p
	e.size += math.Abs(p)
}

// within reports whether got can come from adding that many products in float32 in any order: a rounding moves the sum by at most 2^-24 of
// its size, and each term may round twice (product and sum).
func (e exact) within(got float32, terms int) bool {
	return math.Abs(float64(got)-e.sum) <= float64(terms)*0x1p-23*e.size
}

func checkSums(t *testing.T, name any, got []float32, want []exact, terms int) {
	t.Helper()
	for i, w := range want {
		if !w.within(got[i], terms) {
			t.Fatalf("%+v: element %d is %v, want %v", name, i, got[i], w.sum)
		}
	}
}

// checkBits requires equal bits, except that all NaNs are equal.
func checkBits(t *testing.T, name any, got, want []float32) {
	t.Helper()
	for i, w := range want {
		if math.Float32bits(got[i]) != math.Float32bits(w) && (got[i] == got[i] || w == w) {
			t.Fatalf("%+v: element %d is %v (%#08x), and %v (%#08x) from the plain loops", name, i,
				got[i], math.Float32bits(got[i]), w, math.Float32bits(w))
		}
	}
}

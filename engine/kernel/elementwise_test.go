package kernel

import (
	"math"
	"testing"
)

// special are the inputs at which a comparison or a sum may go wrong.
var special = []float32{0, float32(math.Copysign(0, -1)), 1, -1, untouched, float32(math.Inf(1)), float32(math.Inf(-1)), 1e-45, -1e-45}

// mixed is a vector of special and random elements.
func mixed(s *noise, n int) []float32 {
	x := s.slice(n)
	for i := range x {
		if i%3 == 0 {
			x[i] = special[int(uint32(*s)>>8+uint32(i))%len(special)]
		}
	}
	return x
}

// Lengths up to 70: no vector, tails, and four of the longest vectors with a tail.
func TestElementwise(t *testing.T) {
	for _, v := range []lanes{scalar, hardware()} {
		for n := range 71 {
			s := noise(n)
			x, y := mixed(&s, n), mixed(&s, n)
			for name, f := range map[string]struct {
				run  func(dst []float32)
				want func(x, y float32) float32
			}{
				"add":       {func(d []float32) { v.add(d, y) }, func(x, y float32) float32 { return x + y }},
				"addScaled": {func(d []float32) { v.addScaled(d, 0.3, y) }, func(x, y float32) float32 { return x + float32(0.3*y) }},
				"scale":     {func(d []float32) { v.scale(d, 0.3) }, func(x, y float32) float32 { return 0.3 * x }},
				"relu":      {func(d []float32) { v.relu(d) }, func(x, y float32) float32 { return max(x, 0) }},
				"relu gradient": {func(d []float32) { v.reluGradient(y, d) }, func(dy, y float32) float32 {
					if y <= 0 {
						return 0
					}
					return dy
				}},
			} {
				got, want := append([]float32(nil), x...), make([]float32, n)
				for i := range want {
					want[i] = f.want(x[i], y[i])
				}
				f.run(got)
				checkBits(t, name, got, want)
			}
		}
	}
}

func TestBiasAndItsGradient(t *testing.T) {
	const rows, cols = 3, 5
	s := noise(3)
	b, y := s.slice(cols), s.slice(rows*cols)
	wantY, wantDB := make([]exact, rows*cols), make([]exact, cols)
	for i := range wantY {
		wantY[i].add(y[i])
		wantY[i].add(b[i%cols])
		wantDB[i%cols].add(y[i])
	}
	for i := range wantDB {
		wantDB[i].add(b[i])
	}
	db := append([]float32(nil), b...)
	SumRows(rows, cols, y, db)
	checkSums(t, "db", db, wantDB, rows+1)
	AddBias(rows, cols, b, y)
	checkSums(t, "y", y, wantY, 2)
}

func TestMaxAbs(t *testing.T) {
	for _, v := range []lanes{scalar, hardware()} {
		for n := range 40 {
			for largest := range n { // anywhere, with either sign
				s := noise(n)
				x := s.slice(n) // below 1
				for i, big := range []float32{2.5, -2.5, float32(math.Inf(-1)), float32(math.NaN())} {
					x[largest] = big
					if got, want := v.maxAbs(x), math.Float32bits(big)&absMask; got != want {
						t.Fatalf("%d lanes, case %d at %d of %d: got %x, want %x", v, i, largest, n, got, want)
					}
				}
			}
		}
		if got := v.maxAbs(nil); got != 0 {
			t.Errorf("%d lanes: the maximum of nothing is %x", v, got)
		}
	}
}

// All bytes, in lengths of no vector, of whole vectors, and with tails.
func TestNormalise(t *testing.T) {
	for _, v := range []lanes{scalar, hardware()} {
		for _, n := range []int{0, 1, 15, 16, 17, 256} {
			b, want := make([]byte, n), make([]float32, n)
			for i := range b {
				b[i] = byte(255 - i)
				want[i] = float32(b[i]) / 255
			}
			got := filled(n, untouched)
			v.normalise(b, got)
			checkBits(t, v, got, want)
		}
	}
}

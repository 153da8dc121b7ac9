package kernel

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// product is the shape of a call of Sgemm. The leading dimensions are gap larger than the rows. With keep, about one element of A in so
// many is not zero.
type product struct {
	tA, tB       bool
	m, n, k, gap int
	keep         int
}

// operand returns a random rows x cols matrix, or its transpose, with untouched gaps, and the index of element (i, j).
func (p product) operand(s *noise, transposed bool, rows, cols int) (x []float32, ld int, at func(i, j int) int) {
	if transposed {
		rows, cols = cols, rows
	}
	ld = max(1, cols) + p.gap
	x = filled(rows*ld, untouched)
	for i := range rows {
		copy(x[i*ld:], s.slice(cols))
	}
	if transposed {
		return x, ld, func(i, j int) int { return j*ld + i }
	}
	return x, ld, func(i, j int) int { return i*ld + j }
}

// check compares the plain loops with float64, and Sgemm with the plain loops bit for bit, for each alpha and beta.
func (p product) check(t *testing.T, alphas, betas []float32) {
	t.Helper()
	s := noise(p.m + 31*p.n + 997*p.k)
	a, lda, atA := p.operand(&s, p.tA, p.m, p.k)
	if p.keep > 0 {
		s.thin(a, p.keep)
	}
	b, ldb, atB := p.operand(&s, p.tB, p.k, p.n)
	c, ldc, atC := p.operand(&s, false, p.m, p.n)
	sums := make([]exact, p.m*p.n)
	for i := range sums {
		for q := range p.k {
			sums[i].add(a[atA(i/p.n, q)], b[atB(q, i%p.n)])
		}
	}
	plain, fast := make([]float32, len(c)), make([]float32, len(c))
	for _, alpha := range alphas {
		for _, beta := range betas {
			copy(plain, c)
			if beta == 0 {
				copy(plain, filled(len(c), untouched))
			}
			copy(fast, plain)
			scalar.gemm(p.tA, p.tB, p.m, p.n, p.k, alpha, a, lda, b, ldb, beta, plain, ldc)
			BLAS{}.Sgemm(transpose(p.tA), transpose(p.tB), p.m, p.n, p.k, alpha, a, lda, b, ldb, beta, fast, ldc)
			checkBits(t, p, fast, plain) // including the gaps, which must be untouched
			for i, sum := range sums {
				at := atC(i/p.n, i%p.n)
				want := exact{float64(alpha) * sum.sum, math.Abs(float64(alpha)) * sum.size}
				if beta != 0 {
					want.add(beta, c[at])
				}
				if !want.within(plain[at], p.k) {
					t.Fatalf("%+v alpha %v beta %v: c[%d,%d] is %v, want %v", p, alpha, beta, i/p.n, i%p.n, plain[at], want.sum)
				}
			}
		}
	}
}

func transpose(t bool) blas.Transpose {
	if t {
		return blas.Trans
	}
	return blas.NoTrans
}

// variants checks all transposes of one shape, with factors of 0, 1, and one that rounds nothing.
func (p product) variants(t *testing.T) {
	t.Helper()
	for v := range 4 {
		p.tA, p.tB = v&1 != 0, v&2 != 0
		p.check(t, []float32{0, 1, -0.5}, []float32{0, 1, -0.5})
	}
}

// Up to 17: both sides of every tail of tiles of four rows and of eight and sixteen columns.
func TestSgemmSmallShapes(t *testing.T) {
	for m := range 18 {
		for n := range 18 {
			for k := range 18 {
				product{m: m, n: n, k: k, gap: (m + n + k) % 3}.variants(t)
			}
		}
	}
}

// Both sides of the widest tile and of a block of k.
func TestSgemmBlockEdges(t *testing.T) {
	for _, n := range []int{maxColumns - 1, maxColumns, maxColumns + 1, 2*maxColumns + 1} {
		for _, k := range []int{kBlock - 1, kBlock, kBlock + 1, 2*kBlock + 1} {
			product{m: tileRows + 1, n: n, k: k, gap: 2}.variants(t)
		}
	}
}

// Shapes whose columns are whole vectors, with an A of which half or a twentieth is not zero: more rows, nonzeros and k than are
// listed at once (with gaps between the rows of C), more rows than a chunk, and more panels than fit.
func TestSgemmOfASparseA(t *testing.T) {
	for _, keep := range []int{2, 20} {
		for _, p := range []product{
			{m: 1, n: 32, k: 1}, {m: 7, n: 32, k: 33, gap: 3}, {m: 33, n: 96, k: 31},
			{m: maxListedRows + 1, n: 32, k: 3, gap: 5}, {m: 19, n: 32, k: maxNonzeros/16 + 1}, {m: 3, n: 64, k: maxSparseK},
			{m: 5, n: 32, k: maxSparseK + 1}, {m: 2*rowChunk + 1, n: 96, k: maxSparseK / 2},
		} {
			p.keep = keep
			p.variants(t)
		}
	}
}

// Leaving zeros out must change no bit of the sums.
func TestSgemmOfASparseAHasTheBitsOfADenseOne(t *testing.T) {
	const m, n, k = 32, 64, 200
	s := noise(3)
	a, b, c := s.slice(m*k), s.slice(k*n), s.slice(m*n)
	s.thin(a, 5)
	want := append([]float32(nil), c...)
	for i := range m {
		for p := range k {
			for j := range n {
				want[i*n+j] += float32(a[i*k+p] * b[p*n+j])
			}
		}
	}
	for _, v := range []lanes{scalar, hardware()} {
		got := append([]float32(nil), c...)
		if !v.sparseGemm(false, false, m, n, k, a, k, b, n, got, n) {
			t.Fatalf("%d lanes: A, of which a fifth is not zero, does not count as sparse", v)
		}
		checkBits(t, v, got, want)
	}
}

func FuzzSgemm(f *testing.F) {
	f.Add(uint8(10), uint8(128), uint16(512), uint8(0), uint8(0), false, false, float32(1), float32(0)) // last layer, forward
	f.Add(uint8(255), uint8(10), uint16(128), uint8(1), uint8(0), true, false, float32(1), float32(1))  // its kernel gradient
	f.Add(uint8(64), uint8(255), uint16(10), uint8(7), uint8(0), false, true, float32(-2), float32(3))  // its input gradient
	f.Add(uint8(32), uint8(64), uint16(500), uint8(0), uint8(5), false, false, float32(1), float32(1))  // pixels
	f.Fuzz(func(t *testing.T, m, n uint8, k uint16, gap, keep uint8, tA, tB bool, alpha, beta float32) {
		// Beyond 1e6 or below 1e-6 products may not be normal numbers, for which the bound on rounding holds.
		for _, v := range []float32{alpha, beta} {
			if v != 0 && !(v > 1e-6 && v < 1e6 || v < -1e-6 && v > -1e6) {
				t.Skip()
			}
		}
		// k is at least 2: alpha*b and beta*c round once more than the bound of k terms allows where k is small.
		p := product{tA: tA, tB: tB, m: int(m % 70), n: int(n % 140), k: 2 + int(k%600), gap: int(gap % 9), keep: int(keep % 9)}
		p.check(t, []float32{alpha}, []float32{beta})
	})
}

// Wrong arguments must panic with the text of gonum's own Sgemm.
func TestSgemmRefusesLikeGonum(t *testing.T) {
	short := make([]float32, 5)
	full := make([]float32, 6)
	type sgemm func(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int)
	for name, call := range map[string]func(sgemm){
		"transpose A": func(f sgemm) { f('x', blas.NoTrans, 2, 2, 3, 1, full, 3, full, 2, 0, full, 2) },
		"transpose B": func(f sgemm) { f(blas.NoTrans, 'x', 2, 2, 3, 1, full, 3, full, 2, 0, full, 2) },
		"m":           func(f sgemm) { f(blas.NoTrans, blas.NoTrans, -1, 2, 3, 1, full, 3, full, 2, 0, full, 2) },
		"n":           func(f sgemm) { f(blas.NoTrans, blas.NoTrans, 2, -1, 3, 1, full, 3, full, 2, 0, full, 2) },
		"k":           func(f sgemm) { f(blas.NoTrans, blas.NoTrans, 2, 2, -1, 1, full, 3, full, 2, 0, full, 2) },
		"lda":         func(f sgemm) { f(blas.NoTrans, blas.NoTrans, 2, 2, 3, 1, full, 2, full, 2, 0, full, 2) },
		"ldb":         func(f sgemm) { f(blas.NoTrans, blas.NoTrans, 2, 2, 3, 1, full, 3, full, 1, 0, full, 2) },
		"ldc":         func(f sgemm) { f(blas.NoTrans, blas.NoTrans, 2, 2, 3, 1, full, 3, full, 2, 0, full, 1) },
		"short A":     func(f sgemm) { f(blas.NoTrans, blas.NoTrans, 2, 2, 3, 1, short, 3, full, 2, 0, full, 2) },
		"short B":     func(f sgemm) { f(blas.NoTrans, blas.NoTrans, 2, 2, 3, 1, full, 3, short, 2, 0, full, 2) },
		"short C":     func(f sgemm) { f(blas.NoTrans, blas.NoTrans, 2, 2, 3, 1, full, 3, full, 2, 0, full[:3], 2) },
	} {
		want := recovered(func() { call(gonum.Implementation{}.Sgemm) })
		if got := recovered(func() { call(BLAS{}.Sgemm) }); got == nil || got != want {
			t.Errorf("%s: panics with %v, gonum with %v", name, got, want)
		}
	}
}

func recovered(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

package kernel

import "testing"

// Shapes whose columns are whole vectors, with an A of which half or a twentieth is not zero: more rows, terms and k than
// are listed at once (with rows of C that do not adjoin), more rows than a chunk, and more panels than fit.
func TestSgemmOfASparseA(t *testing.T) {
	for _, keep := range []int{2, 20} {
		for _, p := range []product{
			{m: 1, n: 32, k: 1}, {m: 7, n: 32, k: 33, gap: 3}, {m: 33, n: 96, k: 31},
			{m: sparseRows + 1, n: 32, k: 3, gap: 5}, {m: 19, n: 32, k: sparseTerms/16 + 1}, {m: 3, n: 64, k: sparseDepth},
			{m: 5, n: 32, k: sparseDepth + 1}, {m: 2*sparseChunk + 1, n: 96, k: sparseDepth / 2},
		} {
			p.keep = keep
			p.variants(t)
		}
	}
}

// Leaving zeros out must not show: the sums have the bits of those with every zero in its place.
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
			t.Fatalf("%d lanes: a fifth of A is not zero, and that is not sparse", v)
		}
		checkBits(t, v, got, want)
	}
}

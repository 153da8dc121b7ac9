package kernel

import (
	"fmt"
	"math"
	"testing"
)

// thinned is noise of which one element in keep is not zero.
func thinned(s *noise, n, keep int) []float32 {
	x := s.slice(n)
	s.thin(x, keep)
	return x
}

// The product has the bits of Sgemm's, with parts of a panel, one panel, and several.
func TestSparseInputProduct(t *testing.T) {
	var input SparseInput // grows with the shapes
	for _, k := range []int{1, 7, panelRows, panelRows + 1, 3*panelRows + 5} {
		for _, rows := range []int{1, 3, 20} {
			for _, n := range []int{32, 96} {
				s := noise(k + 1000*rows + n)
				x, w := thinned(&s, rows*k, 5), s.slice(k*n)
				got, want := filled(rows*n, untouched), make([]float32, rows*n)
				for r := range rows {
					for p := range k {
						for j := range n {
							want[r*n+j] += float32(x[r*k+p] * w[p*n+j])
						}
					}
				}
				if !input.Product(rows, k, n, x, w, got) {
					if k > 20 {
						t.Errorf("%d of %d: a fifth is not zero, which does not count as sparse", rows, k)
					}
					continue
				}
				checkBits(t, hardware(), got, want)
			}
		}
	}
}

// The gradient is the pairwise sum of the shards' gradients. Shards may be empty.
func TestSparseInputKernelGradient(t *testing.T) {
	var input SparseInput
	for _, bounds := range [][]int{{0, 9}, {0, 4, 9}, {0, 0, 1, 1, 9}, {0, 3, 6, 9, 12, 15, 18, 21, 24}} {
		for _, k := range []int{1, 50} {
			for _, n := range []int{32, 64} {
				rows := bounds[len(bounds)-1]
				s := noise(len(bounds) + 100*k + n)
				x, dy := thinned(&s, rows*k, 4), s.slice(rows*n)
				var sums [][]float32
				for i, first := range bounds[:len(bounds)-1] {
					sum := make([]float32, k*n)
					for r := first; r < bounds[i+1]; r++ {
						for p := range k {
							for j := range n {
								sum[p*n+j] += float32(x[r*k+p] * dy[r*n+j])
							}
						}
					}
					sums = append(sums, sum)
				}
				for len(sums) > 1 {
					for i := 0; i < len(sums); i += 2 {
						addScalar(sums[i], sums[i+1])
						sums[i/2] = sums[i]
					}
					sums = sums[:len(sums)/2]
				}
				got := filled(k*n, untouched)
				if !input.KernelGradient(bounds, k, n, x, dy, got) {
					if k > 20 {
						t.Errorf("shards %v: a quarter is not zero, which does not count as sparse", bounds)
					}
					continue
				}
				checkBits(t, fmt.Sprint(bounds), got, sums[0])
			}
		}
	}
}

// Where a sparse product does not pay nothing is written, and the caller takes other loops.
func TestSparseInputLeavesTheRestAlone(t *testing.T) {
	s := noise(1)
	dense, thin := s.slice(8*40), thinned(&s, 8*40, 5)
	for _, c := range []struct {
		name string
		x    []float32
		n    int
	}{{"dense", dense, 32}, {"no whole panels", thin, 31}} {
		var input SparseInput
		w, y, dw := s.slice(40*c.n), filled(8*c.n, untouched), filled(40*c.n, untouched)
		if input.Product(8, 40, c.n, c.x, w, y) || input.KernelGradient([]int{0, 8}, 40, c.n, c.x, y, dw) {
			t.Errorf("%s: computed, want it left to others", c.name)
		}
		checkBits(t, c.name, y, filled(8*c.n, untouched))
		checkBits(t, c.name, dw, filled(40*c.n, untouched))
	}
}

// Both forms of the product over shards, from one shard to the maximum, and numbers that are not finite.
func TestPairwiseSpMM(t *testing.T) {
	for shards := 1; shards <= 1<<maxLevels; shards *= 4 {
		for _, rows := range []int{0, 1, 5} {
			s := noise(shards + 1000*rows)
			p := pairwiseSpMM{b: s.slice(7 * panelColumns), rows: rows, shards: shards, cRow: panelColumns + 3}
			p.starts = append(p.starts, 0)
			for range rows * shards {
				for i := range int32(s.next()*8+8) % 4 { // 0 to 3 nonzeros
					p.nonzeros = append(p.nonzeros, nonzero{s.next(), (i*2 + 1) * panelColumns})
				}
				p.starts = append(p.starts, int32(len(p.nonzeros)))
			}
			if rows == 5 && shards == 4 {
				p.nonzeros[0].value, p.nonzeros[1].value = float32(math.Inf(1)), float32(math.NaN())
			}
			var out [2][]float32
			for i, v := range []lanes{scalar, hardware()} {
				p.c = filled(rows*p.cRow+panelColumns, untouched)
				v.pairwiseSpMM(&p)
				out[i] = p.c
			}
			checkBits(t, shards, out[1], out[0])
			if rows > 0 && math.Float32bits(out[0][panelColumns]) != math.Float32bits(untouched) {
				t.Error("a gap between rows of C was written")
			}
		}
	}
}

func TestPairwiseSpMMNeedsAPowerOfTwo(t *testing.T) {
	for _, shards := range []int{0, 3, 2 << maxLevels} {
		for _, v := range []lanes{scalar, hardware()} {
			func() {
				defer func() {
					if got := recover(); got != badShards {
						t.Errorf("%d shards: got %v", shards, got)
					}
				}()
				v.pairwiseSpMM(&pairwiseSpMM{shards: shards, starts: make([]int32, shards+1)})
			}()
		}
	}
}

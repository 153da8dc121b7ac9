package kernel

import "testing"

func TestSmallGEMM(t *testing.T) {
	const guard = 5
	for _, rows := range []int{4, 8, 76} {
		for _, cols := range []int{16, 32, 48} {
			for _, depth := range []int{16, 32, 80} {
				s := noise(rows + 100*cols + 10000*depth)
				a, b, bias := mixedEnds(s.slice(rows*depth)), s.slice(depth*cols), s.slice(cols)
				want := filled(rows*cols+guard, untouched)
				for r := range rows {
					for j := range cols {
						sum := bias[j]
						for p := range depth {
							sum += float32(a[r*depth+p] * b[p*cols+j])
						}
						want[r*cols+j] = sum
					}
				}
				for _, v := range []lanes{scalar, hardware()} {
					panels := make([]float32, depth*roundUp(cols))
					v.pack(panels, depth, 0, depth, cols, b, cols, 1)
					got := filled(rows*cols+guard, untouched)
					v.smallGEMM(smallGEMM{rows: rows, cols: cols, depth: depth, a: a, panels: panels, bias: bias, c: got})
					checkBits(t, v, got, want)
				}
			}
		}
	}
}

func TestTranspose(t *testing.T) {
	for rows := range 14 { // whole groups of four, and tails
		for _, cols := range []int{0, 1, 2, 3, 4, 5, 6, 8, 12, 16, 20, 36} { // and lines of 16 columns
			s := noise(rows + 100*cols)
			src, want := s.slice(rows*cols), make([]float32, rows*cols)
			for r := range rows {
				for c := range cols {
					want[c*rows+r] = src[r*cols+c]
				}
			}
			for _, v := range []lanes{scalar, hardware()} {
				dst := filled(rows*cols, untouched)
				v.transpose(rows, cols, src, dst)
				checkBits(t, v, dst, want)
			}
		}
	}
}

func TestTileColumns(t *testing.T) {
	tile := hardware().columns()
	for n := 1; n <= 3*maxColumns; n++ {
		if got := TileColumns(n); got < n || got >= n+tile || got%tile != 0 {
			t.Errorf("tiles of %d columns: %d columns are rounded up to %d", tile, n, got)
		}
	}
}

package kernel

import "testing"

func TestPlane(t *testing.T) {
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
					v.plane(plane{rows: rows, cols: cols, depth: depth, a: a, panels: panels, bias: bias, c: got})
					checkBits(t, v, got, want)
				}
			}
		}
	}
}

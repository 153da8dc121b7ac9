package kernel

import (
	"fmt"
	"testing"
)

// microKernelCase is a product for a micro-kernel: tiles of rows that are rowStride apart in A, segments whose starts are segmentStride
// apart, rows of C with a gap between them. Rows and segments may overlap.
type microKernelCase struct {
	tiles, rowStride          int
	segments, segmentStride   int
	count, stride             int
	gap                       int
	biased, backwards, shared bool // with a bias; the last row first; all rows of A are the same
}

// check compares both forms with microKernelScalar bit by bit. That takes two columns at a time, with a panel for each pair of the
// form's columns.
func (s microKernelCase) check(t *testing.T) {
	t.Helper()
	for _, v := range []lanes{scalar, hardware()} {
		columns := v.columns()
		aRows, cRows := make([]int, s.tiles*tileRows), make([]int, s.tiles*tileRows)
		for r := range aRows {
			aRows[r], cRows[r] = r*s.rowStride, r*(columns+s.gap)
			if s.shared {
				aRows[r] = 0
			}
			if s.backwards {
				cRows[r] = (len(aRows) - 1 - r) * (columns + s.gap)
			}
		}
		k := segments{make([]int, s.segments), s.count, s.stride}
		for q := range k.starts {
			k.starts[q] = q * s.segmentStride
		}
		last := 0
		if len(aRows) > 0 {
			last = aRows[len(aRows)-1]
		}
		n := noise(s.tiles + 31*s.segments + 997*s.count + 7919*s.stride)
		a := mixedEnds(n.slice(last + (s.segments-1)*s.segmentStride + k.extent()))
		panel, c := n.slice(k.length()*columns), filled(len(aRows)*(columns+s.gap)+columns, untouched)
		for _, row := range cRows {
			copy(c[row:], n.slice(columns))
		}
		var bias []float32
		if s.biased {
			bias = n.slice(columns)
		}
		want := append([]float32(nil), c...)
		for j := 0; j < columns; j += 2 {
			var pair []float32
			for p := range k.length() {
				pair = append(pair, panel[p*columns+j], panel[p*columns+j+1])
			}
			microKernelScalar(a, aRows, k, pair, bias[min(j, len(bias)):], want[j:], cRows)
		}
		v.microKernel(a, aRows, k, panel, bias, c, cRows)
		checkBits(t, fmt.Sprintf("%d lanes", v), c, want) // including the gaps, which must be untouched
	}
}

// mixedEnds makes a sum begin with a negative zero and end with a subnormal number, which are easily lost.
func mixedEnds(a []float32) []float32 {
	a[0], a[len(a)-1] = special[1], special[len(special)-1]
	return a
}

// Segments of every length up to three groups of four terms, over A by rows, by columns and by neither, with rows that are adjacent
// (rowStride 1) or not, and that overlap or not.
func TestMicroKernel(t *testing.T) {
	for count := 1; count <= 12; count++ {
		for _, stride := range []int{0, 1, 2, 5} {
			for _, rowStride := range []int{0, 1, 3, 13} {
				for segments := 1; segments <= 3; segments++ {
					s := microKernelCase{
						tiles: segments, rowStride: rowStride, segments: segments, segmentStride: 7, count: count, stride: stride, gap: count % 3,
					}
					s.check(t)
					s.biased, s.backwards = true, true
					s.check(t)
				}
			}
		}
	}
	microKernelCase{tiles: 2, segments: 2, segmentStride: 1, count: kBlock / 2, stride: 1, shared: true}.check(t)
	microKernelCase{tiles: 0, segments: 1, count: 1}.check(t) // no tile, nothing to do
}

func FuzzMicroKernel(f *testing.F) {
	f.Add(uint8(16), uint8(96), uint8(3), uint16(416), uint8(96), uint8(1), uint8(0), true, false, false)    // convolution, forward
	f.Add(uint8(16), uint8(1), uint8(11), uint16(416), uint8(11), uint8(32), uint8(32), false, false, false) // its kernel gradient
	f.Add(uint8(8), uint8(200), uint8(1), uint16(0), uint8(255), uint8(1), uint8(9), false, true, false)     // matrix product
	f.Add(uint8(1), uint8(0), uint8(1), uint16(0), uint8(3), uint8(0), uint8(0), true, true, true)           // a tail
	f.Fuzz(func(t *testing.T, tiles, rowStride, segments uint8, segmentStride uint16, count, stride, gap uint8, biased, backwards, shared bool) {
		microKernelCase{
			tiles: int(tiles % 20), rowStride: int(rowStride), segments: 1 + int(segments%9), segmentStride: int(segmentStride % 1000),
			count: 1 + int(count), stride: int(stride % 70), gap: int(gap % 40), biased: biased, backwards: backwards, shared: shared,
		}.check(t)
	})
}

package kernel

import (
	"slices"
	"testing"
)

// eachStrided calls f for every small shape, and for up to two and a half images of its positions. The strides are such that images, rows
// and columns are adjacent, overlap, or leave gaps.
func eachStrided(f func(s strided, n int)) {
	for cols := 1; cols <= 5; cols++ {
		for rows := 1; rows <= 4; rows++ {
			for _, colStride := range []int{1, 2, 7} {
				for _, rowStride := range []int{1, 5, 40} {
					s := strided{cols: cols, colStride: colStride, rows: rows, rowStride: rowStride, imageStride: 3}
					for n := 1; n <= 5*cols*rows/2; n++ {
						f(s, n)
					}
				}
			}
		}
	}
}

// The assembly reads and writes as far as extent allows: one too few would refuse good operands, one too many would corrupt memory.
func TestExtentIsTheLargestPosition(t *testing.T) {
	eachStrided(func(s strided, n int) {
		want := 0
		for i := range n {
			want = max(want, s.at(i)+1)
		}
		if got := s.extent(n); got != want {
			t.Fatalf("%+v: extent(%d) = %d, want %d", s, n, got, want)
		}
	})
}

func TestFillAndSegmentsVisitEveryPosition(t *testing.T) {
	eachStrided(func(s strided, n int) {
		var want []int
		for i := range n {
			want = append(want, s.at(i))
		}
		for first := range want {
			table := make([]int, n-first)
			if s.fill(table, first); !slices.Equal(table, want[first:]) {
				t.Fatalf("%+v: fill from %d gives %v, want %v", s, first, table, want[first:])
			}
		}
		if got := s.walk(n); !slices.Equal(got, want) {
			t.Fatalf("%+v: segments of %d go to %v, want %v", s, n, got, want)
		}
	})
}

// A row longer than a block is cut. Shorter rows are taken together.
func TestSegmentsFitABlock(t *testing.T) {
	for _, s := range []strided{
		vector(3*kBlock+1, 2), {cols: kBlock/2 - 1, colStride: 1, rows: 5, rowStride: 1000}, {cols: kBlock + 1, colStride: 1, rows: 2, rowStride: 999},
	} {
		var want []int
		for i := range s.cols * s.rows {
			want = append(want, s.at(i))
		}
		if got := s.walk(len(want)); !slices.Equal(got, want) {
			t.Errorf("%+v: segments leave something out", s)
		}
	}
}

// walk returns the positions that the sums of a product with k terms visit.
func (s strided) walk(k int) []int {
	var starts [kBlock]int
	var all []int
	for p := 0; p < k; {
		r := s.segments(starts[:], p, k)
		if r.length() < 1 || r.length() > kBlock {
			return nil
		}
		for _, start := range r.starts {
			for i := range r.count {
				all = append(all, start+i*r.stride)
			}
		}
		p += r.length()
	}
	return all
}

package kernel

import (
	"slices"
	"testing"
)

// grids calls f for grids of every small shape, and for as many of their positions as one, two and a half pictures have. The
// distances are such that pictures, rows and columns follow each other, overlap, or leave gaps.
func grids(f func(g grid, n int)) {
	for cols := 1; cols <= 5; cols++ {
		for rows := 1; rows <= 4; rows++ {
			for _, column := range []int{1, 2, 7} {
				for _, row := range []int{1, 5, 40} {
					g := grid{cols: cols, column: column, rows: rows, row: row, picture: 3}
					for n := 1; n <= 5*cols*rows/2; n++ {
						f(g, n)
					}
				}
			}
		}
	}
}

// The assembly reads and writes what reach allowed: one too few would refuse good operands, one too many spoil memory.
func TestReachIsTheLargestPosition(t *testing.T) {
	grids(func(g grid, n int) {
		want := 0
		for i := range n {
			want = max(want, g.at(i)+1)
		}
		if got := g.reach(n); got != want {
			t.Fatalf("%+v: reach(%d) = %d, want %d", g, n, got, want)
		}
	})
}

func TestFillAndRunsListEveryPosition(t *testing.T) {
	grids(func(g grid, n int) {
		var want []int
		for i := range n {
			want = append(want, g.at(i))
		}
		for first := range want {
			table := make([]int, n-first)
			if g.fill(table, first); !slices.Equal(table, want[first:]) {
				t.Fatalf("%+v: fill from %d gives %v, want %v", g, first, table, want[first:])
			}
		}
		if got := g.walk(n); !slices.Equal(got, want) {
			t.Fatalf("%+v: runs through %d go to %v, want %v", g, n, got, want)
		}
	})
}

// A row longer than a block is cut, rows shorter than that are taken together.
func TestRunsFitABlock(t *testing.T) {
	for _, g := range []grid{vector(3*kBlock+1, 2), {cols: kBlock/2 - 1, column: 1, rows: 5, row: 1000}, {cols: kBlock + 1, column: 1, rows: 2, row: 999}} {
		var want []int
		for i := range g.cols * g.rows {
			want = append(want, g.at(i))
		}
		if got := g.walk(len(want)); !slices.Equal(got, want) {
			t.Errorf("%+v: runs leave something out", g)
		}
	}
}

// walk is where the sums of a product with k terms go.
func (g grid) walk(k int) []int {
	var starts [kBlock]int
	var all []int
	for p := 0; p < k; {
		r := g.runs(starts[:], p, k)
		if r.length() < 1 || r.length() > kBlock {
			return nil
		}
		for _, start := range r.starts {
			for i := range r.count {
				all = append(all, start+i*r.step)
			}
		}
		p += r.length()
	}
	return all
}

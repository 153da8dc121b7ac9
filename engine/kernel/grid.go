package kernel

// grid lists positions in an operand, left to right, top to bottom, picture by picture: cols of them lie column apart, rows
// of those row apart, any number of those picture apart. One row of a grid is a vector with a stride.
type grid struct{ cols, column, rows, row, picture int }

// vector is the grid of n positions stride apart.
func vector(n, stride int) grid { return grid{cols: n, column: stride, rows: 1} }

// at is the i-th position.
func (g grid) at(i int) int {
	return i/g.cols/g.rows*g.picture + i/g.cols%g.rows*g.row + i%g.cols*g.column
}

// reach is one more than the largest of the first n positions, for n > 0.
func (g grid) reach(n int) int {
	last := g.at(n - 1)
	for _, whole := range []int{n / g.cols * g.cols, n / (g.cols * g.rows) * g.cols * g.rows} {
		if whole > 0 { // the end of a whole row may lie further than that of a part of the next
			last = max(last, g.at(whole-1))
		}
	}
	return last + 1
}

// fill writes the positions from the first-th on into table.
func (g grid) fill(table []int, first int) { fill(g, table, first) }

// fill32 writes the first positions into the table of a sparse operand.
func (g grid) fill32(table []int32) { fill(g, table, 0) }

func fill[T int | int32](g grid, table []T, first int) {
	for done := first % g.cols; len(table) > 0; done = 0 {
		at := g.at(first)
		row := table[:min(len(table), g.cols-done)]
		for i := range row {
			row[i] = T(at)
			at += g.column
		}
		table, first = table[len(row):], first+len(row)
	}
}

// runs is how a sum goes through as many of the positions from the p-th to the k-th as fit one block: whole rows of the
// grid, or, where a row is longer than a block, a part of one. starts is room for its table.
func (g grid) runs(starts []int, p, k int) run {
	if done := p % g.cols; done > 0 || g.cols > min(kBlock, k-p) {
		starts[0] = g.at(p)
		return run{starts[:1], min(kBlock, g.cols-done, k-p), g.column}
	}
	starts = starts[:min(kBlock, k-p)/g.cols]
	for i := range starts {
		starts[i] = g.at(p + i*g.cols)
	}
	return run{starts, g.cols, g.column}
}

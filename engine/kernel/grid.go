package kernel

// grid lists positions in an operand, left to right, top to bottom, picture by picture: cols of them lie column apart, rows
// of those row apart, any number of those picture apart. One row of a grid is a vector with a stride.
type grid struct{ cols, column, rows, row, picture int }

// vector is the grid of n positions stride apart.
func vector(n, stride int) grid { return grid{cols: n, column: stride, rows: 1} }

// fill writes the positions from the first-th on into table.
func (g grid) fill(table []int, first int) { fill(g, table, first) }

// fill32 writes the first positions into a table of a sparse operand.
func (g grid) fill32(table []int32) { fill(g, table, 0) }

func fill[T int | int32](g grid, table []T, first int) {
	col, row, picture := first%g.cols, first/g.cols%g.rows, first/g.cols/g.rows
	for i := range table {
		table[i] = T(picture*g.picture + row*g.row + col*g.column)
		if col++; col == g.cols {
			col, row = 0, row+1
		}
		if row == g.rows {
			row, picture = 0, picture+1
		}
	}
}

package kernel

// pack copies a matrix of rows x cols into panels: blocks of v.columns() columns, each stored by rows, depth rows deep, one
// after the other, the last filled up with zeros. Matrix row p becomes panel row first+p. Element (p, j) of the matrix is
// src[p*rowStep + j*colStep]. So the tile reads B from one end to the other, whatever its layout was.
func (v lanes) pack(panels []float32, depth, first, rows, cols int, src []float32, rowStep, colStep int) {
	n := v.columns()
	for j := 0; j < cols; j += n {
		width := min(n, cols-j)
		panel := panels[j*depth+first*n:][:rows*n]
		if width < n {
			clear(panel)
		}
		if colStep == 1 {
			packRows(panel, n, width, src[j:], rowStep)
			continue
		}
		for i := range width {
			packColumn(panel[i:], n, src[(j+i)*colStep:][:(rows-1)*rowStep+1], rowStep)
		}
	}
}

func packRows(panel []float32, n, width int, src []float32, rowStep int) {
	for at := 0; len(panel) >= n; at += rowStep {
		row := panel[:width]
		for i, x := range src[at:][:len(row)] {
			row[i] = x
		}
		panel = panel[n:]
	}
}

func packColumn(panel []float32, n int, src []float32, rowStep int) {
	to := 0
	for from := 0; uint(from) < uint(len(src)) && uint(to) < uint(len(panel)); from += rowStep {
		panel[to] = src[from]
		to += n
	}
}

// multiply adds a product to c; from and to say where row r of A and of C begins, k how the sum runs from there:
//
//	C[r,j] += sum_p A[r,p] * B[p,j]        0 <= r < rows, 0 <= j < cols
//
// B is packed in panels of k.len() rows. Tiles that stick out at the right or the bottom go through a tile on the side:
// the same sums in the same order, of which only what belongs to C comes back.
func (v lanes) multiply(rows, cols int, a []float32, from grid, k walk, panels, c []float32, to grid) {
	n := v.columns()
	var side [tileRows * maxColumns]float32
	for j := 0; j < cols; j += n {
		width := min(n, cols-j)
		panel := panels[j*k.len():][:n*k.len()]
		target := c[j:]
		reader, writer := cursor{grid: from}, cursor{grid: to}
		for r := 0; r < rows; r += tileRows {
			height := min(tileRows, rows-r)
			var row, out [tileRows]int
			for i := range height {
				row[i], out[i] = reader.next(), writer.next()
			}
			if height == tileRows && width == n {
				v.tile(k, a, row, panel, target, out)
				continue
			}
			for i := height; i < tileRows; i++ {
				row[i] = row[0] // any row that may be read
			}
			for i := range height {
				copy(side[i*n:], target[out[i]:][:width])
			}
			v.tile(k, a, row, panel, side[:], [tileRows]int{0, n, 2 * n, 3 * n})
			for i := range height {
				copy(target[out[i]:][:width], side[i*n:])
			}
		}
	}
}

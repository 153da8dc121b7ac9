package kernel

// pack copies a matrix of rows x cols into panels: blocks of v.columns() columns, each stored by rows, depth rows deep, one
// after the other, the last filled up with zeros. Matrix row p becomes panel row first+p. Element (p, j) of the matrix is
// src[p*rowStep + j*colStep]. So the strip reads B from one end to the other, whatever its layout was.
func (v lanes) pack(panels []float32, depth, first, rows, cols int, src []float32, rowStep, colStep int) {
	n := v.columns()
	for j := 0; j < cols; j += n {
		width := min(n, cols-j)
		panel := panels[j*depth+first*n:][:rows*n]
		if width < n {
			clear(panel)
		}
		if colStep == 1 {
			v.copyRows(panel, width, src[j:], rowStep)
			continue
		}
		for i := range width {
			v.copyColumn(panel[i:], src[(j+i)*colStep:][:(rows-1)*rowStep+1], rowStep)
		}
	}
}

// copyRowsScalar copies width elements of src, rowStep further each time, to the front of each n elements of panel.
func copyRowsScalar(panel []float32, n, width int, src []float32, rowStep int) {
	for at := 0; len(panel) >= n; at += rowStep {
		row := panel[:width]
		for i, x := range src[at:][:len(row)] {
			row[i] = x
		}
		panel = panel[n:]
	}
}

// copyColumnScalar copies every rowStep-th element of src to every n-th of panel.
func copyColumnScalar(panel []float32, n int, src []float32, rowStep int) {
	to := 0
	for from := 0; uint(from) < uint(len(src)) && uint(to) < uint(len(panel)); from += rowStep {
		panel[to] = src[from]
		to += n
	}
}

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

// panelColumns is the width of the panels of a sparse product: what one gather of wasm takes, so that a panel of any kernel of the
// study note stays in the first-level cache.
const panelColumns = 32

// panelWidth is panelColumns where that divides columns, else all of them; and all that one gather of longer vectors takes.
func (v lanes) panelWidth(columns int) int {
	if columns%panelColumns == 0 && columns > 4*int(v) {
		return panelColumns
	}
	return columns
}

// packPanels lays w [rows columns] out in panels of panelWidth columns.
func packPanels(v lanes, rows, columns int, w, panels []float32) {
	width := v.panelWidth(columns)
	if width == columns {
		copy(panels, w[:rows*columns])
		return
	}
	for j := 0; j < columns; j += width {
		v.copyRuns(rows, w[j:], columns, panels[j*rows:])
	}
}

// copyRunsScalar copies runs of panelColumns elements that lie step apart in src, one behind the other, to dst.
func copyRunsScalar(runs int, src []float32, step int, dst []float32) {
	for i := range runs {
		copy(dst[i*panelColumns:][:panelColumns], src[i*step:])
	}
}

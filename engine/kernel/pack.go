package kernel

// pack copies a matrix [rows cols] into panels: blocks of v.columns() columns, each stored by rows, depth rows deep, one after the
// other, the last filled up with zeros. Row p of the matrix becomes row first+p of the panels. Element (p, j) of the matrix is
// src[p*rowStride + j*colStride]. So the micro-kernel reads B from end to end, whatever its layout was.
func (v lanes) pack(panels []float32, depth, first, rows, cols int, src []float32, rowStride, colStride int) {
	n := v.columns()
	for j := 0; j < cols; j += n {
		width := min(n, cols-j)
		panel := panels[j*depth+first*n:][:rows*n]
		if width < n {
			clear(panel)
		}
		if colStride == 1 {
			v.packRows(panel, width, src[j:], rowStride)
			continue
		}
		for i := range width {
			v.packColumn(panel[i:], src[(j+i)*colStride:][:(rows-1)*rowStride+1], rowStride)
		}
	}
}

func (v lanes) packRows(panel []float32, width int, src []float32, rowStride int) {
	if v != scalar && width == v.columns() {
		packRowsVector(panel, src, rowStride)
	} else {
		packRowsScalar(panel, v.columns(), width, src, rowStride)
	}
}

// packRowsScalar copies width elements of each row of src to the front of each n elements of panel.
func packRowsScalar(panel []float32, n, width int, src []float32, rowStride int) {
	for at := 0; len(panel) >= n; at += rowStride {
		row := panel[:width]
		for i, x := range src[at:][:len(row)] {
			row[i] = x
		}
		panel = panel[n:]
	}
}

func (v lanes) packColumn(panel []float32, src []float32, rowStride int) {
	if v == scalar {
		packColumnScalar(panel, v.columns(), src, rowStride)
	} else {
		packColumnVector(panel, v.columns(), src, rowStride)
	}
}

// packColumnScalar copies every rowStride-th element of src to every n-th of panel.
func packColumnScalar(panel []float32, n int, src []float32, rowStride int) {
	to := 0
	for from := 0; uint(from) < uint(len(src)) && uint(to) < uint(len(panel)); from += rowStride {
		panel[to] = src[from]
		to += n
	}
}

// panelColumns is the width of the panels of a sparse product: what WebAssembly's loop takes at once. A panel of any kernel of the study
// note stays in the first-level cache.
const panelColumns = 32

// panelWidth is panelColumns where that divides columns, else columns. It is also columns where vectors are so long that the product's
// loop takes all of them at once.
func (v lanes) panelWidth(columns int) int {
	if columns%panelColumns == 0 && columns > 4*int(v) {
		return panelColumns
	}
	return columns
}

// packPanels stores w [rows columns] in panels of panelWidth columns.
func (v lanes) packPanels(rows, columns int, w, panels []float32) {
	width := v.panelWidth(columns)
	if width == columns {
		copy(panels, w[:rows*columns])
		return
	}
	for j := 0; j < columns; j += width {
		v.copySegments(rows, w[j:], columns, panels[j*rows:])
	}
}

func (v lanes) copySegments(segments int, src []float32, stride int, dst []float32) {
	if v == scalar {
		copySegmentsScalar(segments, src, stride, dst)
	} else {
		copySegmentsVector(segments, src, stride, dst)
	}
}

// copySegmentsScalar copies segments of panelColumns elements, stride apart in src, to dst, one after the other.
func copySegmentsScalar(segments int, src []float32, stride int, dst []float32) {
	for i := range segments {
		copy(dst[i*panelColumns:][:panelColumns], src[i*stride:])
	}
}

func (v lanes) transpose(rows, cols int, src, dst []float32) {
	if v == scalar {
		transposeScalar(rows, cols, src, dst)
	} else {
		transposeVector(rows, cols, src, dst)
	}
}

// transposeScalar writes src [rows cols] to dst [cols rows], both without gaps:
//
//	dst[c*rows+r] = src[r*cols+c]
func transposeScalar(rows, cols int, src, dst []float32) {
	for c := range cols {
		column, at := dst[c*rows:][:rows], c
		for r := range column {
			column[r] = src[at]
			at += cols
		}
	}
}

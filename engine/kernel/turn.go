package kernel

// turnScalar writes src [rows cols] to dst [cols rows], both without gaps:
//
//	dst[c*rows+r] = src[r*cols+c]
func turnScalar(rows, cols int, src, dst []float32) {
	for c := range cols {
		column, at := dst[c*rows:][:rows], c
		for r := range column {
			column[r] = src[at]
			at += cols
		}
	}
}

//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

// listHardware is listScalar in assembly.
func listHardware(l *listing, terms []term, starts []int32, n int) int {
	need(len(starts), l.rows, shortSparse)
	need(len(terms), n+l.rows*len(l.along)+1, shortSparse)
	if l.rows == 0 || len(l.along) == 0 {
		return listScalar(l, terms, starts, n)
	}
	need(len(l.x), (l.rows-1)*l.row+(len(l.along)-1)*l.col+1, shortSparse)
	if l.col == 1 && len(l.along)%wasmLanes == 0 {
		return listRowsWasm(l, &terms[0], &starts[0], n)
	}
	return listWasm(l, &terms[0], &starts[0], n)
}

//go:noescape
func listRowsWasm(l *listing, terms *term, starts *int32, n int) int

//go:noescape
func listWasm(l *listing, terms *term, starts *int32, n int) int

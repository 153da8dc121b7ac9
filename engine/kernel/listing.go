package kernel

// listing lists what is not zero in an operand: element k of row r is x[r*row + k*col], and the row of B that it multiplies
// begins at at + r*atRow + along[k].
type listing struct {
	x              []float32
	along          []int32
	rows, row, col int
	at, atRow      int
}

// listScalar is the contract of every list: it writes the terms of row after row to terms from n on, and where each row begins
// to starts; it returns the number of terms then. terms has room for one more than all elements, which is left undefined.
func listScalar(l *listing, terms []term, starts []int32, n int) int {
	for r := range l.rows {
		starts[r] = int32(n)
		at := int32(l.at + r*l.atRow)
		for k, along := range l.along {
			v := l.x[r*l.row+k*l.col]
			terms[n] = term{v, at + along} // without a branch, which nobody could predict
			if v != 0 {
				n++
			}
		}
	}
	return n
}

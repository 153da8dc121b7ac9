//go:build goexperiment.simd && go1.27

package kernel

// sumRowsVector sums columns in assembly, 16 at a time, and returns the first column that it left.
func sumRowsVector(rows, cols int, dy, db []float32) int {
	if rows == 0 {
		return 0
	}
	need(len(dy), rows*cols, shortDY)
	need(len(db), cols, shortDB)
	c := 0
	for ; c+16 <= cols; c += 16 {
		sumRows16(&dy[c], rows, cols, &db[c])
	}
	return c
}

//go:noescape
func sumRows16(dy *float32, rows, cols int, db *float32)

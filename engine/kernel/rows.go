package kernel

const (
	shortX  = "kernel: short x"
	shortY  = "kernel: short y"
	shortW  = "kernel: short w"
	shortB  = "kernel: short b"
	shortDX = "kernel: short dx"
	shortDY = "kernel: short dy"
	shortDW = "kernel: short dw"
	shortDB = "kernel: short db"
)

// need panics where fewer elements were given than wanted.
func need(have, want int, short string) {
	if have < want {
		panic(short)
	}
}

// AddBias adds b [cols] to each row of y [rows cols]:
//
//	y[r,c] += b[c]
func AddBias(rows, cols int, b, y []float32) {
	need(len(b), cols, shortB)
	need(len(y), rows*cols, shortY)
	v := hardware()
	for r := range rows {
		v.add(y[r*cols:(r+1)*cols], b)
	}
}

// SumRows adds the rows of dy [rows cols] to db [cols], first row first; it is the gradient of [AddBias]:
//
//	db[c] += sum_r dy[r,c]
func SumRows(rows, cols int, dy, db []float32) {
	need(len(dy), rows*cols, shortDY)
	need(len(db), cols, shortDB)
	hardware().sumRows(rows, cols, dy, db)
}

// sumRowsScalar sums the columns from c on.
func sumRowsScalar(rows, cols int, dy, db []float32, c int) {
	for r := range rows {
		addScalar(db[c:cols], dy[r*cols+c:])
	}
}

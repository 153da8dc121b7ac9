package kernel

import "math"

// Add adds vectors: dst[i] += src[i] for every i of dst.
func Add(dst, src []float32) {
	need(len(src), len(dst), shortSource)
	hardware().add(dst, src)
}

// Scale multiplies a vector by a number: dst[i] *= a.
func Scale(dst []float32, a float32) { hardware().scale(dst, a) }

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

// SumRows adds the rows of dy [rows cols] to db [cols], first row first. It is the gradient of [AddBias]:
//
//	db[c] += sum_r dy[r,c]
func SumRows(rows, cols int, dy, db []float32) {
	need(len(dy), rows*cols, shortDY)
	need(len(db), cols, shortDB)
	hardware().sumRows(rows, cols, dy, db)
}

// Normalise maps bytes to [0, 1]:
//
//	x[i] = b[i]/255
func Normalise(b []byte, x []float32) {
	need(len(b), len(x), shortSource)
	hardware().normalise(b, x)
}

// MaxAbs returns the largest |x[i]| as the bits of a float32, which order as magnitudes do: infinity is above all numbers, and NaN above
// infinity. It returns 0 for an empty x.
func MaxAbs(x []float32) uint32 { return hardware().maxAbs(x) }

func (v lanes) add(dst, src []float32) {
	if v != scalar {
		dst, src = addVector(dst, src)
	}
	addScalar(dst, src)
}

func addScalar(dst, src []float32) {
	src = src[:len(dst)]
	for i, s := range src {
		dst[i] += s
	}
}

func (v lanes) addScaled(dst []float32, a float32, src []float32) {
	if v != scalar {
		dst, src = addScaledVector(dst, a, src)
	}
	addScaledScalar(dst, a, src)
}

// addScaledScalar is dst[i] += a*src[i], rounded twice.
func addScaledScalar(dst []float32, a float32, src []float32) {
	src = src[:len(dst)]
	for i, s := range src {
		dst[i] += float32(a * s)
	}
}

func (v lanes) scale(dst []float32, a float32) {
	if v != scalar {
		dst = scaleVector(dst, a)
	}
	scaleScalar(dst, a)
}

func scaleScalar(dst []float32, a float32) {
	for i := range dst {
		dst[i] *= a
	}
}

func (v lanes) sumRows(rows, cols int, dy, db []float32) {
	c := 0
	if v != scalar {
		c = sumRowsVector(rows, cols, dy, db)
	}
	sumRowsScalar(rows, cols, dy, db, c)
}

// sumRowsScalar sums the columns from c on.
func sumRowsScalar(rows, cols int, dy, db []float32, c int) {
	for r := range rows {
		addScalar(db[c:cols], dy[r*cols+c:])
	}
}

func (v lanes) normalise(b []byte, x []float32) {
	if v == scalar {
		normaliseScalar(b, x)
	} else {
		normaliseVector(b, x)
	}
}

func normaliseScalar(b []byte, x []float32) {
	b = b[:len(x)]
	for i, v := range b {
		x[i] = float32(v) / 255
	}
}

func (v lanes) maxAbs(x []float32) uint32 {
	if v == scalar {
		return maxAbsScalar(x)
	}
	return maxAbsVector(x)
}

// absMask clears the sign of a float32.
const absMask = 1<<31 - 1

func maxAbsScalar(x []float32) (largest uint32) {
	for ; len(x) >= 4; x = x[4:] {
		largest = max(largest, math.Float32bits(x[0])&absMask, math.Float32bits(x[1])&absMask,
			math.Float32bits(x[2])&absMask, math.Float32bits(x[3])&absMask)
	}
	for _, v := range x {
		largest = max(largest, math.Float32bits(v)&absMask)
	}
	return largest
}

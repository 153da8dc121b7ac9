package kernel

func (v lanes) winogradInput(x []float32, rowStride, count, depth int, planes []float32, planeStride int) {
	if v == scalar {
		winogradInputScalar(x, rowStride, count, depth, planes, planeStride)
	} else {
		winogradInputVector(x, rowStride, count, depth, planes, planeStride)
	}
}

// winogradInputScalar computes B' d B for count adjacent tiles, two pixels apart, of depth channels, and writes element p of each to
// planes[p*planeStride:]. Rows of pixels are rowStride apart. count is not 0 and depth a multiple of vectorColumns. It transforms columns
// first, and rounds each difference and sum.
func winogradInputScalar(x []float32, rowStride, count, depth int, planes []float32, planeStride int) {
	for t := range count {
		for c := range depth {
			var d [tilePlanes]float32
			for j := range tileSide {
				at := (2*t+j)*depth + c
				d0, d1, d2, d3 := x[at], x[at+rowStride], x[at+2*rowStride], x[at+3*rowStride]
				d[j], d[4+j], d[8+j], d[12+j] = d0-d2, d1+d2, d2-d1, d1-d3
			}
			to := t*depth + c
			for i := range tileSide {
				d0, d1, d2, d3 := d[4*i], d[4*i+1], d[4*i+2], d[4*i+3]
				planes[to], planes[to+planeStride], planes[to+2*planeStride], planes[to+3*planeStride] = d0-d2, d1+d2, d2-d1, d1-d3
				to += 4 * planeStride
			}
		}
	}
}

func (v lanes) winogradOutput(planes []float32, planeStride, count, filters int, y []float32, rowStride int) {
	if v == scalar {
		winogradOutputScalar(planes, planeStride, count, filters, y, rowStride)
	} else {
		winogradOutputVector(planes, planeStride, count, filters, y, rowStride)
	}
}

// winogradOutputScalar computes A' m A for count adjacent tiles from the planes of m, and writes 2x2 outputs each to two rows of y,
// rowStride apart. count is not 0 and filters a multiple of vectorColumns. It transforms columns first, adds from left to right, and
// rounds each sum.
func winogradOutputScalar(planes []float32, planeStride, count, filters int, y []float32, rowStride int) {
	for t := range count {
		for f := range filters {
			from, to := t*filters+f, 2*t*filters+f
			var m [2 * tileSide]float32
			for j := range tileSide {
				m0, m1 := planes[from+j*planeStride], planes[from+(4+j)*planeStride]
				m2, m3 := planes[from+(8+j)*planeStride], planes[from+(12+j)*planeStride]
				m[j], m[4+j] = m0+m1+m2, m1-m2-m3
			}
			y[to], y[to+filters] = m[0]+m[1]+m[2], m[1]-m[2]-m[3]
			y[to+rowStride], y[to+rowStride+filters] = m[4]+m[5]+m[6], m[5]-m[6]-m[7]
		}
	}
}

package kernel

// tileInScalar is the contract of every such loop, and the copy to read: count tiles side by side, whose pixels of depth channels
// lie in rows line elements apart. count is not 0, depth a multiple of sparseColumns. It takes columns first, and each difference and
// sum is rounded.
func tileInScalar(x []float32, line, count, depth int, ins []float32, plane int) {
	for t := range count {
		for c := range depth {
			var d [tilePlanes]float32
			for j := range tileSide {
				at := (2*t+j)*depth + c
				d0, d1, d2, d3 := x[at], x[at+line], x[at+2*line], x[at+3*line]
				d[j], d[4+j], d[8+j], d[12+j] = d0-d2, d1+d2, d2-d1, d1-d3
			}
			to := t*depth + c
			for i := range tileSide {
				d0, d1, d2, d3 := d[4*i], d[4*i+1], d[4*i+2], d[4*i+3]
				ins[to], ins[to+plane], ins[to+2*plane], ins[to+3*plane] = d0-d2, d1+d2, d2-d1, d1-d3
				to += 4 * plane
			}
		}
	}
}

// tileOutScalar is the contract of every such loop, and the copy to read: the way back for count tiles side by side, to rows of y
// that lie line elements apart. count is not 0, filters a multiple of sparseColumns. It takes columns first, sums from left to right, and
// rounds each.
func tileOutScalar(outs []float32, plane, count, filters int, y []float32, line int) {
	for t := range count {
		for f := range filters {
			from, to := t*filters+f, 2*t*filters+f
			var m [2 * tileSide]float32
			for j := range tileSide {
				m0, m1, m2, m3 := outs[from+j*plane], outs[from+(4+j)*plane], outs[from+(8+j)*plane], outs[from+(12+j)*plane]
				m[j], m[4+j] = m0+m1+m2, m1-m2-m3
			}
			y[to], y[to+filters] = m[0]+m[1]+m[2], m[1]-m[2]-m[3]
			y[to+line], y[to+line+filters] = m[4]+m[5]+m[6], m[5]-m[6]-m[7]
		}
	}
}

//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// winogradInputVector takes a vector of channels at a time.
func winogradInputVector(x []float32, rowStride, count, depth int, planes []float32, planeStride int) {
	var zero simd.Float32s
	width := zero.Len()
	var d [tilePlanes * int(maxLanes)]float32
	for t := 0; t < count; t++ {
		for c := 0; c < depth; c += width {
			for j := 0; j < tileSide; j++ {
				from := x[(2*t+j)*depth+c:]
				d0, d1 := simd.LoadFloat32s(from), simd.LoadFloat32s(from[rowStride:])
				d2, d3 := simd.LoadFloat32s(from[2*rowStride:]), simd.LoadFloat32s(from[3*rowStride:])
				d0.Sub(d2).Store(d[j*width:])
				d1.Add(d2).Store(d[(4+j)*width:])
				d2.Sub(d1).Store(d[(8+j)*width:])
				d1.Sub(d3).Store(d[(12+j)*width:])
			}
			to := planes[t*depth+c:]
			for i := 0; i < tileSide; i++ {
				from := d[4*i*width:]
				d0, d1 := simd.LoadFloat32s(from), simd.LoadFloat32s(from[width:])
				d2, d3 := simd.LoadFloat32s(from[2*width:]), simd.LoadFloat32s(from[3*width:])
				d0.Sub(d2).Store(to[4*i*planeStride:])
				d1.Add(d2).Store(to[(4*i+1)*planeStride:])
				d2.Sub(d1).Store(to[(4*i+2)*planeStride:])
				d1.Sub(d3).Store(to[(4*i+3)*planeStride:])
			}
		}
	}
}

// winogradOutputVector takes a vector of filters at a time.
func winogradOutputVector(planes []float32, planeStride, count, filters int, y []float32, rowStride int) {
	var zero simd.Float32s
	width := zero.Len()
	var m [2 * tileSide * int(maxLanes)]float32
	for t := 0; t < count; t++ {
		for f := 0; f < filters; f += width {
			for j := 0; j < tileSide; j++ {
				from := planes[t*filters+f+j*planeStride:]
				m0, m1 := simd.LoadFloat32s(from), simd.LoadFloat32s(from[4*planeStride:])
				m2, m3 := simd.LoadFloat32s(from[8*planeStride:]), simd.LoadFloat32s(from[12*planeStride:])
				m0.Add(m1).Add(m2).Store(m[j*width:])
				m1.Sub(m2).Sub(m3).Store(m[(4+j)*width:])
			}
			for i := 0; i < 2; i++ {
				from, to := m[4*i*width:], y[2*t*filters+f+i*rowStride:]
				m0, m1 := simd.LoadFloat32s(from), simd.LoadFloat32s(from[width:])
				m2, m3 := simd.LoadFloat32s(from[2*width:]), simd.LoadFloat32s(from[3*width:])
				m0.Add(m1).Add(m2).Store(to)
				m1.Sub(m2).Sub(m3).Store(to[filters:])
			}
		}
	}
}

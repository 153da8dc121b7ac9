//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// tileInHardware is tileInScalar for a vector of channels at a time.
func tileInHardware(x []float32, line, count, depth int, ins []float32, plane int) {
	var zero simd.Float32s
	width := zero.Len()
	var d [tilePlanes * int(maxLanes)]float32
	for t := 0; t < count; t++ {
		for c := 0; c < depth; c += width {
			for j := 0; j < tileSide; j++ {
				from := x[(2*t+j)*depth+c:]
				d0, d1 := simd.LoadFloat32s(from), simd.LoadFloat32s(from[line:])
				d2, d3 := simd.LoadFloat32s(from[2*line:]), simd.LoadFloat32s(from[3*line:])
				d0.Sub(d2).Store(d[j*width:])
				d1.Add(d2).Store(d[(4+j)*width:])
				d2.Sub(d1).Store(d[(8+j)*width:])
				d1.Sub(d3).Store(d[(12+j)*width:])
			}
			to := ins[t*depth+c:]
			for i := 0; i < tileSide; i++ {
				from := d[4*i*width:]
				d0, d1 := simd.LoadFloat32s(from), simd.LoadFloat32s(from[width:])
				d2, d3 := simd.LoadFloat32s(from[2*width:]), simd.LoadFloat32s(from[3*width:])
				d0.Sub(d2).Store(to[4*i*plane:])
				d1.Add(d2).Store(to[(4*i+1)*plane:])
				d2.Sub(d1).Store(to[(4*i+2)*plane:])
				d1.Sub(d3).Store(to[(4*i+3)*plane:])
			}
		}
	}
}

// tileOutHardware is tileOutScalar for a vector of filters at a time.
func tileOutHardware(outs []float32, plane, count, filters int, y []float32, line int) {
	var zero simd.Float32s
	width := zero.Len()
	var m [2 * tileSide * int(maxLanes)]float32
	for t := 0; t < count; t++ {
		for f := 0; f < filters; f += width {
			for j := 0; j < tileSide; j++ {
				from := outs[t*filters+f+j*plane:]
				m0, m1 := simd.LoadFloat32s(from), simd.LoadFloat32s(from[4*plane:])
				m2, m3 := simd.LoadFloat32s(from[8*plane:]), simd.LoadFloat32s(from[12*plane:])
				m0.Add(m1).Add(m2).Store(m[j*width:])
				m1.Sub(m2).Sub(m3).Store(m[(4+j)*width:])
			}
			for i := 0; i < 2; i++ {
				from, to := m[4*i*width:], y[2*t*filters+f+i*line:]
				m0, m1 := simd.LoadFloat32s(from), simd.LoadFloat32s(from[width:])
				m2, m3 := simd.LoadFloat32s(from[2*width:]), simd.LoadFloat32s(from[3*width:])
				m0.Add(m1).Add(m2).Store(to)
				m1.Sub(m2).Sub(m3).Store(to[filters:])
			}
		}
	}
}

//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// gatherVector is gatherScalar for four vectors of columns at a time, then for two, then for one.
func gatherVector(p sparseProduct) {
	for q := range p.bands {
		gatherBand(p.band(q))
	}
}

func gatherBand(p sparseProduct) {
	var zero simd.Float32s
	width := zero.Len()
	j := 0
	for ; j+4*width <= p.columns; j += 4 * width {
		for r := range p.rows {
			c := p.c[r*p.cStep+j:][:4*width]
			s0, s1 := simd.LoadFloat32s(c), simd.LoadFloat32s(c[width:])
			s2, s3 := simd.LoadFloat32s(c[2*width:]), simd.LoadFloat32s(c[3*width:])
			at, base := r*p.step, p.base-r*p.baseBack+j
			for s := 0; s < p.spans; s++ {
				for _, t := range p.terms[p.starts[at]:p.starts[at+p.width]] {
					x, b := simd.BroadcastFloat32s(t.value), p.b[base+int(t.at):][:4*width]
					s0 = s0.Add(x.Mul(simd.LoadFloat32s(b)))
					s1 = s1.Add(x.Mul(simd.LoadFloat32s(b[width:])))
					s2 = s2.Add(x.Mul(simd.LoadFloat32s(b[2*width:])))
					s3 = s3.Add(x.Mul(simd.LoadFloat32s(b[3*width:])))
				}
				at, base = at+p.spanStep, base+p.baseSpan
			}
			s0.Store(c)
			s1.Store(c[width:])
			s2.Store(c[2*width:])
			s3.Store(c[3*width:])
		}
	}
	for ; j+2*width <= p.columns; j += 2 * width {
		for r := range p.rows {
			c := p.c[r*p.cStep+j:][:2*width]
			s0, s1 := simd.LoadFloat32s(c), simd.LoadFloat32s(c[width:])
			at, base := r*p.step, p.base-r*p.baseBack+j
			for s := 0; s < p.spans; s++ {
				for _, t := range p.terms[p.starts[at]:p.starts[at+p.width]] {
					x, b := simd.BroadcastFloat32s(t.value), p.b[base+int(t.at):][:2*width]
					s0 = s0.Add(x.Mul(simd.LoadFloat32s(b)))
					s1 = s1.Add(x.Mul(simd.LoadFloat32s(b[width:])))
				}
				at, base = at+p.spanStep, base+p.baseSpan
			}
			s0.Store(c)
			s1.Store(c[width:])
		}
	}
	for ; j+width <= p.columns; j += width {
		for r := range p.rows {
			c := p.c[r*p.cStep+j:][:width]
			sum := simd.LoadFloat32s(c)
			at, base := r*p.step, p.base-r*p.baseBack+j
			for s := 0; s < p.spans; s++ {
				for _, t := range p.terms[p.starts[at]:p.starts[at+p.width]] {
					sum = sum.Add(simd.BroadcastFloat32s(t.value).Mul(simd.LoadFloat32s(p.b[base+int(t.at):])))
				}
				at, base = at+p.spanStep, base+p.baseSpan
			}
			sum.Store(c)
		}
	}
}

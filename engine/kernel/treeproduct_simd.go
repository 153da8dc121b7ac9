//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// gatherTreeHardware is gatherTreeScalar for two vectors of columns at a time.
func gatherTreeHardware(p *treeProduct) {
	p.check()
	var zero simd.Float32s
	var levels [treeLevels + 1]struct{ s0, s1 simd.Float32s }
	width := zero.Len()
	for j := 0; j < panelColumns; j += 2 * width {
		for r := range p.rows {
			var s0, s1 simd.Float32s
			for s := range p.shards {
				s0, s1 = zero, zero
				at := s*p.rows + r
				for _, t := range p.terms[p.starts[at]:p.starts[at+1]] {
					x, b := simd.BroadcastFloat32s(t.value), p.b[int(t.at)+j:][:2*width]
					s0 = s0.Add(x.Mul(simd.LoadFloat32s(b)))
					s1 = s1.Add(x.Mul(simd.LoadFloat32s(b[width:])))
				}
				level := 0
				for ; s>>level&1 == 1; level++ {
					s0, s1 = s0.Add(levels[level].s0), s1.Add(levels[level].s1)
				}
				levels[level].s0, levels[level].s1 = s0, s1
			}
			c := p.c[r*p.cStep+j:][:2*width]
			s0.Store(c)
			s1.Store(c[width:])
		}
	}
}

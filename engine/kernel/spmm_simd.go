//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// spmmVector takes four vectors of columns at a time, then two, then one.
func spmmVector(p spmm) {
	for q := range p.batches {
		spmmBatchVector(p.batch(q))
	}
}

func spmmBatchVector(p spmm) {
	var zero simd.Float32s
	width := zero.Len()
	j := 0
	for ; j+4*width <= p.columns; j += 4 * width {
		for r := range p.rows {
			c := p.c[r*p.cRow+j:][:4*width]
			s0, s1 := simd.LoadFloat32s(c), simd.LoadFloat32s(c[width:])
			s2, s3 := simd.LoadFloat32s(c[2*width:]), simd.LoadFloat32s(c[3*width:])
			at, offset := r*p.startsRow, p.bOffset+r*p.bRow+j
			for s := 0; s < p.spans; s++ {
				for _, nz := range p.nonzeros[p.starts[at]:p.starts[at+p.width]] {
					x, b := simd.BroadcastFloat32s(nz.value), p.b[offset+int(nz.offset):][:4*width]
					s0 = s0.Add(x.Mul(simd.LoadFloat32s(b)))
					s1 = s1.Add(x.Mul(simd.LoadFloat32s(b[width:])))
					s2 = s2.Add(x.Mul(simd.LoadFloat32s(b[2*width:])))
					s3 = s3.Add(x.Mul(simd.LoadFloat32s(b[3*width:])))
				}
				at, offset = at+p.startsSpan, offset+p.bSpan
			}
			s0.Store(c)
			s1.Store(c[width:])
			s2.Store(c[2*width:])
			s3.Store(c[3*width:])
		}
	}
	for ; j+2*width <= p.columns; j += 2 * width {
		for r := range p.rows {
			c := p.c[r*p.cRow+j:][:2*width]
			s0, s1 := simd.LoadFloat32s(c), simd.LoadFloat32s(c[width:])
			at, offset := r*p.startsRow, p.bOffset+r*p.bRow+j
			for s := 0; s < p.spans; s++ {
				for _, nz := range p.nonzeros[p.starts[at]:p.starts[at+p.width]] {
					x, b := simd.BroadcastFloat32s(nz.value), p.b[offset+int(nz.offset):][:2*width]
					s0 = s0.Add(x.Mul(simd.LoadFloat32s(b)))
					s1 = s1.Add(x.Mul(simd.LoadFloat32s(b[width:])))
				}
				at, offset = at+p.startsSpan, offset+p.bSpan
			}
			s0.Store(c)
			s1.Store(c[width:])
		}
	}
	for ; j+width <= p.columns; j += width {
		for r := range p.rows {
			c := p.c[r*p.cRow+j:][:width]
			sum := simd.LoadFloat32s(c)
			at, offset := r*p.startsRow, p.bOffset+r*p.bRow+j
			for s := 0; s < p.spans; s++ {
				for _, nz := range p.nonzeros[p.starts[at]:p.starts[at+p.width]] {
					sum = sum.Add(simd.BroadcastFloat32s(nz.value).Mul(simd.LoadFloat32s(p.b[offset+int(nz.offset):])))
				}
				at, offset = at+p.startsSpan, offset+p.bSpan
			}
			sum.Store(c)
		}
	}
}

// pairwiseSpMMVector takes two vectors of columns at a time.
func pairwiseSpMMVector(p *pairwiseSpMM) {
	var zero simd.Float32s
	var levels [maxLevels + 1]struct{ s0, s1 simd.Float32s }
	width := zero.Len()
	for j := 0; j < panelColumns; j += 2 * width {
		for r := range p.rows {
			var s0, s1 simd.Float32s
			for s := range p.shards {
				s0, s1 = zero, zero
				at := s*p.rows + r
				for _, nz := range p.nonzeros[p.starts[at]:p.starts[at+1]] {
					x, b := simd.BroadcastFloat32s(nz.value), p.b[int(nz.offset)+j:][:2*width]
					s0 = s0.Add(x.Mul(simd.LoadFloat32s(b)))
					s1 = s1.Add(x.Mul(simd.LoadFloat32s(b[width:])))
				}
				level := 0
				for ; s>>level&1 == 1; level++ {
					s0, s1 = s0.Add(levels[level].s0), s1.Add(levels[level].s1)
				}
				levels[level].s0, levels[level].s1 = s0, s1
			}
			c := p.c[r*p.cRow+j:][:2*width]
			s0.Store(c)
			s1.Store(c[width:])
		}
	}
}

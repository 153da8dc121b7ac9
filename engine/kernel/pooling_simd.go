//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// maxPoolVector processes whole vectors of channels and returns the first channel that it has left out.
func maxPoolVector(x []float32, a areas, y []float32, argmax []int32) int {
	var zero simd.Float32s
	width := zero.Len()
	lane := [maxLanes]int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	offset := simd.LoadInt32s(lane[:])
	whole := a.channels / width * width
	for w := range a.count {
		for c := 0; c < whole; c += width {
			start := a.start + w*a.stride + c
			best := simd.LoadFloat32s(x[start:])
			at := simd.BroadcastInt32s(int32(start)).Add(offset)
			for r := range a.rows {
				for i := range a.cols { // Go 1.27.4 crashes on a range without a variable around vectors
					j := start + r*a.rowStride + i*a.channels
					v := simd.LoadFloat32s(x[j:])
					wins := v.Greater(best).Or(v.NotEqual(v).And(best.Equal(best)))
					best = v.IfElse(wins, best)
					at = simd.BroadcastInt32s(int32(j)).Add(offset).IfElse(wins, at)
				}
			}
			best.Store(y[w*a.channels+c:])
			at.Store(argmax[w*a.channels+c:])
		}
	}
	return whole
}

// conv2DMaxPoolVector takes a vector of filters at a time.
func conv2DMaxPoolVector(p *fusedPool) {
	var zero simd.Float32s
	width := zero.Len()
	lane := [maxLanes]int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	offset := simd.LoadInt32s(lane[:])
	to := 0
	for r := range p.rows {
		for c := range p.cols {
			at, index := 2*(r*p.width+c), 2*(r*p.below+c*p.filters)
			blank := p.isBlank(at, 4)
			for f := 0; f < p.filters; f += width {
				best := simd.LoadFloat32s(p.b[f:])
				first := simd.BroadcastInt32s(int32(index + f)).Add(offset)
				place := first
				if !blank {
					s1, s2, s3 := best, best, best
					for t := 0; t < 9; t++ {
						w := simd.LoadFloat32s(p.w[t*p.filters+f:])
						upper := p.x[at+t/3*p.width+t%3:][:p.width+2]
						lower := upper[p.width:]
						best = best.Add(simd.BroadcastFloat32s(upper[0]).Mul(w))
						s1 = s1.Add(simd.BroadcastFloat32s(upper[1]).Mul(w))
						s2 = s2.Add(simd.BroadcastFloat32s(lower[0]).Mul(w))
						s3 = s3.Add(simd.BroadcastFloat32s(lower[1]).Mul(w))
					}
					wins := s1.Greater(best).Or(s1.NotEqual(s1).And(best.Equal(best)))
					best = s1.IfElse(wins, best)
					place = first.Add(simd.BroadcastInt32s(int32(p.filters))).IfElse(wins, place)
					wins = s2.Greater(best).Or(s2.NotEqual(s2).And(best.Equal(best)))
					best = s2.IfElse(wins, best)
					place = first.Add(simd.BroadcastInt32s(int32(p.below))).IfElse(wins, place)
					wins = s3.Greater(best).Or(s3.NotEqual(s3).And(best.Equal(best)))
					best = s3.IfElse(wins, best)
					place = first.Add(simd.BroadcastInt32s(int32(p.below+p.filters))).IfElse(wins, place)
				}
				best.Store(p.y[to:])
				place.Store(p.argmax[to:])
				to += width
			}
		}
	}
}

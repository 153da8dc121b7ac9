//go:build goexperiment.simd && go1.27

package kernel

import "simd"

// stripVector is stripScalar over vectors. Four terms are written out because Go's wasm pays a jump through a table for
// every turn of a loop, and as helpers they would not be inlined there. MulAdd is not used: it rounds once where the
// contract rounds twice.
func stripVector(a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	var zero simd.Float32s
	width := zero.Len()
	columns := 2 * width
	span := k.span()
	for ; len(rows) >= tileRows && len(outs) >= tileRows; rows, outs = rows[tileRows:], outs[tileRows:] {
		c0, c1, c2, c3 := c[outs[0]:][:columns], c[outs[1]:][:columns], c[outs[2]:][:columns], c[outs[3]:][:columns]
		s00, s01 := simd.LoadFloat32s(c0), simd.LoadFloat32s(c0[width:])
		s10, s11 := simd.LoadFloat32s(c1), simd.LoadFloat32s(c1[width:])
		s20, s21 := simd.LoadFloat32s(c2), simd.LoadFloat32s(c2[width:])
		s30, s31 := simd.LoadFloat32s(c3), simd.LoadFloat32s(c3[width:])
		if len(bias) >= columns {
			s00, s01 = simd.LoadFloat32s(bias), simd.LoadFloat32s(bias[width:])
			s10, s11, s20, s21, s30, s31 = s00, s01, s00, s01, s00, s01
		}
		b := panel[:k.length()*columns]
		for _, start := range k.starts {
			a0 := a[rows[0]+start:][:span]
			a1 := a[rows[1]+start:][:len(a0)]
			a2 := a[rows[2]+start:][:len(a0)]
			a3 := a[rows[3]+start:][:len(a0)]
			p, left := 0, k.count
			for ; left >= 4 && len(b) >= 4*columns; left -= 4 {
				b0, b1 := simd.LoadFloat32s(b), simd.LoadFloat32s(b[width:])
				x := simd.BroadcastFloat32s(a0[p])
				s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a1[p])
				s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a2[p])
				s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a3[p])
				s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
				p += k.step
				b0, b1 = simd.LoadFloat32s(b[2*width:]), simd.LoadFloat32s(b[3*width:])
				x = simd.BroadcastFloat32s(a0[p])
				s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a1[p])
				s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a2[p])
				s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a3[p])
				s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
				p += k.step
				b0, b1 = simd.LoadFloat32s(b[4*width:]), simd.LoadFloat32s(b[5*width:])
				x = simd.BroadcastFloat32s(a0[p])
				s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a1[p])
				s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a2[p])
				s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a3[p])
				s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
				p += k.step
				b0, b1 = simd.LoadFloat32s(b[6*width:]), simd.LoadFloat32s(b[7*width:])
				x = simd.BroadcastFloat32s(a0[p])
				s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a1[p])
				s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a2[p])
				s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a3[p])
				s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
				p += k.step
				b = b[4*columns:]
			}
			for ; left > 0 && len(b) >= columns; left-- {
				b0, b1 := simd.LoadFloat32s(b), simd.LoadFloat32s(b[width:])
				x := simd.BroadcastFloat32s(a0[p])
				s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a1[p])
				s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a2[p])
				s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a3[p])
				s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
				p += k.step
				b = b[columns:]
			}
		}
		s00.Store(c0)
		s01.Store(c0[width:])
		s10.Store(c1)
		s11.Store(c1[width:])
		s20.Store(c2)
		s21.Store(c2[width:])
		s30.Store(c3)
		s31.Store(c3[width:])
	}
}

//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// microKernelVector writes four terms out because Go's WebAssembly pays a jump through a table for every iteration of a loop, and as
// helpers they would not be inlined there. It does not use MulAdd, which rounds once where the contract rounds twice.
func microKernelVector(a []float32, aRows []int, k segments, panel, bias, c []float32, cRows []int) {
	var zero simd.Float32s
	width := zero.Len()
	columns := 2 * width
	extent := k.extent()
	for ; len(aRows) >= tileRows && len(cRows) >= tileRows; aRows, cRows = aRows[tileRows:], cRows[tileRows:] {
		c0, c1, c2, c3 := c[cRows[0]:][:columns], c[cRows[1]:][:columns], c[cRows[2]:][:columns], c[cRows[3]:][:columns]
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
			a0 := a[aRows[0]+start:][:extent]
			a1 := a[aRows[1]+start:][:len(a0)]
			a2 := a[aRows[2]+start:][:len(a0)]
			a3 := a[aRows[3]+start:][:len(a0)]
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
				p += k.stride
				b0, b1 = simd.LoadFloat32s(b[2*width:]), simd.LoadFloat32s(b[3*width:])
				x = simd.BroadcastFloat32s(a0[p])
				s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a1[p])
				s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a2[p])
				s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a3[p])
				s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
				p += k.stride
				b0, b1 = simd.LoadFloat32s(b[4*width:]), simd.LoadFloat32s(b[5*width:])
				x = simd.BroadcastFloat32s(a0[p])
				s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a1[p])
				s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a2[p])
				s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a3[p])
				s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
				p += k.stride
				b0, b1 = simd.LoadFloat32s(b[6*width:]), simd.LoadFloat32s(b[7*width:])
				x = simd.BroadcastFloat32s(a0[p])
				s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a1[p])
				s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a2[p])
				s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
				x = simd.BroadcastFloat32s(a3[p])
				s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
				p += k.stride
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
				p += k.stride
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

// packRowsVector is packRowsScalar for whole rows.
func packRowsVector(panel, src []float32, rowStride int) {
	var zero simd.Float32s
	width := zero.Len()
	for at := 0; len(panel) >= 2*width; at += rowStride {
		row := src[at:][:2*width]
		left, right := simd.LoadFloat32s(row), simd.LoadFloat32s(row[width:])
		left.Store(panel)
		right.Store(panel[width:])
		panel = panel[2*width:]
	}
}

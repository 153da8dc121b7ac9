//go:build goexperiment.simd && go1.27

package kernel

import "simd"

// tileVector is tileScalar over two vectors of columns. Four steps of k are written out in its loop because Go's wasm pays
// a jump through a table for every turn (11 against 17 GFLOP/s in Node); MulAdd would round once where scalar rounds twice.
func tileVector(k walk, a []float32, row [tileRows]int, panel, c []float32, out [tileRows]int) {
	var zero simd.Float32s
	width := zero.Len()
	columns := 2 * width
	c0, c1, c2, c3 := c[out[0]:][:columns], c[out[1]:][:columns], c[out[2]:][:columns], c[out[3]:][:columns]
	s00, s01 := simd.LoadFloat32s(c0), simd.LoadFloat32s(c0[width:])
	s10, s11 := simd.LoadFloat32s(c1), simd.LoadFloat32s(c1[width:])
	s20, s21 := simd.LoadFloat32s(c2), simd.LoadFloat32s(c2[width:])
	s30, s31 := simd.LoadFloat32s(c3), simd.LoadFloat32s(c3[width:])
	reach := (k.depth-1)*k.step + 1
	for s := range k.segments {
		a0 := a[row[0]+s*k.segment:][:reach]
		a1 := a[row[1]+s*k.segment:][:len(a0)]
		a2 := a[row[2]+s*k.segment:][:len(a0)]
		a3 := a[row[3]+s*k.segment:][:len(a0)]
		b := panel[s*k.depth*columns:][:k.depth*columns]
		p := 0
		for len(b) >= 4*columns {
			b0, b1 := simd.LoadFloat32s(b[0*width:]), simd.LoadFloat32s(b[1*width:])
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
		for len(b) >= columns {
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

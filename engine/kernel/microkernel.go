package kernel

// tileRows is the number of rows of a register tile (MR in BLIS). With two vectors of columns a tile has eight sums, which together with
// two vectors of B, one element of A and a product fit the sixteen registers of WebAssembly and AVX2.
const tileRows = 4

// microKernel is the hot loop of every dense product. See microKernelScalar.
func (v lanes) microKernel(a []float32, aRows []int, k segments, panel, bias, c []float32, cRows []int) {
	if v == scalar {
		microKernelScalar(a, aRows, k, panel, bias, c, cRows)
	} else {
		microKernelVector(a, aRows, k, panel, bias, c, cRows)
	}
}

// microKernelScalar states what every microKernel computes. It adds a product to two vectors of columns of C, tile after tile, for each
// r of the rows and j in [0, 2*lanes), where lanes is 1 here:
//
//	c[cRows[r]+j] += sum_q sum_i a[aRows[r] + k.starts[q] + k.stride*i] * panel[2*lanes*(q*k.count+i) + j]
//
// The sum starts from c, or from bias[j] if there is a bias, whatever c holds.
//
// aRows and cRows have the same length, a multiple of tileRows. k is not empty and k.stride is not negative. panel has 2*lanes
// elements for each term. The sum takes q and i in rising order and rounds to float32 after each product and after each sum, so
// all forms give the same bits. Only the named elements are written.
func microKernelScalar(a []float32, aRows []int, k segments, panel, bias, c []float32, cRows []int) {
	const columns = 2
	extent := k.extent()
	for ; len(aRows) >= tileRows && len(cRows) >= tileRows; aRows, cRows = aRows[tileRows:], cRows[tileRows:] {
		c0, c1, c2, c3 := c[cRows[0]:][:columns], c[cRows[1]:][:columns], c[cRows[2]:][:columns], c[cRows[3]:][:columns]
		s00, s01 := c0[0], c0[1]
		s10, s11 := c1[0], c1[1]
		s20, s21 := c2[0], c2[1]
		s30, s31 := c3[0], c3[1]
		if len(bias) >= columns {
			s00, s01 = bias[0], bias[1]
			s10, s11, s20, s21, s30, s31 = s00, s01, s00, s01, s00, s01
		}
		b := panel[:k.length()*columns]
		for _, start := range k.starts {
			a0 := a[aRows[0]+start:][:extent]
			a1 := a[aRows[1]+start:][:len(a0)]
			a2 := a[aRows[2]+start:][:len(a0)]
			a3 := a[aRows[3]+start:][:len(a0)]
			for at, i := 0, k.count; i > 0; at, i = at+k.stride, i-1 {
				x0, x1, x2, x3 := a0[at], a1[at], a2[at], a3[at]
				b0, b1 := b[0], b[1]
				s00, s01 = s00+float32(x0*b0), s01+float32(x0*b1)
				s10, s11 = s10+float32(x1*b0), s11+float32(x1*b1)
				s20, s21 = s20+float32(x2*b0), s21+float32(x2*b1)
				s30, s31 = s30+float32(x3*b0), s31+float32(x3*b1)
				b = b[columns:]
			}
		}
		c0[0], c0[1] = s00, s01
		c1[0], c1[1] = s10, s11
		c2[0], c2[1] = s20, s21
		c3[0], c3[1] = s30, s31
	}
}

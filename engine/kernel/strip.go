package kernel

// tileRows is the number of rows that a strip takes at once. With two vectors of columns they make eight sums, which with
// two vectors of B and one element of A fit the sixteen registers that Go has for wasm and AVX2.
const tileRows = 4

// stripScalar is the contract of every strip, and the copy to read: the one hot loop of the package. It adds a product to
// two vectors of columns of c, for each r of rows and j in [0, 2*lanes), lanes being 1 here:
//
//	c[outs[r]+j] += sum_p a[rows[r]+k[p]] * panel[2*lanes*p + j]
//
// rows and outs are of one length, a multiple of tileRows; k rises and is not empty; panel has 2*lanes elements for each of k.
// The sum starts from c and takes p in rising order, with a rounding to float32 after each product and after each sum: so
// all implementations give the same bits. Nothing but the named elements is written.
func stripScalar(a []float32, k, rows []int, panel, c []float32, outs []int) {
	const columns = 2
	reach := k[len(k)-1] + 1
	for ; len(rows) >= tileRows && len(outs) >= tileRows; rows, outs = rows[tileRows:], outs[tileRows:] {
		c0, c1, c2, c3 := c[outs[0]:][:columns], c[outs[1]:][:columns], c[outs[2]:][:columns], c[outs[3]:][:columns]
		s00, s01 := c0[0], c0[1]
		s10, s11 := c1[0], c1[1]
		s20, s21 := c2[0], c2[1]
		s30, s31 := c3[0], c3[1]
		a0 := a[rows[0]:][:reach]
		a1 := a[rows[1]:][:len(a0)]
		a2 := a[rows[2]:][:len(a0)]
		a3 := a[rows[3]:][:len(a0)]
		b := panel[:len(k)*columns]
		for _, p := range k {
			x0, x1, x2, x3 := a0[p], a1[p], a2[p], a3[p]
			b0, b1 := b[0], b[1]
			s00, s01 = s00+float32(x0*b0), s01+float32(x0*b1)
			s10, s11 = s10+float32(x1*b0), s11+float32(x1*b1)
			s20, s21 = s20+float32(x2*b0), s21+float32(x2*b1)
			s30, s31 = s30+float32(x3*b0), s31+float32(x3*b1)
			b = b[columns:]
		}
		c0[0], c0[1] = s00, s01
		c1[0], c1[1] = s10, s11
		c2[0], c2[1] = s20, s21
		c3[0], c3[1] = s30, s31
	}
}

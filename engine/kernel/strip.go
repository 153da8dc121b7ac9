package kernel

// tileRows is the number of rows that a strip takes at once. With two vectors of columns they make eight sums, which with
// two vectors of B, one element of A and a product fit the sixteen registers that wasm and AVX2 have.
const tileRows = 4

// run is how a sum goes through A: from each of starts, count elements that lie step apart.
type run struct {
	starts      []int
	count, step int
}

// length is the number of terms.
func (k run) length() int { return len(k.starts) * k.count }

// span is the number of elements from the first of a start to its last.
func (k run) span() int { return (k.count-1)*k.step + 1 }

// stripScalar is the contract of every strip, and the copy to read: the one hot loop of the package. It adds a product to
// two vectors of columns of c, for each r of rows and j in [0, 2*lanes), lanes being 1 here:
//
//	c[outs[r]+j] += sum_q sum_i a[rows[r] + k.starts[q] + k.step*i] * panel[2*lanes*(q*k.count+i) + j]
//
// The sum starts from c, or from bias[j] where there is a bias; what c held is then of no importance.
//
// rows and outs are of one length, a multiple of tileRows; k is not empty and k.step is not negative; panel has 2*lanes
// elements for each term. The sum takes q and i in rising order, with a rounding to float32 after each
// product and after each sum: so all implementations give the same bits. Nothing but the named elements is written.
func stripScalar(a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	const columns = 2
	span := k.span()
	for ; len(rows) >= tileRows && len(outs) >= tileRows; rows, outs = rows[tileRows:], outs[tileRows:] {
		c0, c1, c2, c3 := c[outs[0]:][:columns], c[outs[1]:][:columns], c[outs[2]:][:columns], c[outs[3]:][:columns]
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
			a0 := a[rows[0]+start:][:span]
			a1 := a[rows[1]+start:][:len(a0)]
			a2 := a[rows[2]+start:][:len(a0)]
			a3 := a[rows[3]+start:][:len(a0)]
			for at, i := 0, k.count; i > 0; at, i = at+k.step, i-1 {
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

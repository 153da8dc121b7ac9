package kernel

// tileRows is the number of rows of one register tile. With two vectors of columns it makes eight sums, which with two
// vectors of B and one broadcast of A fit the sixteen registers that Go has for wasm and AVX2.
const tileRows = 4

// grid says where the rows of an operand begin: rows come in groups of width, the groups begin outer apart, the rows in a
// group inner apart. The pixels of a picture are groups of one picture row; a matrix is one group.
type grid struct{ width, outer, inner int }

// cursor walks over the rows of a grid without dividing.
type cursor struct {
	grid
	group, within int // where the group begins, rows taken from it
}

func (c *cursor) next() int {
	at := c.group + c.within*c.inner
	if c.within++; c.within == c.width {
		c.group, c.within = c.group+c.outer, 0
	}
	return at
}

// walk says how the sum over k runs through operand A from the start of a row: segments runs of depth elements. Runs
// begin segment apart, their elements lie step apart.
type walk struct{ segments, depth, segment, step int }

func (w walk) len() int { return w.segments * w.depth }

// tileScalar is the contract of every tile, and the copy to read. It adds a tile of a product to c, for i in [0,4) and
// j in [0,2*v), v being 1 here:
//
//	c[out[i]+j] += sum_{s,p} a[row[i] + s*k.segment + p*k.step] * panel[(s*k.depth+p)*2*v + j]
//
// The sum starts from c, runs through s and inside it through p in rising order, and rounds to float32 after each product
// and after each sum: so every implementation gives the same bits. Nothing outside the named elements is read or written.
func tileScalar(k walk, a []float32, row [tileRows]int, panel, c []float32, out [tileRows]int) {
	const columns = 2
	c0, c1, c2, c3 := c[out[0]:][:columns], c[out[1]:][:columns], c[out[2]:][:columns], c[out[3]:][:columns]
	s00, s01 := c0[0], c0[1]
	s10, s11 := c1[0], c1[1]
	s20, s21 := c2[0], c2[1]
	s30, s31 := c3[0], c3[1]
	reach := (k.depth-1)*k.step + 1
	for s := range k.segments {
		a0 := a[row[0]+s*k.segment:][:reach]
		a1 := a[row[1]+s*k.segment:][:len(a0)]
		a2 := a[row[2]+s*k.segment:][:len(a0)]
		a3 := a[row[3]+s*k.segment:][:len(a0)]
		b := panel[s*k.depth*columns:][:k.depth*columns]
		for p := 0; uint(p) < uint(len(a0)) && len(b) >= columns; p += k.step {
			b0, b1 := b[0], b[1]
			s00 += float32(a0[p] * b0)
			s01 += float32(a0[p] * b1)
			s10 += float32(a1[p] * b0)
			s11 += float32(a1[p] * b1)
			s20 += float32(a2[p] * b0)
			s21 += float32(a2[p] * b1)
			s30 += float32(a3[p] * b0)
			s31 += float32(a3[p] * b1)
			b = b[columns:]
		}
	}
	c0[0], c0[1] = s00, s01
	c1[0], c1[1] = s10, s11
	c2[0], c2[1] = s20, s21
	c3[0], c3[1] = s30, s31
}

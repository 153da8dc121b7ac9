package kernel

import (
	"fmt"
	"math"
	"testing"
)

// sparseCase is a sparse operand over a grid of positions, with everything else that a sparse product can have: bands and rows that step
// through the positions, several spans of several positions each, bases that move both ways.
type sparseCase struct {
	l        listing
	p        sparseProduct
	elements int
}

// newSparseCase makes a case of noise in which about one element in keep is not zero; keep 0 keeps none.
func newSparseCase(rows, columns, spans, width, cols, keep int) *sparseCase {
	s := noise(rows + 7*columns + 31*spans + 101*width + 1009*cols + 10007*keep)
	const bands = 3
	positions := bands - 1 + rows + (spans-1)*2 + width
	c := &sparseCase{elements: positions * cols}
	x := make([]float32, c.elements)
	for i := range x {
		if v := s.next(); keep > 0 && int(s>>8)%keep == 0 {
			x[i] = v
		} else if i%2 == 0 {
			x[i] = float32(math.Copysign(0, -1)) // a zero of either sign is one
		}
	}
	c.l = listing{x: x, along: make([]int32, cols), rows: positions, row: cols, col: 1, atRow: 2}
	for k := range c.l.along {
		c.l.along[k] = int32(3*k + k%2)
	}
	reach := 2*positions + 3*cols + 1 // what at can be
	step := columns + 1               // between rows of C, so that what is beside them shows
	c.p = sparseProduct{
		starts: make([]int32, positions+1),
		b:      s.slice(reach + 5*spans + rows + 7*bands + columns),
		c:      s.slice(bands*rows*step + 1),
		bands:  bands, bandStep: 1, bandC: rows * step, bandBase: 7,
		rows: rows, columns: columns, cStep: step,
		step: 1, spans: spans, spanStep: 2, width: width,
		base: rows, baseSpan: 5, baseBack: 1,
	}
	return c
}

// run lists and multiplies and returns all that was written.
func (c *sparseCase) run(v lanes) (terms []term, starts []int32, out []float32) {
	terms, starts = make([]term, c.elements+1), make([]int32, len(c.p.starts))
	n := v.list(&c.l, terms, starts, 0)
	starts[len(starts)-1] = int32(n)
	p := c.p
	p.terms, p.starts, p.c = terms[:n], starts, append([]float32(nil), c.p.c...)
	v.gather(p)
	return terms[:n], starts, p.c
}

// check compares with sums in float64, and the forms with each other bit by bit.
func (c *sparseCase) check(t *testing.T, name string) {
	t.Helper()
	want := make([]exact, len(c.p.c))
	for i, v := range c.p.c {
		want[i].add(v)
	}
	p, most := c.p, 0
	for q := range p.bands {
		for r := range p.rows {
			for s := range p.spans {
				first := q*p.bandStep + r*p.step + s*p.spanStep
				base := p.base + q*p.bandBase + s*p.baseSpan - r*p.baseBack
				for pos := first; pos < first+p.width; pos++ {
					for i, along := range c.l.along {
						for j := range p.columns {
							want[q*p.bandC+r*p.cStep+j].add(c.l.x[pos*c.l.row+i], p.b[base+pos*c.l.atRow+int(along)+j])
						}
					}
				}
			}
		}
	}
	most = p.spans*p.width*len(c.l.along) + 1
	terms, starts, out := c.run(scalar)
	checkSums(t, name, out, want, most)
	fastTerms, fastStarts, fast := c.run(hardware())
	checkBits(t, name, fast, out)
	if fmt.Sprint(fastTerms) != fmt.Sprint(terms) || fmt.Sprint(fastStarts) != fmt.Sprint(starts) {
		t.Fatalf("%s: lists %v %v, want %v %v", name, fastTerms, fastStarts, terms, starts)
	}
}

func TestSparseProduct(t *testing.T) {
	for _, columns := range []int{16, 32, 48, 64, 80, 96, 112, 512} { // every sum of blocks of 16, 32 and 64
		for _, rows := range []int{1, 2, 9} {
			for _, spans := range []int{1, 3} {
				for _, keep := range []int{0, 1, 2, 7} { // nothing, all, half, a seventh
					newSparseCase(rows, columns, spans, 1, 5, keep).check(t, fmt.Sprintf("%d rows, %d columns, %d spans, one in %d", rows, columns, spans, keep))
					newSparseCase(rows, columns, spans, 1, 8, keep).check(t, fmt.Sprintf("%d rows of fours, %d columns, %d spans, one in %d", rows, columns, spans, keep))
					newSparseCase(rows, columns, spans, 4, 1, keep).check(t, fmt.Sprintf("%d rows, %d columns, %d wide spans, one in %d", rows, columns, spans, keep))
				}
			}
		}
	}
}

// A number that is not finite is no zero: it must reach the sums, so that a run which diverges is noticed.
func TestSparseProductKeepsWhatIsNotFinite(t *testing.T) {
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), math.SmallestNonzeroFloat32} {
		for _, cols := range []int{3, 4} {
			c := newSparseCase(1, 32, 1, 1, cols, 0)
			c.l.x[1] = bad
			for _, v := range []lanes{scalar, hardware()} {
				terms, _, out := c.run(v)
				if len(terms) != 1 || math.Float32bits(terms[0].value) != math.Float32bits(bad) || terms[0].at != c.l.along[1] {
					t.Fatalf("%d lanes: %v of %d is listed as %v", v, bad, cols, terms)
				}
				if isFinite := out[0]-out[0] == 0; isFinite != (bad-bad == 0) {
					t.Errorf("%d lanes: %v gives %v", v, bad, out[0])
				}
			}
		}
	}
}

func FuzzSparseProduct(f *testing.F) {
	f.Add(uint8(11), uint8(3), uint8(3), uint8(3), uint8(32), uint8(2))
	f.Add(uint8(1), uint8(0), uint8(0), uint8(0), uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, rows, columns, spans, width, cols, keep uint8) {
		newSparseCase(1+int(rows)%20, 16*(1+int(columns)%9), 1+int(spans)%8, 1+int(width)%8, 1+int(cols)%40, int(keep)).check(t, "fuzzed")
	})
}

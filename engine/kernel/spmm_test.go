package kernel

import (
	"fmt"
	"math"
	"testing"
)

// sparseCase is a sparse operand with everything else that a sparse product can have: batches and rows with strides, several spans of
// several lists each, offsets that rise and fall.
type sparseCase struct {
	o        sparseOperand
	p        spmm
	elements int
}

// newSparseCase makes a case of noise in which about one element in keep is not zero. With keep 0 none is.
func newSparseCase(rows, columns, spans, width, cols, keep int) *sparseCase {
	s := noise(rows + 7*columns + 31*spans + 101*width + 1009*cols + 10007*keep)
	const batches = 3
	positions := batches - 1 + rows + (spans-1)*2 + width
	c := &sparseCase{elements: positions * cols}
	x := make([]float32, c.elements)
	for i := range x {
		if v := s.next(); keep > 0 && int(s>>8)%keep == 0 {
			x[i] = v
		} else if i%2 == 0 {
			x[i] = float32(math.Copysign(0, -1)) // a negative zero is a zero, too
		}
	}
	c.o = sparseOperand{x: x, offsets: make([]int32, cols), rows: positions, rowStride: cols, colStride: 1, rowOffset: 2}
	for k := range c.o.offsets {
		c.o.offsets[k] = int32(3*k + k%2)
	}
	maxOffset := 2*positions + 3*cols + 1
	cRow := columns + 1 // leaves gaps, so that what is written there shows
	c.p = spmm{
		starts:  make([]int32, positions+1),
		b:       s.slice(maxOffset + 5*spans + rows + 7*batches + columns),
		c:       s.slice(batches*rows*cRow + 1),
		batches: batches, rows: rows, spans: spans, width: width, columns: columns,
		startsBatch: 1, startsRow: 1, startsSpan: 2,
		bOffset: rows, bBatch: 7, bRow: -1, bSpan: 5,
		cBatch: rows * cRow, cRow: cRow,
	}
	return c
}

// run lists and multiplies, and returns all that it has written.
func (c *sparseCase) run(v lanes) (nonzeros []nonzero, starts []int32, out []float32) {
	nonzeros, starts = make([]nonzero, c.elements+1), make([]int32, len(c.p.starts))
	n := v.listNonzeros(&c.o, nonzeros, starts, 0)
	starts[len(starts)-1] = int32(n)
	p := c.p
	p.nonzeros, p.starts, p.c = nonzeros[:n], starts, append([]float32(nil), c.p.c...)
	v.spmm(p)
	return nonzeros[:n], starts, p.c
}

// check compares with sums in float64, and the forms with each other bit by bit.
func (c *sparseCase) check(t *testing.T, name string) {
	t.Helper()
	want := make([]exact, len(c.p.c))
	for i, v := range c.p.c {
		want[i].add(v)
	}
	p, most := c.p, 0
	for q := range p.batches {
		for r := range p.rows {
			for s := range p.spans {
				first := q*p.startsBatch + r*p.startsRow + s*p.startsSpan
				offset := p.bOffset + q*p.bBatch + s*p.bSpan + r*p.bRow
				for pos := first; pos < first+p.width; pos++ {
					for i, column := range c.o.offsets {
						for j := range p.columns {
							want[q*p.cBatch+r*p.cRow+j].add(c.o.x[pos*c.o.rowStride+i], p.b[offset+pos*c.o.rowOffset+int(column)+j])
						}
					}
				}
			}
		}
	}
	most = p.spans*p.width*len(c.o.offsets) + 1
	nonzeros, starts, out := c.run(scalar)
	checkSums(t, name, out, want, most)
	fastNonzeros, fastStarts, fast := c.run(hardware())
	checkBits(t, name, fast, out)
	if fmt.Sprint(fastNonzeros) != fmt.Sprint(nonzeros) || fmt.Sprint(fastStarts) != fmt.Sprint(starts) {
		t.Fatalf("%s: lists %v %v, want %v %v", name, fastNonzeros, fastStarts, nonzeros, starts)
	}
}

func TestSpMM(t *testing.T) {
	for _, columns := range []int{16, 32, 48, 64, 80, 96, 112, 512} { // every combination of blocks of 16, 32 and 64
		for _, rows := range []int{1, 2, 9} {
			for _, spans := range []int{1, 3} {
				for _, keep := range []int{0, 1, 2, 7} { // nothing, all, half, a seventh
					newSparseCase(rows, columns, spans, 1, 5, keep).check(t, fmt.Sprintf("%d rows, %d columns, %d spans, one in %d", rows, columns, spans, keep))
					newSparseCase(rows, columns, spans, 1, 8, keep).check(t, fmt.Sprintf("%d rows of groups of four, %d columns, %d spans, one in %d", rows, columns, spans, keep))
					newSparseCase(rows, columns, spans, 4, 1, keep).check(t, fmt.Sprintf("%d rows, %d columns, %d wide spans, one in %d", rows, columns, spans, keep))
				}
			}
		}
	}
}

// A number that is not finite is not zero: it must reach the sums, so that divergence shows.
func TestSpMMKeepsWhatIsNotFinite(t *testing.T) {
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), math.SmallestNonzeroFloat32} {
		for _, cols := range []int{3, 4} {
			c := newSparseCase(1, 32, 1, 1, cols, 0)
			c.o.x[1] = bad
			for _, v := range []lanes{scalar, hardware()} {
				nonzeros, _, out := c.run(v)
				if len(nonzeros) != 1 || math.Float32bits(nonzeros[0].value) != math.Float32bits(bad) || nonzeros[0].offset != c.o.offsets[1] {
					t.Fatalf("%d lanes: %v of %d is listed as %v", v, bad, cols, nonzeros)
				}
				if isFinite := out[0]-out[0] == 0; isFinite != (bad-bad == 0) {
					t.Errorf("%d lanes: %v gives %v", v, bad, out[0])
				}
			}
		}
	}
}

func FuzzSpMM(f *testing.F) {
	f.Add(uint8(11), uint8(3), uint8(3), uint8(3), uint8(32), uint8(2))
	f.Add(uint8(1), uint8(0), uint8(0), uint8(0), uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, rows, columns, spans, width, cols, keep uint8) {
		newSparseCase(1+int(rows)%20, 16*(1+int(columns)%9), 1+int(spans)%8, 1+int(width)%8, 1+int(cols)%40, int(keep)).check(t, "fuzzed")
	})
}

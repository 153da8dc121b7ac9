package kernel

// vectorColumns is what the columns of a loop over whole vectors must be a multiple of: one of the longest vectors, four of
// WebAssembly's. Operands of other widths are multiplied as dense ones.
const vectorColumns = int(maxLanes)

// nonzero is an element of a sparse operand that is not zero, and the offset of the row of B that it is multiplied with.
type nonzero struct {
	value  float32
	offset int32
}

// isSparse reports whether a product over n nonzeros is faster than one over all elements: in Chromium it is up to 0.95 of them. It
// depends on nothing but one operand, so that all machines choose alike, whatever is not finite.
func isSparse(n, elements int) bool { return n <= elements-elements/8 }

// sparseOperand is an operand whose nonzeros are to be listed. Element k of row r is x[r*rowStride + k*colStride], and its row of B
// begins at offset + r*rowOffset + offsets[k].
type sparseOperand struct {
	x                          []float32
	offsets                    []int32
	rows, rowStride, colStride int
	offset, rowOffset          int
}

func (v lanes) listNonzeros(o *sparseOperand, nonzeros []nonzero, starts []int32, n int) int {
	if v == scalar {
		return listNonzerosScalar(o, nonzeros, starts, n)
	}
	return listNonzerosVector(o, nonzeros, starts, n)
}

// listNonzerosScalar states what every listNonzeros does. It writes the nonzeros of row after row to nonzeros from n on, and where each
// row begins to starts, and returns the new n. nonzeros has room for one more than all elements; its contents from n on are undefined.
func listNonzerosScalar(o *sparseOperand, nonzeros []nonzero, starts []int32, n int) int {
	for r := range o.rows {
		starts[r] = int32(n)
		row := int32(o.offset + r*o.rowOffset)
		for k, offset := range o.offsets {
			v := o.x[r*o.rowStride+k*o.colStride]
			nonzeros[n] = nonzero{v, row + offset} // without a branch, which would be unpredictable
			if v != 0 {
				n++
			}
		}
	}
	return n
}

// spmm is a batched product of a sparse matrix and a dense one:
//
//	c[q*cBatch + r*cRow + j] += sum_s sum_i nonzeros[i].value * b[nonzeros[i].offset + bOffset + q*bBatch + r*bRow + s*bSpan + j]
//
// for 0 <= q < batches, 0 <= r < rows, 0 <= s < spans and 0 <= j < columns, which is a multiple of vectorColumns. i goes from starts[p]
// to starts[p+width], where p = q*startsBatch + r*startsRow + s*startsSpan. So the nonzeros of an image, listed once, serve all windows
// of a convolution: a batch is a row of windows, a span a row of one window, and the strides in B lead to the weights.
type spmm struct {
	nonzeros []nonzero
	starts   []int32
	b, c     []float32

	batches, rows, spans, width, columns int

	startsBatch, startsRow, startsSpan int
	bOffset, bBatch, bRow, bSpan       int
	cBatch, cRow                       int
}

func (v lanes) spmm(p spmm) {
	if v == scalar {
		spmmScalar(p)
	} else {
		spmmVector(p)
	}
}

// spmmScalar states what every spmm computes. The sum starts from c and takes s and i in rising order, with a rounding to float32 after
// each product and after each sum. Those are the bits of a dense product in that order, because adding a zero changes no sum but a
// negative zero. Numbers that are not finite are nonzeros. An infinity in B meets no zeros, which would have made it a NaN.
func spmmScalar(p spmm) {
	for q := range p.batches {
		spmmBatchScalar(p.batch(q))
	}
}

// batch is batch q alone.
func (p spmm) batch(q int) spmm {
	p.starts, p.c, p.bOffset = p.starts[q*p.startsBatch:], p.c[q*p.cBatch:], p.bOffset+q*p.bBatch
	p.batches = 1
	return p
}

func spmmBatchScalar(p spmm) {
	for r := range p.rows {
		c := p.c[r*p.cRow:][:p.columns]
		for s := range p.spans {
			at := r*p.startsRow + s*p.startsSpan
			offset := p.bOffset + s*p.bSpan + r*p.bRow
			for _, nz := range p.nonzeros[p.starts[at]:p.starts[at+p.width]] {
				addScaledScalar(c, nz.value, p.b[offset+int(nz.offset):])
			}
		}
	}
}

// pairwiseSpMM is a sparse product of panelColumns columns that is summed shard by shard, and the shards' sums pairwise: neighbours are
// added in pairs, the pairs in pairs, and so on.
//
//	c[r*cRow+j] = sum_s sum_i nonzeros[i].value * b[nonzeros[i].offset + j]        0 <= r < rows, 0 <= j < panelColumns
//
// i goes from starts[s*rows+r] to where the next list begins. shards is a power of two. It does not matter what c holds.
type pairwiseSpMM struct {
	nonzeros []nonzero
	starts   []int32
	b, c     []float32

	rows, shards, cRow int
}

// maxLevels bounds the depth of a pairwise sum.
const maxLevels = 8

func (p *pairwiseSpMM) check() {
	if p.shards < 1 || p.shards > 1<<maxLevels || p.shards&(p.shards-1) != 0 {
		panic(badShards)
	}
	need(len(p.starts), p.rows*p.shards+1, shortPairwise)
	if p.rows > 0 {
		need(len(p.c), (p.rows-1)*p.cRow+panelColumns, shortPairwise)
	}
}

func (v lanes) pairwiseSpMM(p *pairwiseSpMM) {
	p.check()
	if v == scalar {
		pairwiseSpMMScalar(p)
	} else {
		pairwiseSpMMVector(p)
	}
}

// pairwiseSpMMScalar states what every pairwiseSpMM computes. Shards are added as a binary counter carries. Each sum begins at 0, with a
// rounding after each product and each sum.
func pairwiseSpMMScalar(p *pairwiseSpMM) {
	var levels [maxLevels + 1][panelColumns]float32 // levels[i] is the sum of 2^i shards where bit i of s is 1
	for r := range p.rows {
		var sum [panelColumns]float32
		for s := range p.shards {
			clear(sum[:])
			at := s*p.rows + r
			for _, nz := range p.nonzeros[p.starts[at]:p.starts[at+1]] {
				addScaledScalar(sum[:], nz.value, p.b[nz.offset:])
			}
			level := 0
			for ; s>>level&1 == 1; level++ {
				addScalar(sum[:], levels[level][:])
			}
			levels[level] = sum
		}
		copy(p.c[r*p.cRow:], sum[:])
	}
}

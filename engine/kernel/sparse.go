package kernel

// sparseColumns is what the columns of a sparse product must be a multiple of: one vector of the longest, four of wasm.
// Operands of other widths are multiplied as dense ones.
const sparseColumns = int(maxLanes)

// term is an element of a sparse operand that is not zero, and where the row of B begins that it multiplies.
type term struct {
	value float32
	at    int32
}

// sparseProduct is the work of a gather, the hot loop for operands that are mostly zero. Row r of C begins at c[r*cStep] and
// has spans lists of terms: list s goes from starts[r*step + s*spanStep] to starts[r*step + s*spanStep + width].
//
//	c[q*bandC+r*cStep+j] += sum_s sum_i terms[i].value * b[terms[i].at + base + q*bandBase + s*baseSpan - r*baseBack + j]
//
// for 0 <= r < rows and 0 <= j < columns, which is a multiple of sparseColumns. So a picture that is listed once serves all
// its windows: the lists of one window are those of its rows, and base says where in them it begins. All that is done for each
// of bands, of which there is at least one; the lists of band q begin at starts[q*bandStep].
type sparseProduct struct {
	terms  []term
	starts []int32
	b, c   []float32

	bands, bandStep          int
	bandC, bandBase          int
	rows, columns, cStep     int
	step, spans              int
	spanStep, width          int
	base, baseSpan, baseBack int
}

// gatherScalar is the contract of every gather, and the copy to read. The sum starts from c and
// takes s and i in rising order, with a rounding to float32 after each product and after each sum: the same bits as a
// dense product in that order, because a zero more or less changes no sum but one that is a negative zero. What is not finite is
// no zero and is listed; an infinity in B meets no zeros, which would have made it a NaN.
func gatherScalar(p sparseProduct) {
	for q := range p.bands {
		gatherBandScalar(p.band(q))
	}
}

// band is band q alone.
func (p sparseProduct) band(q int) sparseProduct {
	p.starts, p.c, p.base = p.starts[q*p.bandStep:], p.c[q*p.bandC:], p.base+q*p.bandBase
	p.bands = 1
	return p
}

func gatherBandScalar(p sparseProduct) {
	for r := range p.rows {
		c := p.c[r*p.cStep:][:p.columns]
		for s := range p.spans {
			at := r*p.step + s*p.spanStep
			base := p.base + s*p.baseSpan - r*p.baseBack
			for _, t := range p.terms[p.starts[at]:p.starts[at+p.width]] {
				addScaledScalar(c, t.value, p.b[base+int(t.at):])
			}
		}
	}
}

// isSparse says whether a product over n terms is faster than one over all elements: in Chromium it is up to 0.95 of them. It looks
// at nothing but the operand, so that all machines choose alike, whatever is not finite.
func isSparse(n, elements int) bool { return n <= elements-elements/8 }

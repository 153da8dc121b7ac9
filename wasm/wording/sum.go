package wording

import (
	"math"
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// SumRow is a row of the sum that ends in the chosen number.
type SumRow struct {
	Name, Value string
	Mark        RowMark
}

// RowMark is the part that a row has in the sum.
type RowMark string

// The marks.
const (
	PlainRow    RowMark = ""
	PositiveRow RowMark = "positive"
	NegativeRow RowMark = "negative"
	LearnedRow  RowMark = "learned"
	TotalRow    RowMark = "total"
	ResultRow   RowMark = "result"
)

// SumRows is the sum that ends in the chosen number of a convolution or of a Dense layer, or the mean of a whole map; nil for any
// other. Rows are rounded such that they add up to the total as it is printed.
func SumRows(w Words, s *state.State) []SumRow {
	m, e := s.Model(), &s.Route.Explanation
	switch {
	case e.Window != nil:
		total, bias := thousandths(e.Window.Sum), thousandths(e.Window.Bias)
		name := w.Format("window.sum")
		if n := len(e.Window.Sums); n > 1 {
			name = w.Format("window.sums", "n", strconv.Itoa(n))
		}
		return []SumRow{
			{name, printed(total - bias), PlainRow}, biasRow(w, bias), {w.Format("window.total"), printed(total), TotalRow}, result(w, m.Layers[e.Layer], e.Window.Output),
		}
	case e.Unit != nil:
		total, bias, negative := thousandths(e.Unit.Sum), thousandths(e.Unit.Bias), thousandths(e.Unit.Negative)
		return []SumRow{
			{w.Format("window.above"), signed(total - bias - negative), PositiveRow}, {w.Format("window.below"), signed(negative), NegativeRow},
			biasRow(w, bias), {w.Format("window.total"), printed(total), TotalRow}, result(w, m.Layers[e.Layer], e.Unit.Output),
		}
	}
	if _, mean := m.Layers[e.Layer].(spec.GlobalAveragePooling2D); mean {
		if channel := e.Route[e.Layer+1].Channel; channel < len(s.Numbers(e.Layer)) {
			return []SumRow{{w.Format("window.result.mean"), Exact(s.Numbers(e.Layer)[channel]), ResultRow}}
		}
	}
	return nil
}

func biasRow(w Words, bias float64) SumRow {
	return SumRow{w.Format("window.bias"), signed(bias), LearnedRow}
}

// result is the row of a layer's output, after its activation.
func result(w Words, l spec.Layer, output float32) SumRow {
	activation := spec.Linear
	switch l := l.(type) {
	case spec.Conv2D:
		activation = l.Activation.Or()
	case spec.Dense:
		activation = l.Activation.Or()
	}
	text := printed(thousandths(output))
	if activation == spec.Softmax {
		text = Probability(output)
	}
	return SumRow{w.Format("window.result." + string(activation)), text, ResultRow}
}

// thousandths rounds to a whole number of thousandths.
func thousandths(v float32) float64 { return math.Round(1000 * float64(v)) }

// printed writes a number of thousandths.
func printed(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	text := strconv.FormatFloat(math.Abs(v)/1000, 'f', 3, 64)
	if v < 0 {
		return "−" + text
	}
	return text
}

// signed is printed with a plus before 0 and positive numbers.
func signed(v float64) string {
	if v >= 0 && !math.IsInf(v, 0) {
		return "+" + printed(v)
	}
	return printed(v)
}

// Exact writes a number as the ledgers do.
func Exact(v float32) string { return printed(thousandths(v)) }

// Cell writes a number in at most five characters and a sign.
func Cell(v float32) string {
	size := math.Abs(float64(v))
	switch {
	case math.IsNaN(size) || math.IsInf(size, 0):
		return "–"
	case size >= 9999.5:
		return strconv.FormatFloat(float64(v), 'e', 0, 32)
	case size >= 99.95:
		return Signed(v, 0)
	case size >= 9.995:
		return Signed(v, 1)
	}
	return Signed(v, 2)
}

package explain

import "convlab/engine/spec"

// Window is how a number of a Conv2D came about. Products is Patch * Weights, element by
// element; Sums adds up the products of each input channel.
type Window struct {
	Padded   []bool    // [k k]: in the padding, where Patch is 0
	Patch    []float32 // [k k C]
	Weights  []float32 // [k k C], of one filter
	Products []float32 // [k k C]
	Sums     []float32 // [C]
	Bias     float32
	Sum      float32 // of Bias and all products
	Output   float32 // activation(Sum), as the engine computed it
}

// Window returns how number c of Conv2D layer i came about:
//
//	Output = activation(Bias + sum_{kh,kw,c} Patch[kh,kw,c] * Weights[kh,kw,c])
//
// Sum adds in that order, with c innermost, as kernel.Window.Conv2D does; where that uses
// Winograd's sums, Output may differ by rounding.
func (o *Observation) Window(i int, c spec.Cell) Window {
	l := &o.layers[i]
	area := l.rows.Size * l.cols.Size
	numbers := make([]float32, 3*area*l.in.C+l.in.C)
	cut := func(n int) (part []float32) {
		part, numbers = numbers[:n:n], numbers[n:]
		return part
	}
	w := Window{
		Padded: l.padded(c),
		Patch:  cut(area * l.in.C), Weights: cut(area * l.in.C), Products: cut(area * l.in.C), Sums: cut(l.in.C),
		Bias:   l.bias[c.Channel],
		Output: o.outputs[i+1][l.out.Index(c)],
	}
	taps, inputs := l.window(c, 0)
	for k, tap := range taps {
		copy(w.Patch[tap*l.in.C:][:l.in.C], o.outputs[i][inputs[k]:])
	}
	w.Sum = w.Bias
	for tap := range area {
		for ch := range l.in.C {
			at := tap*l.in.C + ch
			w.Weights[at] = l.weight(tap, ch, c.Channel)
			w.Products[at] = float32(w.Patch[at] * w.Weights[at])
			w.Sums[ch] += w.Products[at]
			w.Sum += w.Products[at]
		}
	}
	return w
}

// padded reports which places of the window that makes output c are in the padding.
func (l *layer) padded(c spec.Cell) []bool {
	padded := make([]bool, l.rows.Size*l.cols.Size)
	for i := range padded {
		padded[i] = true
	}
	taps, _ := l.window(c, 0)
	for _, tap := range taps {
		padded[tap] = false
	}
	return padded
}

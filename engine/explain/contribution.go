package explain

import "convlab/engine/spec"

// maxOnEmptyPad is how strong a map may be on an empty pad, as a share of the strongest
// number that the picture gives in any map of its layer. A stronger map is passed over,
// because the ink is not why it is bright. A weaker one hardly shows in a picture of the
// maps.
const maxOnEmptyPad = 1. / 30

// Shares returns what each input map contributes to a number of Conv2D layer i,
//
//	share[c] = d * sum_{kh,kw} x[h,w,c] * kernel[kh,kw,c,filter]
//
// where x counts from the empty pad and d is the number's direction. It is 0 for maps that
// are strong on an empty pad, unless all are.
func (o *Observation) Shares(i int, c spec.Cell) []float32 {
	l := &o.layers[i]
	shares := make([]float32, l.in.C)
	d := o.direction(i+1, c)
	taps, inputs := l.window(c, 0)
	for k, tap := range taps {
		for ch := range shares {
			shares[ch] += d * o.counted(i, inputs[k]+ch) * l.weight(tap, ch, c.Channel)
		}
	}
	if weak := o.weakOnEmptyPad(i); weak != nil {
		for ch := range shares {
			if !weak[ch] {
				shares[ch] = 0
			}
		}
	}
	return shares
}

// weakOnEmptyPad reports which channels of layer i's input are weak on an empty pad; nil:
// none is.
func (o *Observation) weakOnEmptyPad(i int) []bool {
	var peak float32
	for _, v := range o.outputs[i] {
		peak = max(peak, abs(v))
	}
	var weak []bool
	for ch, p := range o.inputs[i].peaks {
		if p <= maxOnEmptyPad*peak {
			if weak == nil {
				weak = make([]bool, len(o.inputs[i].peaks))
			}
			weak[ch] = true
		}
	}
	return weak
}

// direction is 1, or -1 for a number below what it is on an empty pad, or a unit below 0:
// what pushes it further down then makes it what it is. Only tanh, sigmoid and linear give
// such numbers.
func (o *Observation) direction(i int, c spec.Cell) float32 {
	if o.counted(i, o.inputs[i].shape.Index(c)) < 0 {
		return -1
	}
	return 1
}

// Contributions returns what each input of Dense layer i contributes to the sum of a unit:
//
//	x[j] * kernel[j,unit]
func (o *Observation) Contributions(i, unit int) []float32 {
	l := &o.layers[i]
	products := make([]float32, l.in.Size())
	for j, x := range o.outputs[i] {
		products[j] = x * l.kernel[j*l.out.C+unit]
	}
	return products
}

// UnitScores returns what input j of the last layer contributes to each score.
func (o *Observation) UnitScores(j int) []float32 {
	i := len(o.layers) - 1
	l := &o.layers[i]
	scores := make([]float32, l.out.C)
	for d := range scores {
		scores[d] = o.outputs[i][j] * l.kernel[j*l.out.C+d]
	}
	return scores
}

// KernelSlice returns the weights [k k] of Conv2D layer i between one input channel and
// one filter.
func (n *Network) KernelSlice(i, channel, filter int) []float32 {
	l := &n.layers[i]
	weights := make([]float32, l.rows.Size*l.cols.Size)
	for tap := range weights {
		weights[tap] = l.weight(tap, channel, filter)
	}
	return weights
}

// weight returns kernel[tap,channel,filter] of a Conv2D.
func (l *layer) weight(tap, channel, filter int) float32 {
	return l.kernel[(tap*l.in.C+channel)*l.out.C+filter]
}

// window lists where the window that makes output c lies inside one channel of the input:
// the index in the window, row by row, and the index in the input.
func (l *layer) window(c spec.Cell, channel int) (taps, inputs []int) {
	rows, cols := l.rows.Window(c.Row), l.cols.Window(c.Column)
	for r := max(rows.First, 0); r <= min(rows.Last, l.in.H-1); r++ {
		for q := max(cols.First, 0); q <= min(cols.Last, l.in.W-1); q++ {
			taps = append(taps, (r-rows.First)*l.cols.Size+q-cols.First)
			inputs = append(inputs, l.in.Index(spec.Cell{Row: r, Column: q, Channel: channel}))
		}
	}
	return taps, inputs
}

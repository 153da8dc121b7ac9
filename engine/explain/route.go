package explain

import (
	"slices"

	"convlab/engine/spec"
)

// Route is one number in the picture and one in the output of each layer, each among the
// inputs of the next: the way on which the picture adds most to the score of a digit.
type Route struct {
	Cells []spec.Cell // Cells[0] in the picture, Cells[i+1] in the output of layer i
	// From is the first number of the route. What is before it adds nothing and is only
	// an example; len(Cells)-1 means that no number adds to the score.
	From int
}

// Route returns the route to a digit's score: the unit that contributes most to it, then
// what contributes most to that unit, and so on back to the picture. Pooling layers, Flatten
// and Dropout hand on what they have read.
func (o *Observation) Route(digit int) Route {
	cells := make([]spec.Cell, len(o.inputs))
	cells[len(cells)-1].Channel = digit
	return o.Before(cells, len(o.layers)-1)
}

// Before returns the route through cells with the numbers before the output of a layer
// chosen anew, starting from the one in that output. Those after it remain, but pooling
// and Dropout that follow take its channel. Contains(cells) must be true.
func (o *Observation) Before(cells []spec.Cell, layer int) Route {
	r := Route{Cells: slices.Clone(cells)}
	for i := layer + 1; i < len(o.layers) && o.layers[i].keepsChannels(); i++ {
		r.Cells[i+1].Channel = r.Cells[i].Channel
	}
	for i := layer; i >= 0; i-- {
		best, adds := o.strongest(i, r.Cells[i+1])
		if r.Cells[i] = best; !adds && r.From == 0 {
			r.From = i + 1
		}
	}
	return r
}

func (l *layer) keepsChannels() bool {
	switch l.Layer.(type) {
	case spec.MaxPooling2D, spec.AveragePooling2D, spec.Dropout:
		return true
	}
	return false
}

// strongest returns the input of layer i that contributes most to its output c, and
// whether it adds anything. What layers without weights have read always counts as added.
//
// Of a convolution that is the map with the largest share and in it, since the route goes
// on from there, the number under the window that the ink has changed most.
func (o *Observation) strongest(i int, c spec.Cell) (best spec.Cell, adds bool) {
	l := &o.layers[i]
	switch l.Layer.(type) {
	case spec.Dense:
		d := o.direction(i+1, c)
		j, share := largest(l.in.Size(), func(j int) float32 {
			return d * o.counted(i, j) * l.kernel[j*l.out.C+c.Channel]
		})
		return l.in.Cell(j), share > 0
	case spec.Conv2D:
		shares := o.Shares(i, c)
		channel, share := largest(len(shares), func(ch int) float32 { return shares[ch] })
		_, inputs := l.window(c, channel)
		return o.mostChanged(i, inputs), share > 0
	case spec.MaxPooling2D:
		_, inputs := l.window(c, c.Channel)
		winner, value := largest(len(inputs), func(k int) float32 { return o.outputs[i][inputs[k]] })
		return l.in.Cell(inputs[winner]), !isNaN(value)
	case spec.AveragePooling2D:
		_, inputs := l.window(c, c.Channel)
		return o.mostChanged(i, inputs), true
	case spec.GlobalAveragePooling2D:
		inputs := make([]int, l.in.H*l.in.W)
		for k := range inputs {
			inputs[k] = k*l.in.C + c.Channel
		}
		return o.mostChanged(i, inputs), true
	case spec.Flatten:
		return l.in.Cell(c.Channel), true
	case spec.Dropout: // predicts its input
		return c, true
	}
	panic("explain: expected a layer of package spec, received " + l.Kind() + ": give it a case in strongest")
}

// mostChanged returns which of some inputs of layer i the ink has changed most.
func (o *Observation) mostChanged(i int, inputs []int) spec.Cell {
	best, _ := largest(len(inputs), func(k int) float32 { return abs(o.counted(i, inputs[k])) })
	return o.layers[i].in.Cell(inputs[best])
}

package reference

import (
	"fmt"

	"convlab/engine/spec"
)

// Network is the ops of a spec.Model over one array of weights.
type Network struct {
	Model   spec.Model
	Weights []float64 // layer by layer, kernel before bias; zeros after New
	ops     []Op
	ends    []int // ends[i] is the number of ops up to and including layer i
}

// New builds a network of any layers whose shapes fit each other. Unlike the fast
// engine it does not require a classifier at the end. The error is the
// *spec.Error of a layer that does not fit.
func New(m spec.Model) (*Network, error) {
	shapes, err := m.Shapes()
	if err != nil {
		return nil, err
	}
	count, in := 0, m.Input
	for i, l := range m.Layers {
		for _, w := range l.Weights(in) {
			count += w.Size()
		}
		in = shapes[i]
	}
	n := &Network{Model: m, Weights: make([]float64, count)}
	rest, in := n.Weights, m.Input
	for i, l := range m.Layers {
		var views [][]float64
		for _, w := range l.Weights(in) {
			views = append(views, rest[:w.Size():w.Size()])
			rest = rest[w.Size():]
		}
		ops, err := build(l, in, views)
		if err != nil {
			return nil, err
		}
		n.ops = append(n.ops, ops...)
		n.ends = append(n.ends, len(n.ops))
		in = shapes[i]
	}
	return n, nil
}

// build makes the ops of a layer with input shape in over its weights w.
func build(l spec.Layer, in spec.Shape, w [][]float64) ([]Op, error) {
	var g Window
	if slides, ok := l.(spec.Windowed); ok {
		rows, cols, err := slides.Window(in)
		if err != nil {
			return nil, err
		}
		g = newWindow(rows, cols)
	}
	switch l := l.(type) {
	case spec.Conv2D:
		return []Op{Conv2D{Window: g, Kernel: w[0], Bias: w[1]}, Activation{l.Activation}}, nil
	case spec.MaxPooling2D:
		return []Op{MaxPooling2D{g}}, nil
	case spec.AveragePooling2D:
		return []Op{AveragePooling2D{g}}, nil
	case spec.GlobalAveragePooling2D:
		return []Op{GlobalAveragePooling2D{}}, nil
	case spec.Flatten:
		return []Op{Flatten{}}, nil
	case spec.Dense:
		return []Op{Dense{Kernel: w[0], Bias: w[1]}, Activation{l.Activation}}, nil
	case spec.Dropout:
		return []Op{Dropout{Rate: float64(l.Rate)}}, nil
	}
	return nil, fmt.Errorf("reference: got a layer of kind %s, want one that build knows", l.Kind())
}

// SetDropoutMask sets the mask of a Dropout layer for the passes that follow. Nil
// drops nothing.
func (n *Network) SetDropoutMask(layer int, mask []bool) {
	i := n.ends[layer] - 1
	n.ops[i] = Dropout{Rate: n.ops[i].(Dropout).Rate, Mask: mask}
}

// Forward returns the output of each layer for x.
func (n *Network) Forward(x Batch) []Batch {
	all := n.forward(x)
	outputs := make([]Batch, len(n.ends))
	for i, end := range n.ends {
		outputs[i] = all[end]
	}
	return outputs
}

// forward returns the input of every op and then the output of the last.
func (n *Network) forward(x Batch) []Batch {
	all := []Batch{x}
	for _, op := range n.ops {
		x = op.Forward(x)
		all = append(all, x)
	}
	return all
}

// Backward returns the gradients by input and weights of a loss whose gradient by
// the output is dy.
func (n *Network) Backward(x, dy Batch) (dx Batch, dw []float64) {
	by, dw := n.backward(n.forward(x), len(n.ops), dy)
	return by[0], dw
}

// Loss returns the softmax cross-entropy of each example, in nats, and the
// gradients of scale * their sum by x and the weights. It panics unless the last
// layer has softmax.
func (n *Network) Loss(x Batch, labels []uint8, scale float64) (losses []float64, dx Batch, dw []float64) {
	losses, by, dw := n.loss(x, labels, scale)
	return losses, by[0], dw
}

// OutputGradients returns the gradients of scale * sum of the losses by the output
// of each layer, and for the last layer by its logits.
func (n *Network) OutputGradients(x Batch, labels []uint8, scale float64) []Batch {
	_, by, _ := n.loss(x, labels, scale)
	gradients := make([]Batch, len(n.ends))
	for i, end := range n.ends {
		gradients[i] = by[min(end, len(by)-1)]
	}
	return gradients
}

// loss is Loss, but by holds the gradients by the inputs of all ops.
func (n *Network) loss(x Batch, labels []uint8, scale float64) (losses []float64, by []Batch, dw []float64) {
	inputs := n.forward(x)
	last := len(n.ops) - 1
	if a, ok := n.ops[last].(Activation); !ok || a.Function != spec.Softmax {
		panic("reference: Loss of a network that does not end in softmax")
	}
	logits := inputs[last]
	by, dw = n.backward(inputs, last, CrossEntropyGradient(logits, labels, scale))
	return CrossEntropy(logits, labels), by, dw
}

// backward propagates dy, the gradient by the output of the first count ops, back
// to x: by[i] is the gradient by inputs[i], by[count] is dy.
func (n *Network) backward(inputs []Batch, count int, dy Batch) (by []Batch, dw []float64) {
	by = make([]Batch, count+1)
	by[count] = dy
	for i := count - 1; i >= 0; i-- {
		var own []float64
		by[i], own = n.ops[i].Backward(inputs[i], by[i+1])
		dw = append(own, dw...)
	}
	return by, dw
}

// Margin returns the smallest margin of all ops at x, each relative to the largest
// absolute value in the op's input: how far an engine that rounds may be off
// before it falls on the other side of a kink. Exact ties do not count: they are
// copies of one number, as relu's zeros, and stay ties under rounding.
func (n *Network) Margin(x Batch) float64 {
	least := 1.0
	inputs := n.forward(x)
	for i, op := range n.ops {
		scale := MaxAbs(inputs[i].Data)
		for _, m := range op.Margin(inputs[i]) {
			if m > 0 {
				least = min(least, m/scale)
			}
		}
	}
	return least
}

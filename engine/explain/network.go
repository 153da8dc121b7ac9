// Package explain says how a number of a network came about: which numbers it was
// computed from, how much each of them contributed, and by which route the picture
// reached the score of a digit.
//
// A Network is made once for some weights. After each observing pass its Observation
// answers questions about that pass; everything is a pure function of the weights and
// the layers' outputs, and the numbers that the engine has computed are the engine's own.
package explain

import (
	"convlab/engine"
	"convlab/engine/spec"
)

// Network is a network and what it gives for an empty pad. Both are of the weights at
// New: after a change of the weights make another.
type Network struct {
	net    *engine.Sequential
	layers []layer
	inputs []values // inputs[i] of layer i; the last is the network's output
}

// layer is a layer with its place in the network.
type layer struct {
	spec.Layer
	in, out      spec.Shape
	rows, cols   spec.Span // of a spec.Windowed
	kernel, bias []float32 // of Conv2D and Dense, in the engine's order
}

// values describes the picture or the output of a layer.
type values struct {
	shape     spec.Shape
	empty     []float32 // on an empty pad
	peaks     []float32 // the largest |empty| of each channel
	units     bool      // outputs of a Dense, which count whole and not from empty
	rectified bool      // outputs of ReLU, also after pooling
}

// New returns net, ready to be explained. It makes an observing pass of net over an empty
// pad.
func New(net *engine.Sequential) *Network {
	m := net.Model()
	shapes, err := m.Shapes()
	if err != nil {
		panic("explain: a built network has no shapes")
	}
	pad := make([]float32, m.Input.Size())
	net.Forward(engine.Batch{Rows: 1, Cols: len(pad), Stride: len(pad), Data: pad}, engine.Pass{Observe: true})
	n := &Network{net: net, inputs: []values{newValues(m.Input, pad)}}
	for i, l := range m.Layers {
		n.layers = append(n.layers, newLayer(net, i, n.inputs[i].shape, shapes[i]))
		v := newValues(shapes[i], append([]float32(nil), net.Output(i).Data[:shapes[i].Size()]...))
		v.units, v.rectified = n.inputs[i].units, n.inputs[i].rectified
		switch l := l.(type) {
		case spec.Conv2D:
			v.rectified = l.Activation == spec.ReLU
		case spec.Dense:
			v.units = true
		}
		n.inputs = append(n.inputs, v)
	}
	return n
}

func newLayer(net *engine.Sequential, i int, in, out spec.Shape) layer {
	l := layer{Layer: net.Model().Layers[i], in: in, out: out}
	if w, ok := l.Layer.(spec.Windowed); ok {
		l.rows, l.cols, _ = w.Window(in) // it has been built
	}
	var arrays [][]float32
	for _, a := range net.Arrays() {
		if a.Layer == i {
			arrays = append(arrays, net.Weights()[a.Offset:a.Offset+a.Size()])
		}
	}
	if len(arrays) == 2 {
		l.kernel, l.bias = arrays[0], arrays[1]
	}
	return l
}

func newValues(shape spec.Shape, empty []float32) values {
	v := values{shape: shape, empty: empty, peaks: make([]float32, shape.C)}
	for i, e := range empty {
		v.peaks[i%shape.C] = max(v.peaks[i%shape.C], abs(e))
	}
	return v
}

// Contains reports whether cells has one number in the picture and one in the output of
// each layer.
func (n *Network) Contains(cells []spec.Cell) bool {
	if len(cells) != len(n.inputs) {
		return false
	}
	for i, c := range cells {
		if !n.inputs[i].shape.Contains(c) {
			return false
		}
	}
	return true
}

// Observation is what a network made of one picture. It is valid until the network's
// next Forward.
type Observation struct {
	*Network
	outputs [][]float32 // outputs[i] is the input of layer i; the last is the network's output
}

// Observe returns the observation of the last Forward of the network, which observed a
// single picture.
func (n *Network) Observe(picture []float32) *Observation {
	o := &Observation{Network: n, outputs: make([][]float32, 1, len(n.inputs))}
	o.outputs[0] = picture
	for i := range n.layers {
		o.outputs = append(o.outputs, n.net.Output(i).Data[:n.layers[i].out.Size()])
	}
	return o
}

// Logits are the ten scores.
func (o *Observation) Logits() []float32 {
	return o.net.Logits().Data[:o.layers[len(o.layers)-1].out.C]
}

// Likeliest is the digit with the highest probability, the first of equals.
func (o *Observation) Likeliest() int {
	best, _ := largest(spec.Classes, func(d int) float32 { return o.outputs[len(o.layers)][d] })
	return best
}

// counted is what input j of layer i counts for in a contribution: a unit counts whole, a
// number of a map from what it is on an empty pad. Where ReLU has made it no larger than
// that, there is nothing to show, and it counts as 0.
func (o *Observation) counted(i, j int) float32 {
	v := &o.inputs[i]
	if v.units {
		return o.outputs[i][j]
	}
	d := o.outputs[i][j] - v.empty[j]
	if v.rectified {
		return max(d, 0)
	}
	return d
}

// largest returns the index of the largest of n values, the first of equals, and that
// value; or those of the first NaN.
func largest(n int, value func(i int) float32) (best int, most float32) {
	most = value(0)
	for i := 1; i < n; i++ {
		if v := value(i); v > most || isNaN(v) && !isNaN(most) {
			best, most = i, v
		}
	}
	return best, most
}

func isNaN(v float32) bool { return v != v }

func abs(v float32) float32 { return max(v, -v) }

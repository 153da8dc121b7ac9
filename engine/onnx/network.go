package onnx

import (
	"fmt"
	"maps"
	"slices"

	"convlab/engine/spec"
)

// What a file says of itself, for a reader to know whether it can read it.
const (
	IRVersion = 7
	Opset     = 13
)

// The names of a network's input and output.
const (
	Input  = "images"
	Output = "probabilities"
)

// Encode writes a network as an ONNX file. weights is the flat vector of m's
// arrays, layer by layer and kernel before bias, as the engine and
// checkpoint.Run have it. metadata becomes the file's metadata_props. Equal
// networks give equal bytes.
//
// The error is the *spec.Error of a model that cannot work, or says what is
// wrong with the weights.
func Encode(m spec.Model, weights []float32, metadata map[string]string) ([]byte, error) {
	if err := m.Check(); err != nil {
		return nil, fmt.Errorf("onnx: %w", err)
	}
	rows, err := m.Ledger()
	if err != nil {
		return nil, fmt.Errorf("onnx: %w", err)
	}
	if total, _ := spec.Total(rows); len(weights) != total {
		return nil, fmt.Errorf("onnx: expected %d weights, received %d", total, len(weights))
	}
	if i := slices.IndexFunc(weights, func(w float32) bool { return w-w != 0 }); i >= 0 {
		return nil, fmt.Errorf("onnx: expected finite weights, received %v at %d: train again with a smaller learning rate", weights[i], i)
	}
	n := network{graph: graph{value: Input}, rest: weights}
	for i, r := range rows {
		if err := n.layer(r, i == len(rows)-1); err != nil {
			return nil, fmt.Errorf("onnx: %w", err)
		}
	}
	in := m.Input
	return n.encode("convlab", value(Input, in.C, in.H, in.W), value(Output, spec.Classes), metadata), nil
}

// network is a graph in the making.
type network struct {
	graph
	rest      []float32  // weights of the layers to come
	flattened spec.Shape // the maps that the next Dense reads in another order; zero: none
}

// take returns the next weights.
func (n *network) take(w spec.Weight) []float32 {
	values := n.rest[:w.Size()]
	n.rest = n.rest[w.Size():]
	return values
}

func (n *network) layer(r spec.Row, last bool) error {
	switch l := r.Layer.(type) {
	case spec.Conv2D:
		return n.conv2D(r, l)
	case spec.MaxPooling2D:
		return n.slide("MaxPool", r, l, nil)
	case spec.AveragePooling2D:
		return n.slide("AveragePool", r, l, nil, attribute{name: "count_include_pad", i: 0})
	case spec.GlobalAveragePooling2D:
		n.node("GlobalAveragePool", r.Name+"/mean", nil) // [N C 1 1]
		n.node("Flatten", r.Name, nil, attribute{name: "axis", i: 1})
	case spec.Flatten:
		n.node("Flatten", r.Name, nil, attribute{name: "axis", i: 1})
		n.flattened = r.Input
	case spec.Dropout:
	case spec.Dense:
		n.dense(r, l, last)
	default:
		return fmt.Errorf("expected a layer of package spec, received %T: give it an operator here", l)
	}
	return nil
}

func (n *network) conv2D(r spec.Row, l spec.Conv2D) error {
	arrays := l.Weights(r.Input)
	shape, kernel := outInHW(arrays[0].Shape, n.take(arrays[0]))
	weights := []string{
		n.weight(r.Name+"/kernel", shape, kernel),
		n.weight(r.Name+"/bias", arrays[1].Shape, n.take(arrays[1])),
	}
	if err := n.slide("Conv", r, l, weights); err != nil {
		return err
	}
	n.activation(r.Name, l.Activation)
	return nil
}

// slide appends an operator with a window. Keras's padding is written out, the
// odd zero behind: with it, ONNX's floor((in + pads - size) / stride) + 1 is
// Keras's number of positions for "same" as for "valid".
func (n *network) slide(operator string, r spec.Row, l spec.Windowed, weights []string, more ...attribute) error {
	v, h, err := l.Window(r.Input)
	if err != nil {
		return err
	}
	n.node(operator, r.Name, weights, append([]attribute{
		{name: "kernel_shape", ints: []int{v.Size, h.Size}},
		{name: "pads", ints: []int{v.Before, h.Before, v.After, h.After}},
		{name: "strides", ints: []int{v.Stride, h.Stride}},
	}, more...)...)
	return nil
}

func (n *network) dense(r spec.Row, l spec.Dense, last bool) {
	arrays := l.Weights(r.Input)
	kernel := n.take(arrays[0])
	if n.flattened.Size() > 0 {
		kernel = rowsCHW(n.flattened, l.Units, kernel)
		n.flattened = spec.Shape{}
	}
	n.node("Gemm", r.Name, []string{
		n.weight(r.Name+"/kernel", arrays[0].Shape, kernel),
		n.weight(r.Name+"/bias", arrays[1].Shape, n.take(arrays[1])),
	})
	if last { // softmax: Model.Check has seen to it
		n.node("Softmax", Output, nil, attribute{name: "axis", i: 1})
		return
	}
	n.activation(r.Name, l.Activation)
}

func (n *network) activation(layer string, a spec.Activation) {
	operators := map[spec.Activation]string{spec.ReLU: "Relu", spec.Tanh: "Tanh", spec.Sigmoid: "Sigmoid"}
	if operator, ok := operators[a]; ok { // linear needs none
		n.node(operator, layer+"/"+string(a), nil)
	}
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

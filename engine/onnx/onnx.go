// Package onnx writes trained networks as ONNX files (https://onnx.ai), which
// onnxruntime, OpenCV, TensorRT and most other inference engines read.
//
// A file has IR version 7 and operator set 13 (ONNX 1.8, December 2020): old
// enough for the readers in use, and the first in which Softmax has one axis.
//
//	input   "images"         float32 [N, C, H, W], for MNIST [N, 1, 28, 28]; 0 paper to 1 ink
//	output  "probabilities"  float32 [N, 10]
//
// ONNX's Conv and pooling take N C H W, where Convlab and Keras have N H W C. So
// kernels are transposed, and so are the rows of a Dense after a Flatten, and no
// node of the graph transposes anything. Images of one channel have the same bytes
// in both orders. Dropout does nothing in a trained network and is left out.
//
// Source: onnx/onnx.proto and docs/Operators.md of https://github.com/onnx/onnx.
package onnx

import (
	"fmt"
	"slices"

	"convlab/engine/spec"
)

// Versions of ONNX that a file declares.
const (
	IRVersion = 7
	Opset     = 13
)

// Names of a network's input and output.
const (
	Input  = "images"
	Output = "probabilities"
)

// Encode writes a network as an ONNX file. weights is the flat vector of m's
// arrays, layer by layer and kernel before bias, as the engine has it. metadata
// becomes the file's metadata_props. Equal networks give equal bytes.
//
// The error wraps the *spec.Error of a model that cannot work, or says what is
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
	b := builder{graph: graph{value: Input}, weights: weights}
	for i, r := range rows {
		if err := b.layer(r, i == len(rows)-1); err != nil {
			return nil, fmt.Errorf("onnx: %w", err)
		}
	}
	in := m.Input
	return b.encode("convlab", value(Input, in.C, in.H, in.W), value(Output, spec.Classes), metadata), nil
}

// builder adds layers to a graph.
type builder struct {
	graph
	weights   []float32  // of the layers to come
	flattened spec.Shape // maps that were flattened and not yet read by a Dense; zero: none
}

// next returns the values of the next array.
func (b *builder) next(w spec.Weight) []float32 {
	values := b.weights[:w.Size()]
	b.weights = b.weights[w.Size():]
	return values
}

func (b *builder) layer(r spec.Row, last bool) error {
	switch l := r.Layer.(type) {
	case spec.Conv2D:
		return b.conv2D(r, l)
	case spec.MaxPooling2D:
		return b.window("MaxPool", r, l, nil)
	case spec.AveragePooling2D:
		return b.window("AveragePool", r, l, nil, attribute{name: "count_include_pad", i: 0})
	case spec.GlobalAveragePooling2D:
		b.node("GlobalAveragePool", r.Name+"/mean", nil) // [N C 1 1]
		b.node("Flatten", r.Name, nil, attribute{name: "axis", i: 1})
	case spec.Flatten:
		b.node("Flatten", r.Name, nil, attribute{name: "axis", i: 1})
		b.flattened = r.Input
	case spec.Dropout:
	case spec.Dense:
		b.dense(r, l, last)
	default:
		return fmt.Errorf("expected a layer of package spec, received %T: add its operator to builder.layer", l)
	}
	return nil
}

func (b *builder) conv2D(r spec.Row, l spec.Conv2D) error {
	arrays := l.Weights(r.Input)
	shape, kernel := outInHW(arrays[0].Shape, b.next(arrays[0]))
	weights := []string{
		b.weight(r.Name+"/kernel", shape, kernel),
		b.weight(r.Name+"/bias", arrays[1].Shape, b.next(arrays[1])),
	}
	if err := b.window("Conv", r, l, weights); err != nil {
		return err
	}
	b.activation(r.Name, l.Activation)
	return nil
}

// window appends an operator with a window. Keras's padding is written as numbers,
// with the odd zero at the end. ONNX's floor((in + pads - size) / stride) + 1 is then
// Keras's number of positions for both "same" and "valid".
func (b *builder) window(operator string, r spec.Row, l spec.Windowed, weights []string, more ...attribute) error {
	v, h, err := l.Window(r.Input)
	if err != nil {
		return err
	}
	b.node(operator, r.Name, weights, append([]attribute{
		{name: "kernel_shape", ints: []int{v.Size, h.Size}},
		{name: "pads", ints: []int{v.Before, h.Before, v.After, h.After}},
		{name: "strides", ints: []int{v.Stride, h.Stride}},
	}, more...)...)
	return nil
}

func (b *builder) dense(r spec.Row, l spec.Dense, last bool) {
	arrays := l.Weights(r.Input)
	kernel := b.next(arrays[0])
	if b.flattened.Size() > 0 {
		kernel = rowsCHW(b.flattened, l.Units, kernel)
		b.flattened = spec.Shape{}
	}
	b.node("Gemm", r.Name, []string{
		b.weight(r.Name+"/kernel", arrays[0].Shape, kernel),
		b.weight(r.Name+"/bias", arrays[1].Shape, b.next(arrays[1])),
	})
	if last { // Model.Check requires softmax
		b.node("Softmax", Output, nil, attribute{name: "axis", i: 1})
		return
	}
	b.activation(r.Name, l.Activation)
}

func (b *builder) activation(layer string, a spec.Activation) {
	operators := map[spec.Activation]string{spec.ReLU: "Relu", spec.Tanh: "Tanh", spec.Sigmoid: "Sigmoid"}
	if operator, ok := operators[a]; ok { // linear needs none
		b.node(operator, layer+"/"+string(a), nil)
	}
}

// outInHW transposes a kernel [kh kw in out] to ONNX's [out in kh kw].
func outInHW(shape []int, kernel []float32) ([]int, []float32) {
	kh, kw, in, out := shape[0], shape[1], shape[2], shape[3]
	transposed := make([]float32, 0, len(kernel))
	for o := range out {
		for c := range in {
			for y := range kh {
				for x := range kw {
					transposed = append(transposed, kernel[((y*kw+x)*in+c)*out+o])
				}
			}
		}
	}
	return []int{out, in, kh, kw}, transposed
}

// rowsCHW reorders the rows of a Dense kernel [H·W·C units] after a Flatten of
// maps from H W C to ONNX's C H W.
func rowsCHW(maps spec.Shape, units int, kernel []float32) []float32 {
	ordered := make([]float32, 0, len(kernel))
	for c := range maps.C {
		for p := range maps.H * maps.W {
			row := (p*maps.C + c) * units
			ordered = append(ordered, kernel[row:row+units]...)
		}
	}
	return ordered
}

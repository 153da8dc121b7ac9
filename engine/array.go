package engine

import "convlab/engine/spec"

// Array is one trainable array in the flat weight vector, and at the same place
// in the flat gradient vector.
type Array struct {
	Layer  int    // index in the model
	Name   string // as in "conv2d_1/kernel"
	Shape  []int  // row-major; spec.Weight says what the axes are
	Offset int    // of the first number
}

// Size is the count of numbers.
func (a Array) Size() int { return spec.Weight{Shape: a.Shape}.Size() }

// of returns the array's part of a flat vector.
func (a Array) of(flat []float32) []float32 {
	end := a.Offset + a.Size()
	return flat[a.Offset:end:end]
}

// layout lists the arrays of a model in storage order: layer by layer, kernel
// before bias. shapes are the layers' outputs.
func layout(m spec.Model, shapes []spec.Shape) (arrays []Array, total int) {
	names := m.Names()
	in := m.Input
	for i, l := range m.Layers {
		for _, w := range l.Weights(in) {
			arrays = append(arrays, Array{Layer: i, Name: names[i] + "/" + w.Name, Shape: w.Shape, Offset: total})
			total += w.Size()
		}
		in = shapes[i]
	}
	return arrays, total
}

package reference

import "convlab/engine/spec"

// Batch is N examples of one shape in NHWC order.
type Batch struct {
	N     int
	Shape spec.Shape
	Data  []float64 // N * H * W * C
}

// Zeros returns a batch of zeros.
func Zeros(n int, s spec.Shape) Batch {
	return Batch{N: n, Shape: s, Data: make([]float64, n*s.Size())}
}

// At is where Data holds row h, column w, channel c of example n.
func (b Batch) At(n, h, w, c int) int {
	return ((n*b.Shape.H+h)*b.Shape.W+w)*b.Shape.C + c
}

// Row is example n as a vector.
func (b Batch) Row(n int) []float64 {
	size := b.Shape.Size()
	return b.Data[n*size:][:size]
}

// Package reference is the copy of the engine to read first: every layer in
// float64, written from its formula with plain loops. Tests compare the fast
// engine with it, so it shares no arithmetic with that engine and optimises
// nothing.
//
// Start with an op, as [Dense] or [MaxPooling2D]: Forward and Backward are next
// to each other, under their formulas. [New] joins ops to the [Network] of a
// spec.Model. The comment of each op names its counterpart in package engine,
// whose comments name the functions of package kernel.
package reference

import "convlab/engine/spec"

// Op is a function of a batch with its own trainable weights. A layer of spec
// with an activation is two ops. Ops hold no state between Forward and Backward:
// Backward takes the same x again.
type Op interface {
	// Forward returns y = f(x).
	Forward(x Batch) (y Batch)
	// Backward takes dy, the gradient of a loss by y, and returns the gradients
	// by x and by the weights, these in storage order: kernel, then bias.
	Backward(x, dy Batch) (dx Batch, dw []float64)
	// Margin returns for each number of y how far its inputs may move before
	// the derivative jumps; at 0 there is no derivative. Nil means that f is
	// smooth.
	Margin(x Batch) []float64
}

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

// At returns the index in Data of row h, column w, channel c of example n.
func (b Batch) At(n, h, w, c int) int {
	return ((n*b.Shape.H+h)*b.Shape.W+w)*b.Shape.C + c
}

// Row returns example n as a vector.
func (b Batch) Row(n int) []float64 {
	size := b.Shape.Size()
	return b.Data[n*size:][:size]
}

// Package reference is the slow engine: every layer in float64, written straight
// from its formula with plain loops. It is the judge of the fast engine, so it
// shares no arithmetic with it, and nothing in it is clever.
//
// An Op is one elementary function. A layer of spec with an activation is two
// of them. Ops hold no state between Forward and Backward: Backward is given
// the same x again.
package reference

// Op is a function of a batch with trainable weights of its own.
type Op interface {
	// Forward returns y = f(x).
	Forward(x Batch) (y Batch)
	// Backward turns dy, the gradient of a loss by y, into the gradients by x
	// and by the weights, these in storage order: kernel, then bias.
	Backward(x, dy Batch) (dx Batch, dw []float64)
	// Margin tells for each number of y how far its inputs may move before
	// the derivative jumps: where it is 0 there is no derivative. Nil means
	// that f is smooth.
	Margin(x Batch) []float64
}

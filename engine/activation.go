package engine

import (
	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// Activate overwrites the sums in y with activation(y), element by element.
// Softmax, which depends on whole rows, leaves y as it is: the last Dense
// computes it itself. The float64 form is reference.Activation.
func Activate(a spec.Activation, y []float32) {
	switch a.Or() {
	case spec.ReLU:
		kernel.ReLU(y)
	case spec.Sigmoid:
		kernel.Sigmoid(y)
	case spec.Tanh:
		kernel.Tanh(y)
	}
}

// activateGradient overwrites dy with dy * activation'(sums), written in terms
// of y, the activation's own output: relu' = [y > 0], sigmoid' = y(1-y),
// tanh' = 1-y².
func activateGradient(a spec.Activation, y, dy []float32) {
	switch a.Or() {
	case spec.ReLU:
		kernel.ReLUGradient(y, dy)
	case spec.Sigmoid:
		kernel.SigmoidGradient(y, dy)
	case spec.Tanh:
		kernel.TanhGradient(y, dy)
	}
}

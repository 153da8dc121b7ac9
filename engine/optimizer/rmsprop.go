package optimizer

import "convlab/engine/kernel"

// Keras's defaults. Epsilon is added under the root.
const (
	rmspropRho     = 0.9
	rmspropEpsilon = 1e-7
)

// RMSprop divides every gradient by the root of its recent mean square:
//
//	v = rho*v + (1-rho)*g²
//	w = w - rate*g / sqrt(v + epsilon)
//
// with Keras's defaults rho 0.9, epsilon 1e-7, not centred, no momentum. Its
// arithmetic is [kernel.RMSprop].
//
// Source: Hinton, Neural Networks for Machine Learning, lecture 6e;
// https://keras.io/api/optimizers/rmsprop.
type RMSprop struct{ velocity []float32 }

// NewRMSprop returns RMSprop for n weights.
func NewRMSprop(n int) *RMSprop { return &RMSprop{velocity: make([]float32, n)} }

// Update makes one step.
func (r *RMSprop) Update(weights, grad []float32, rate float32) {
	kernel.RMSprop{Rate: rate, Rho: rmspropRho, OneMinusRho: 1 - rmspropRho, Epsilon: rmspropEpsilon}.Update(weights, r.velocity, grad)
}

// State returns {v}.
func (r *RMSprop) State() [][]float32 { return [][]float32{r.velocity} }

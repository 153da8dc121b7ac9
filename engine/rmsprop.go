package engine

import "convlab/engine/kernel"

// Keras's defaults. Epsilon stands under the root, beside the velocity.
const (
	rmspropRho     = 0.9
	rmspropEpsilon = 1e-7
)

// rmsprop divides every gradient by the root of its recent mean square:
//
//	v = rho*v + (1-rho)*g²
//	w = w - rate*g / sqrt(v + epsilon)
//
// Source: Hinton, Neural Networks for Machine Learning, lecture 6e;
// https://keras.io/api/optimizers/rmsprop (not centred, no momentum).
type rmsprop struct{ velocity []float32 }

func newRMSprop(n int) *rmsprop { return &rmsprop{velocity: make([]float32, n)} }

// Update makes one step.
func (r *rmsprop) Update(weights, grad []float32, rate float32) {
	kernel.RMSprop{Rate: rate, Rho: rmspropRho, Rest: 1 - rmspropRho, Epsilon: rmspropEpsilon}.Update(weights, r.velocity, grad)
}

// State is the velocity.
func (r *rmsprop) State() [][]float32 { return [][]float32{r.velocity} }

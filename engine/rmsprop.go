package engine

import "math"

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

// Update makes one step. Conversions keep a compiler from fusing a product with
// a sum, which would round differently on some machines.
func (r *rmsprop) Update(weights, grad []float32, rate float32) {
	velocity, grad := r.velocity[:len(weights)], grad[:len(weights)]
	for i, g := range grad {
		v := float32(rmspropRho*velocity[i]) + float32((1-rmspropRho)*float32(g*g))
		velocity[i] = v
		weights[i] -= float32(rate*g) / sqrt(v+rmspropEpsilon)
	}
}

// State is the velocity.
func (r *rmsprop) State() [][]float32 { return [][]float32{r.velocity} }

// sqrt is rounded correctly: the double's root rounds to the float's.
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

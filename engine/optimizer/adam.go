package optimizer

import (
	"math"

	"convlab/engine/kernel"
)

// Keras's defaults. Epsilon is added to the root, not under it.
const (
	adamBeta1   = 0.9
	adamBeta2   = 0.999
	adamEpsilon = 1e-7
)

// Adam divides a running mean of the gradients by the root of a running mean of
// their squares. Both means start at zero; alpha corrects them for that:
//
//	m = m + (1-beta1)*(g - m)
//	v = v + (1-beta2)*(g² - v)
//	w = w - alpha*m / (sqrt(v) + epsilon)
//	alpha = rate * sqrt(1-beta2^t) / (1-beta1^t),  t = 1, 2, ...
//
// with Keras's defaults beta1 0.9, beta2 0.999, epsilon 1e-7. Its arithmetic is
// [kernel.Adam].
//
// Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
// in the form at the end of its section 2; https://keras.io/api/optimizers/adam.
type Adam struct {
	moment, velocity []float32
	steps            []float32 // one number, t. Exact: no run has 2^24 steps
}

// NewAdam returns Adam for n weights.
func NewAdam(n int) *Adam {
	return &Adam{moment: make([]float32, n), velocity: make([]float32, n), steps: make([]float32, 1)}
}

// Update makes one step.
func (a *Adam) Update(weights, grad []float32, rate float32) {
	a.steps[0]++
	t := int(a.steps[0])
	alpha := float32(float64(rate) * math.Sqrt(1-power(adamBeta2, t)) / (1 - power(adamBeta1, t)))
	kernel.Adam{Alpha: alpha, OneMinusBeta1: 1 - adamBeta1, OneMinusBeta2: 1 - adamBeta2, Epsilon: adamEpsilon}.Update(weights, a.moment, a.velocity, grad)
}

// State returns {m, v, {t}}.
func (a *Adam) State() [][]float32 { return [][]float32{a.moment, a.velocity, a.steps} }

// power returns x^n by squaring. Unlike math.Pow it has the same bits on every
// machine.
func power(x float64, n int) float64 {
	result := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			result *= x
		}
		x *= x
	}
	return result
}

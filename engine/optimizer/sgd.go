package optimizer

import "convlab/engine/kernel"

// SGD is stochastic gradient descent. Without momentum:
//
//	w = w - rate*g
//
// With momentum, and with Nesterov's look ahead:
//
//	m = momentum*m - rate*g
//	w = w + m                      or  w = w + momentum*m - rate*g
//
// Its arithmetic is [kernel.SGD].
//
// Source: Sutskever et al., "On the importance of initialization and momentum
// in deep learning", ICML 2013; https://keras.io/api/optimizers/sgd.
type SGD struct {
	momentum float32
	nesterov bool
	moment   []float32 // nil without momentum
}

// NewSGD returns SGD for n weights. Keras's defaults are momentum 0, nesterov
// false; nesterov has no effect without momentum.
func NewSGD(n int, momentum float32, nesterov bool) *SGD {
	s := &SGD{momentum: momentum, nesterov: nesterov}
	if momentum > 0 {
		s.moment = make([]float32, n)
	}
	return s
}

// Update makes one step.
func (s *SGD) Update(weights, grad []float32, rate float32) {
	kernel.SGD{Rate: rate, Momentum: s.momentum, Nesterov: s.nesterov}.Update(weights, s.moment, grad)
}

// State returns {m}, or nothing without momentum.
func (s *SGD) State() [][]float32 {
	if s.moment == nil {
		return nil
	}
	return [][]float32{s.moment}
}

package engine

import "convlab/engine/kernel"

// sgd is stochastic gradient descent. Without momentum:
//
//	w = w - rate*g
//
// with momentum, and with Nesterov's look ahead:
//
//	m = momentum*m - rate*g
//	w = w + m                      or  w = w + momentum*m - rate*g
//
// Source: Sutskever et al., "On the importance of initialization and momentum
// in deep learning", ICML 2013; https://keras.io/api/optimizers/sgd.
type sgd struct {
	momentum float32
	nesterov bool
	moment   []float32 // nil without momentum
}

func newSGD(momentum float32, nesterov bool, n int) *sgd {
	s := &sgd{momentum: momentum, nesterov: nesterov}
	if momentum > 0 {
		s.moment = make([]float32, n)
	}
	return s
}

// Update makes one step.
func (s *sgd) Update(weights, grad []float32, rate float32) {
	kernel.SGD{Rate: rate, Momentum: s.momentum, Nesterov: s.nesterov}.Update(weights, s.moment, grad)
}

// State is the moments, nothing without momentum.
func (s *sgd) State() [][]float32 {
	if s.moment == nil {
		return nil
	}
	return [][]float32{s.moment}
}

package engine

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
	grad = grad[:len(weights)]
	if s.moment == nil {
		for i, g := range grad {
			weights[i] -= float32(rate * g)
		}
		return
	}
	moment := s.moment[:len(weights)]
	for i, g := range grad {
		step := float32(rate * g)
		m := float32(s.momentum*moment[i]) - step
		moment[i] = m
		if s.nesterov {
			m = float32(s.momentum*m) - step
		}
		weights[i] += m
	}
}

// State is the moments, nothing without momentum.
func (s *sgd) State() [][]float32 {
	if s.moment == nil {
		return nil
	}
	return [][]float32{s.moment}
}

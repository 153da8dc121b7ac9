package kernel

import (
	"math"
	"testing"
)

// Lengths up to 70: no vector, tails, and four of the longest vectors with a tail. Gradients go from 1e-12, where epsilon dominates, to 1e6.
func TestOptimizersAgreeToTheBit(t *testing.T) {
	for n := range 71 {
		s := noise(n + 1)
		w, m, g := s.slice(n), s.slice(n), s.slice(n)
		v := make([]float32, n)
		for i := range g {
			g[i] *= float32(math.Pow(10, float64(i%19)-12))
			v[i] = w[i] * w[i]
		}
		for name, step := range map[string]func(v lanes, w, m, velocity []float32){
			"sgd": func(l lanes, w, m, _ []float32) { l.sgd(SGD{Rate: 1e-2, Momentum: 0.9}, w, m, g) },
			"nesterov": func(l lanes, w, m, _ []float32) {
				l.sgd(SGD{Rate: 1e-2, Momentum: 0.9, Nesterov: true}, w, m, g)
			},
			"rmsprop": func(l lanes, w, _, velocity []float32) {
				l.rmsprop(RMSprop{Rate: 1e-3, Rho: 0.9, OneMinusRho: 0.1, Epsilon: 1e-7}, w, velocity, g)
			},
			"adam": func(l lanes, w, m, velocity []float32) {
				l.adam(Adam{Alpha: 1e-3, OneMinusBeta1: 0.1, OneMinusBeta2: 0.001, Epsilon: 1e-7}, w, m, velocity, g)
			},
		} {
			var results [2][3][]float32
			for k, l := range []lanes{scalar, hardware()} {
				a, b, c := append([]float32(nil), w...), append([]float32(nil), m...), append([]float32(nil), v...)
				step(l, a, b, c)
				results[k] = [3][]float32{a, b, c}
			}
			for k := range results[0] {
				checkBits(t, name, results[1][k], results[0][k])
			}
		}
	}
}

// The formulas in float64. A float32 step may be off by a few units in the last place of its terms.
func TestOptimizersFollowTheirFormulas(t *testing.T) {
	const n, tolerance = 33, 4e-7
	s := noise(7)
	w, m, g := s.slice(n), s.slice(n), s.slice(n)
	v := make([]float32, n)
	for i := range v {
		v[i] = m[i] * m[i]
	}
	was := append([]float32(nil), w...)
	wasV := append([]float32(nil), v...)
	RMSprop{Rate: 0.01, Rho: 0.9, OneMinusRho: 0.1, Epsilon: 1e-7}.Update(w, v, g)
	for i := range w {
		velocity := 0.9*float64(wasV[i]) + 0.1*float64(g[i])*float64(g[i])
		want := float64(was[i]) - 0.01*float64(g[i])/math.Sqrt(velocity+1e-7)
		if math.Abs(float64(w[i])-want) > tolerance {
			t.Errorf("rmsprop: weight %d is %v, want %v", i, w[i], want)
		}
	}
	was, wasV = append(was[:0], w...), append(wasV[:0], v...)
	wasM := append([]float32(nil), m...)
	for _, o := range []SGD{{Rate: 0.1}, {Rate: 0.1, Momentum: 0.9}, {Rate: 0.1, Momentum: 0.9, Nesterov: true}} {
		copy(w, was)
		copy(m, wasM)
		o.Update(w, m, g)
		for i := range w {
			moment := float64(o.Momentum)*float64(wasM[i]) - 0.1*float64(g[i])
			if o.Momentum == 0 {
				moment = -0.1 * float64(g[i])
			}
			want := float64(was[i]) + moment
			if o.Nesterov {
				want = float64(was[i]) + 0.9*moment - 0.1*float64(g[i])
			}
			if math.Abs(float64(w[i])-want) > tolerance {
				t.Errorf("%+v: weight %d is %v, want %v", o, i, w[i], want)
			}
		}
	}
	copy(w, was)
	copy(m, wasM)
	Adam{Alpha: 0.01, OneMinusBeta1: 0.1, OneMinusBeta2: 0.001, Epsilon: 1e-7}.Update(w, m, v, g)
	for i := range w {
		moment := 0.9*float64(wasM[i]) + 0.1*float64(g[i])
		velocity := 0.999*float64(wasV[i]) + 0.001*float64(g[i])*float64(g[i])
		want := float64(was[i]) - 0.01*moment/(math.Sqrt(velocity)+1e-7)
		if math.Abs(float64(w[i])-want) > tolerance {
			t.Errorf("adam: weight %d is %v, want %v", i, w[i], want)
		}
	}
}

package kernel

import "math"

const shortState = "kernel: weights, gradient and state differ in length"

// SGD holds the numbers of Keras's SGD. Nesterov looks ahead by one more step of the momentum.
type SGD struct {
	Rate, Momentum float32
	Nesterov       bool
}

// Update makes one step, in place; without a momentum m is not used and may be nil:
//
//	w = w - rate*g                      without a momentum
//	m = momentum*m - rate*g             with one, then
//	w = w + m                           or, with Nesterov, w + (momentum*m - rate*g)
func (o SGD) Update(w, m, g []float32) {
	need(len(g), len(w), shortState)
	v := hardware()
	if o.Momentum == 0 {
		v.addScaled(w, -o.Rate, g)
		return
	}
	need(len(m), len(w), shortState)
	v.sgd(o, w, m, g)
}

// RMSprop holds the numbers of Keras's rmsprop. Rest is 1-Rho, rounded once.
type RMSprop struct{ Rate, Rho, Rest, Epsilon float32 }

// Update makes one step, in place:
//
//	v = rho*v + rest*g²
//	w = w - rate*g / sqrt(v + epsilon)
func (o RMSprop) Update(w, v, g []float32) {
	need(len(v), len(w), shortState)
	need(len(g), len(w), shortState)
	hardware().rmsprop(o, w, v, g)
}

// Adam holds the numbers of Keras's Adam for one step: Alpha has the
// correction for having begun at zero; Rest1 and Rest2 are 1-beta.
type Adam struct{ Alpha, Rest1, Rest2, Epsilon float32 }

// Update makes one step, in place:
//
//	m = m + rest1*(g - m)
//	v = v + rest2*(g² - v)
//	w = w - alpha*m / (sqrt(v) + epsilon)
func (o Adam) Update(w, m, v, g []float32) {
	need(len(m), len(w), shortState)
	need(len(v), len(w), shortState)
	need(len(g), len(w), shortState)
	hardware().adam(o, w, m, v, g)
}

// The conversions keep a compiler from fusing a product with a sum, which
// would round differently on some machines.

func sgdScalar(o SGD, w, m, g []float32) {
	m, g = m[:len(w)], g[:len(w)]
	for i, x := range g {
		step := float32(o.Rate * x)
		n := float32(o.Momentum*m[i]) - step
		m[i] = n
		if o.Nesterov {
			n = float32(o.Momentum*n) - step
		}
		w[i] += n
	}
}

func rmspropScalar(o RMSprop, w, v, g []float32) {
	v, g = v[:len(w)], g[:len(w)]
	for i, x := range g {
		n := float32(o.Rho*v[i]) + float32(o.Rest*float32(x*x))
		v[i] = n
		w[i] -= float32(o.Rate*x) / sqrt(n+o.Epsilon)
	}
}

func adamScalar(o Adam, w, m, v, g []float32) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	for i, x := range g {
		a := m[i] + float32(o.Rest1*(x-m[i]))
		n := v[i] + float32(o.Rest2*(float32(x*x)-v[i]))
		m[i], v[i] = a, n
		w[i] -= float32(o.Alpha*a) / (sqrt(n) + o.Epsilon)
	}
}

// sqrt is rounded correctly: the double's root rounds to the float's.
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

package kernel

import "math"

// SGD holds the numbers of Keras's SGD. Nesterov looks ahead by one more step of the momentum.
type SGD struct {
	Rate, Momentum float32
	Nesterov       bool
}

// Update makes one step, in place. Without momentum m is not used and may be nil:
//
//	w = w - rate*g                      without momentum
//	m = momentum*m - rate*g             with momentum, then
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

// RMSprop holds the numbers of Keras's rmsprop. OneMinusRho is rounded once.
type RMSprop struct{ Rate, Rho, OneMinusRho, Epsilon float32 }

// Update makes one step, in place:
//
//	v = rho*v + (1-rho)*g²
//	w = w - rate*g / sqrt(v + epsilon)
func (o RMSprop) Update(w, v, g []float32) {
	need(len(v), len(w), shortState)
	need(len(g), len(w), shortState)
	hardware().rmsprop(o, w, v, g)
}

// Adam holds the numbers of Keras's Adam for one step. Alpha is the rate with the correction for moments that began at zero.
type Adam struct{ Alpha, OneMinusBeta1, OneMinusBeta2, Epsilon float32 }

// Update makes one step, in place:
//
//	m = m + (1-beta1)*(g - m)
//	v = v + (1-beta2)*(g² - v)
//	w = w - alpha*m / (sqrt(v) + epsilon)
func (o Adam) Update(w, m, v, g []float32) {
	need(len(m), len(w), shortState)
	need(len(v), len(w), shortState)
	need(len(g), len(w), shortState)
	hardware().adam(o, w, m, v, g)
}

// The conversions keep the compiler from fusing a product with a sum, which would round differently on some machines.

func (v lanes) sgd(o SGD, w, m, g []float32) {
	i := 0
	if v != scalar {
		i = sgdVector(o, w, m, g)
	}
	sgdScalar(o, w[i:], m[i:], g[i:])
}

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

func (v lanes) rmsprop(o RMSprop, w, velocity, g []float32) {
	i := 0
	if v != scalar {
		i = rmspropVector(o, w, velocity, g)
	}
	rmspropScalar(o, w[i:], velocity[i:], g[i:])
}

func rmspropScalar(o RMSprop, w, v, g []float32) {
	v, g = v[:len(w)], g[:len(w)]
	for i, x := range g {
		n := float32(o.Rho*v[i]) + float32(o.OneMinusRho*float32(x*x))
		v[i] = n
		w[i] -= float32(o.Rate*x) / sqrt(n+o.Epsilon)
	}
}

func (v lanes) adam(o Adam, w, m, velocity, g []float32) {
	i := 0
	if v != scalar {
		i = adamVector(o, w, m, velocity, g)
	}
	adamScalar(o, w[i:], m[i:], velocity[i:], g[i:])
}

func adamScalar(o Adam, w, m, v, g []float32) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	for i, x := range g {
		a := m[i] + float32(o.OneMinusBeta1*(x-m[i]))
		n := v[i] + float32(o.OneMinusBeta2*(float32(x*x)-v[i]))
		m[i], v[i] = a, n
		w[i] -= float32(o.Alpha*a) / (sqrt(n) + o.Epsilon)
	}
}

// sqrt is rounded correctly: the root of a float64, rounded to float32, is the rounded root.
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// These functions process whole vectors and return the number of weights done. Every machine rounds division and root correctly, so they
// give the bits of the plain loops.

func sgdVector(o SGD, w, m, g []float32) int {
	rate, momentum := simd.BroadcastFloat32s(o.Rate), simd.BroadcastFloat32s(o.Momentum)
	width, done := rate.Len(), 0
	for ; len(w) >= width; w, m, g = w[width:], m[width:], g[width:] {
		step := rate.Mul(simd.LoadFloat32s(g))
		n := momentum.Mul(simd.LoadFloat32s(m)).Sub(step)
		n.Store(m)
		if o.Nesterov {
			n = momentum.Mul(n).Sub(step)
		}
		simd.LoadFloat32s(w).Add(n).Store(w)
		done += width
	}
	return done
}

func rmspropVector(o RMSprop, w, v, g []float32) int {
	rate, rho := simd.BroadcastFloat32s(o.Rate), simd.BroadcastFloat32s(o.Rho)
	oneMinusRho, epsilon := simd.BroadcastFloat32s(o.OneMinusRho), simd.BroadcastFloat32s(o.Epsilon)
	width, done := rate.Len(), 0
	for ; len(w) >= width; w, v, g = w[width:], v[width:], g[width:] {
		x := simd.LoadFloat32s(g)
		n := rho.Mul(simd.LoadFloat32s(v)).Add(oneMinusRho.Mul(x.Mul(x)))
		n.Store(v)
		simd.LoadFloat32s(w).Sub(rate.Mul(x).Div(n.Add(epsilon).Sqrt())).Store(w)
		done += width
	}
	return done
}

func adamVector(o Adam, w, m, v, g []float32) int {
	alpha, epsilon := simd.BroadcastFloat32s(o.Alpha), simd.BroadcastFloat32s(o.Epsilon)
	oneMinusBeta1, oneMinusBeta2 := simd.BroadcastFloat32s(o.OneMinusBeta1), simd.BroadcastFloat32s(o.OneMinusBeta2)
	width, done := alpha.Len(), 0
	for ; len(w) >= width; w, m, v, g = w[width:], m[width:], v[width:], g[width:] {
		x, a, n := simd.LoadFloat32s(g), simd.LoadFloat32s(m), simd.LoadFloat32s(v)
		a = a.Add(oneMinusBeta1.Mul(x.Sub(a)))
		n = n.Add(oneMinusBeta2.Mul(x.Mul(x).Sub(n)))
		a.Store(m)
		n.Store(v)
		simd.LoadFloat32s(w).Sub(alpha.Mul(a).Div(n.Sqrt().Add(epsilon))).Store(w)
		done += width
	}
	return done
}

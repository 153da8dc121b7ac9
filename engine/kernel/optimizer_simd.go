//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// Division and root are rounded correctly by every machine, so the vectors
// give the bits of the plain loops. They do whole vectors and return how many
// weights that were.

func rmspropVector(o RMSprop, w, v, g []float32) int {
	rate, rho := simd.BroadcastFloat32s(o.Rate), simd.BroadcastFloat32s(o.Rho)
	rest, epsilon := simd.BroadcastFloat32s(o.Rest), simd.BroadcastFloat32s(o.Epsilon)
	width, done := rate.Len(), 0
	for ; len(w) >= width; w, v, g = w[width:], v[width:], g[width:] {
		x := simd.LoadFloat32s(g)
		n := rho.Mul(simd.LoadFloat32s(v)).Add(rest.Mul(x.Mul(x)))
		n.Store(v)
		simd.LoadFloat32s(w).Sub(rate.Mul(x).Div(n.Add(epsilon).Sqrt())).Store(w)
		done += width
	}
	return done
}

func adamVector(o Adam, w, m, v, g []float32) int {
	alpha, epsilon := simd.BroadcastFloat32s(o.Alpha), simd.BroadcastFloat32s(o.Epsilon)
	rest1, rest2 := simd.BroadcastFloat32s(o.Rest1), simd.BroadcastFloat32s(o.Rest2)
	width, done := alpha.Len(), 0
	for ; len(w) >= width; w, m, v, g = w[width:], m[width:], v[width:], g[width:] {
		x, a, n := simd.LoadFloat32s(g), simd.LoadFloat32s(m), simd.LoadFloat32s(v)
		a = a.Add(rest1.Mul(x.Sub(a)))
		n = n.Add(rest2.Mul(x.Mul(x).Sub(n)))
		a.Store(m)
		n.Store(v)
		simd.LoadFloat32s(w).Sub(alpha.Mul(a).Div(n.Sqrt().Add(epsilon))).Store(w)
		done += width
	}
	return done
}

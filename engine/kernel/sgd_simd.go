//go:build goexperiment.simd && go1.27

package kernel

import "simd"

// sgdVector does whole vectors and returns how many weights that were.
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

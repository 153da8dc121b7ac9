package reference

import "convlab/engine/spec"

// Dense is a fully connected layer without activation:
//
//	y[n,u] = b[u] + sum_i x[n,i] * k[i,u]
//
// Engine: dense in engine/dense.go.
type Dense struct {
	Kernel []float64 // [inputs Units]
	Bias   []float64 // [Units]
}

// Forward returns y (N, Units).
func (l Dense) Forward(x Batch) Batch {
	units := len(l.Bias)
	y := Zeros(x.N, spec.Shape{H: 1, W: 1, C: units})
	for n := range x.N {
		for u := range units {
			sum := l.Bias[u]
			for i, v := range x.Row(n) {
				sum += v * l.Kernel[i*units+u]
			}
			y.Row(n)[u] = sum
		}
	}
	return y
}

// Backward returns
//
//	dx[n,i] = sum_u dy[n,u] * k[i,u]
//	dk[i,u] = sum_n dy[n,u] * x[n,i]
//	db[u]   = sum_n dy[n,u]
func (l Dense) Backward(x, dy Batch) (dx Batch, dw []float64) {
	units := len(l.Bias)
	dx = Zeros(x.N, x.Shape)
	dw = make([]float64, len(l.Kernel)+len(l.Bias))
	dk, db := dw[:len(l.Kernel)], dw[len(l.Kernel):]
	for n := range x.N {
		for u, d := range dy.Row(n) {
			for i, v := range x.Row(n) {
				dx.Row(n)[i] += d * l.Kernel[i*units+u]
				dk[i*units+u] += d * v
			}
			db[u] += d
		}
	}
	return dx, dw
}

// Margin returns nil: the sums are smooth.
func (l Dense) Margin(Batch) []float64 { return nil }

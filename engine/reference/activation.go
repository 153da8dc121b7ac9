package reference

import (
	"math"

	"convlab/engine/spec"
)

// Activation applies a function to each number, softmax to each example:
//
//	linear  y = z
//	relu    y = max(z, 0)
//	sigmoid y = 1 / (1 + e^-z)
//	tanh    y = tanh z
//	softmax y[j] = e^z[j] / sum_k e^z[k]
//
// Engine: activate and activateGradient in engine/activation.go; softmax in
// engine/dense.go.
type Activation struct{ Function spec.Activation }

// Forward returns y in the shape of z.
func (a Activation) Forward(z Batch) Batch {
	if a.Function == spec.Softmax {
		return Softmax(z)
	}
	y := Zeros(z.N, z.Shape)
	for i, v := range z.Data {
		y.Data[i] = a.value(v)
	}
	return y
}

func (a Activation) value(z float64) float64 {
	switch a.Function.Or() {
	case spec.Linear:
		return z
	case spec.ReLU:
		return math.Max(z, 0)
	case spec.Sigmoid:
		return 1 / (1 + math.Exp(-z))
	case spec.Tanh:
		return math.Tanh(z)
	}
	panic("reference: unknown activation")
}

// Backward returns dz = dy * f'(z) for each number. Each output of softmax
// depends on all inputs of its example:
//
//	dz[j] = y[j] * (dy[j] - sum_k dy[k]*y[k])
func (a Activation) Backward(z, dy Batch) (dz Batch, dw []float64) {
	if a.Function == spec.Softmax {
		return softmaxGradient(Softmax(z), dy), nil
	}
	dz = Zeros(z.N, z.Shape)
	for i, v := range z.Data {
		dz.Data[i] = dy.Data[i] * a.derivative(v)
	}
	return dz, nil
}

func (a Activation) derivative(z float64) float64 {
	switch y := a.value(z); a.Function.Or() {
	case spec.Linear:
		return 1
	case spec.ReLU:
		if z > 0 {
			return 1
		}
		return 0
	case spec.Sigmoid:
		return y * (1 - y)
	case spec.Tanh:
		return 1 - y*y
	}
	panic("reference: unknown activation")
}

func softmaxGradient(y, dy Batch) Batch {
	dz := Zeros(y.N, y.Shape)
	for n := range y.N {
		mean := 0.0
		for k, p := range y.Row(n) {
			mean += dy.Row(n)[k] * p
		}
		for j, p := range y.Row(n) {
			dz.Row(n)[j] = p * (dy.Row(n)[j] - mean)
		}
	}
	return dz
}

// Margin returns |z| for relu, which has its kink at 0, and nil for the others.
func (a Activation) Margin(z Batch) []float64 {
	if a.Function != spec.ReLU {
		return nil
	}
	margin := make([]float64, len(z.Data))
	for i, v := range z.Data {
		margin[i] = math.Abs(v)
	}
	return margin
}

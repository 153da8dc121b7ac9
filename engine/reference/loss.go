package reference

import (
	"math"
	"slices"
)

// LogSoftmax returns, for each example of the logits z (N, classes),
//
//	y[j] = z[j] - m - log sum_k e^(z[k]-m), m the largest logit
//
// Subtracting m does not change y and keeps e^ from overflowing.
func LogSoftmax(z Batch) Batch {
	y := Zeros(z.N, z.Shape)
	for n := range z.N {
		m, sum := slices.Max(z.Row(n)), 0.0
		for _, v := range z.Row(n) {
			sum += math.Exp(v - m)
		}
		for j, v := range z.Row(n) {
			y.Row(n)[j] = v - m - math.Log(sum)
		}
	}
	return y
}

// Softmax returns, for each example of the logits z (N, classes),
// y[j] = e^z[j] / sum_k e^z[k]. Engine: kernel.Softmax, in engine/dense.go.
func Softmax(z Batch) Batch {
	y := LogSoftmax(z)
	for i, v := range y.Data {
		y.Data[i] = math.Exp(v)
	}
	return y
}

// CrossEntropy returns the loss of each example of the logits z (N, classes), in
// nats:
//
//	loss[n] = -log softmax(z[n])[labels[n]]
//
// Engine: crossentropy in engine/loss.go.
func CrossEntropy(z Batch, labels []uint8) []float64 {
	logs := LogSoftmax(z)
	losses := make([]float64, z.N)
	for n, label := range labels {
		losses[n] = -logs.Row(n)[label]
	}
	return losses
}

// CrossEntropyGradient returns the gradient of scale * sum_n loss[n] by the logits:
//
//	dz[n,j] = scale * (softmax(z[n])[j] - (1 if j is the label, else 0))
func CrossEntropyGradient(z Batch, labels []uint8, scale float64) Batch {
	dz := Softmax(z)
	for n, label := range labels {
		dz.Row(n)[label]--
	}
	for i := range dz.Data {
		dz.Data[i] *= scale
	}
	return dz
}

package engine_test

import (
	"math"
	"testing"

	"convlab/engine"
	"convlab/engine/kernel"
	"convlab/engine/reference"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas"
)

// y = alpha * a·b + beta * c, with a or b transposed, and c repeated to the
// shape of y. MatMul is the same without c.
func checkGemm(t *testing.T, v vector) []string {
	at := v.Attributes
	if v.Op == "MatMul" {
		at.Alpha = 1
	}
	a, b, want := v.Inputs[0], v.Inputs[1], v.Outputs[0]
	m, n := want.Shape[0], want.Shape[1]
	c := array{Shape: []int{1}, Values: []float64{0}}
	if len(v.Inputs) > 2 {
		c = v.Inputs[2]
	}
	bias := make([]float64, m*n)
	for i := range bias {
		bias[i] = at.Beta * c.Values[i%len(c.Values)] // c is one number, one row or all of y
	}

	// Dense with the kernel alpha*b; its bias is a row of beta*c.
	x, k := plain(a, at.TransA), plain(b, at.TransB)
	for i := range k.Values {
		k.Values[i] *= at.Alpha
	}
	inputs := k.Shape[0]
	for i := range m {
		row := reference.Batch{N: 1, Shape: spec.Shape{H: 1, W: 1, C: inputs}, Data: x.Values[i*inputs:][:inputs]}
		y := reference.Dense{Kernel: k.Values, Bias: bias[i*n:][:n]}.Forward(row)
		same(t, "reference", y.Data, want.Values[i*n:][:n])
	}

	y := float32s(bias)
	kernel.BLAS{}.Sgemm(transposition(at.TransA), transposition(at.TransB), m, n, inputs,
		float32(at.Alpha), float32s(a.Values), a.Shape[1], float32s(b.Values), b.Shape[1], 1, y, n)
	same(t, "kernel", y, want.Values)

	if len(c.Values) == m*n {
		return []string{"reference", "kernel"} // Dense has one bias for all rows
	}
	in := reference.Batch{N: m, Shape: spec.Shape{H: 1, W: inputs, C: 1}, Data: x.Values}
	same(t, "engine", output(t, 1, in, []spec.Layer{spec.Flatten{}, spec.Dense{Units: n}}, k.Values, bias[:n]), want.Values)
	return []string{"reference", "kernel", "engine"}
}

// plain returns the matrix, transposed if the case has it transposed.
func plain(a array, transposed int) array {
	if transposed == 0 {
		return array{Shape: a.Shape, Values: append([]float64(nil), a.Values...)}
	}
	rows, cols := a.Shape[1], a.Shape[0]
	p := array{Shape: []int{rows, cols}, Values: make([]float64, rows*cols)}
	for i, v := range a.Values {
		p.Values[i%rows*cols+i/rows] = v
	}
	return p
}

func transposition(t int) blas.Transpose {
	if t == 1 {
		return blas.Trans
	}
	return blas.NoTrans
}

func checkSoftmax(t *testing.T, v vector) []string {
	z, want := rowsAlong(v.Attributes.Axis, v.Inputs[0]), rowsAlong(v.Attributes.Axis, v.Outputs[0])
	same(t, "reference", reference.Softmax(z).Data, want.Data)
	same(t, "kernel", softmax(z), want.Data)
	return []string{"reference", "kernel"}
}

// The kernels have no logarithm of softmax: their softmax is compared.
func checkLogSoftmax(t *testing.T, v vector) []string {
	z, want := rowsAlong(v.Attributes.Axis, v.Inputs[0]), rowsAlong(v.Attributes.Axis, v.Outputs[0])
	same(t, "reference", reference.LogSoftmax(z).Data, want.Data)
	for i, log := range want.Data {
		want.Data[i] = math.Exp(log)
	}
	same(t, "kernel", softmax(z), want.Data)
	return []string{"reference", "kernel"}
}

func softmax(z reference.Batch) []float32 {
	y := make([]float32, len(z.Data))
	kernel.Softmax(z.N, z.Shape.C, float32s(z.Data), y)
	return y
}

func checkActivation(t *testing.T, v vector) []string {
	f := map[string]struct {
		name spec.Activation
		fast func([]float32)
	}{
		"Relu": {spec.ReLU, kernel.ReLU}, "Sigmoid": {spec.Sigmoid, kernel.Sigmoid}, "Tanh": {spec.Tanh, kernel.Tanh},
	}[v.Op]
	z, want := v.Inputs[0].Values, v.Outputs[0].Values
	row := reference.Batch{N: 1, Shape: spec.Shape{H: 1, W: 1, C: len(z)}, Data: z}
	same(t, "reference", reference.Activation{Function: f.name}.Forward(row).Data, want)
	y := float32s(z)
	f.fast(y)
	same(t, "kernel", y, want)
	return []string{"reference", "kernel"}
}

// Flatten keeps the order of its input, so the case is read as if its axes were
// N H W C.
func checkFlatten(t *testing.T, v vector) []string {
	s, want := v.Inputs[0].Shape, v.Outputs[0]
	x := reference.Batch{N: s[0], Shape: spec.Shape{H: s[1], W: s[2], C: s[3]}, Data: v.Inputs[0].Values}
	y := reference.Flatten{}.Forward(x)
	if y.N != want.Shape[0] || y.Shape.Size() != want.Shape[1] || !y.Shape.Flat() {
		t.Errorf("reference: got %d rows of %v, want %v", y.N, y.Shape, want.Shape)
	}
	same(t, "reference", y.Data, want.Values)
	if x.Shape.C > spec.MaxChannels {
		return []string{"reference"}
	}
	same(t, "engine", firstLayer(t, spec.Flatten{}, x), want.Values)
	return []string{"reference", "engine"}
}

// The engine draws its own masks; TestRandomModelsAgreeWithReference compares them.
func checkDropout(t *testing.T, v vector) []string {
	x, rate, mask := v.Inputs[0], v.Inputs[1].Values[0], v.Outputs[1]
	l := reference.Dropout{Rate: rate}
	for _, kept := range mask.Values {
		l.Mask = append(l.Mask, kept == 1)
	}
	row := reference.Batch{N: 1, Shape: spec.Shape{H: 1, W: 1, C: len(x.Values)}, Data: x.Values}
	same(t, "reference", l.Forward(row).Data, v.Outputs[0].Values)
	return []string{"reference"}
}

func checkCrossEntropy(t *testing.T, v vector) []string {
	z, want := rowsAlong(1, v.Inputs[0]), v.Outputs[0].Values
	labels := make([]uint8, z.N)
	for i, label := range v.Inputs[1].Values {
		labels[i] = uint8(label)
	}
	same(t, "reference", reduce(v.Attributes.Reduction, reference.CrossEntropy(z, labels)), want)
	if len(v.Outputs) > 1 {
		same(t, "reference", reference.LogSoftmax(z).Data, rowsAlong(1, v.Outputs[1]).Data)
	}

	// A network whose logits are its inputs. A case with fewer than ten classes is
	// padded with impossible ones.
	const impossible = -1e4
	logits := reference.Zeros(z.N, spec.Shape{H: 1, W: spec.Classes, C: 1})
	identity := make([]float64, spec.Classes*spec.Classes)
	for j := range spec.Classes {
		identity[j*spec.Classes+j] = 1
		for n := range z.N {
			logits.Row(n)[j] = impossible
		}
	}
	m := spec.Model{Input: logits.Shape, Layers: []spec.Layer{spec.Flatten{}, classifier()}}
	net := build(t, m, identity, make([]float64, spec.Classes))
	losses := make([]float64, z.N)
	for n := range z.N {
		copy(logits.Row(n), z.Row(n))
		net.Forward(batch(reference.Batch{N: 1, Shape: logits.Shape, Data: logits.Row(n)}), engine.Pass{})
		losses[n] = net.Backward(labels[n:n+1], 1).Loss
	}
	same(t, "engine", reduce(v.Attributes.Reduction, losses), want)
	return []string{"reference", "engine"}
}

func reduce(reduction string, losses []float64) []float64 {
	if reduction == "none" {
		return losses
	}
	sum := 0.0
	for _, l := range losses {
		sum += l
	}
	if reduction == "mean" {
		sum /= float64(len(losses))
	}
	return []float64{sum}
}

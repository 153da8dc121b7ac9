package explain

import (
	"math/rand/v2"
	"os"
	"testing"

	"convlab/engine"
	"convlab/engine/kernel"
	"convlab/engine/reference"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

// stack is a network of some layers over an input, ending in the ten digits.
func stack(input spec.Shape, layers ...spec.Layer) spec.Model {
	flat := false
	for _, l := range layers {
		switch l.(type) {
		case spec.Flatten, spec.GlobalAveragePooling2D:
			flat = true
		}
	}
	if !flat {
		layers = append(layers, spec.Flatten{})
	}
	return spec.Model{Input: input, Layers: append(layers, spec.Dense{Units: spec.Classes, Activation: spec.Softmax})}
}

// built returns a network whose biases are random, too: engine.New leaves them 0, which
// would hide them.
func built(t testing.TB, m spec.Model, r *rand.Rand) *engine.Sequential {
	t.Helper()
	net, err := engine.New(m, r.Uint64())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range net.Arrays() {
		if len(a.Shape) == 1 {
			for i := range a.Size() {
				net.Weights()[a.Offset+i] = 0.2*r.Float32() - 0.1
			}
		}
	}
	return net
}

// picture returns random ink on about half of the pixels.
func picture(s spec.Shape, r *rand.Rand) []float32 {
	p := make([]float32, s.Size())
	for i := range p {
		p[i] = max(0, 2*r.Float32()-1)
	}
	return p
}

// observed returns what net makes of a picture.
func observed(net *engine.Sequential, picture []float32) *Observation {
	n := New(net)
	forward(net, picture)
	return n.Observe(picture)
}

func forward(net *engine.Sequential, picture []float32) {
	net.Forward(engine.Batch{Rows: 1, Cols: len(picture), Stride: len(picture), Data: picture}, engine.Pass{Observe: true})
}

// judged returns the outputs of all layers for a picture in float64, with the picture
// first.
func judged(t testing.TB, net *engine.Sequential, picture []float32) []reference.Batch {
	t.Helper()
	slow, err := reference.New(net.Model())
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range net.Weights() {
		slow.Weights[i] = float64(w)
	}
	x := reference.Zeros(1, net.Model().Input)
	for i, v := range picture {
		x.Data[i] = float64(v)
	}
	return append([]reference.Batch{x}, slow.Forward(x)...)
}

// near reports whether two numbers agree to the rounding of float32 sums.
func near(got float32, want float64) bool {
	return reference.Compare([]float32{got}, []float64{want}, 1e-5, 1e-5) == nil
}

// randomModel stacks random layers that fit: up to six over maps, with every window,
// stride and padding, then either head and up to two hidden Dense layers.
func randomModel(r *rand.Rand) spec.Model {
	m := spec.Model{Input: spec.Shape{H: 6 + r.IntN(23), W: 6 + r.IntN(23), C: 1 + r.IntN(2)}}
	activation := func() spec.Activation { return spec.Activations()[r.IntN(len(spec.Activations()))] }
	padding := func() spec.Padding { return []spec.Padding{spec.Valid, spec.Same}[r.IntN(2)] }
	try := func(l spec.Layer) {
		next := spec.Model{Input: m.Input, Layers: append(m.Layers[:len(m.Layers):len(m.Layers)], l)}
		if _, err := next.Shapes(); err == nil {
			m = next
		}
	}
	for range r.IntN(7) {
		switch stride := 1 + r.IntN(spec.MaxStrides); r.IntN(7) {
		case 0, 1, 2:
			try(spec.Conv2D{Filters: 1 + r.IntN(9), KernelSize: 1 + r.IntN(spec.MaxKernelSize), Strides: stride, Padding: padding(), Activation: activation()})
		case 3, 4:
			try(spec.MaxPooling2D{PoolSize: 2 + r.IntN(2), Strides: stride, Padding: padding()})
		case 5:
			try(spec.AveragePooling2D{PoolSize: 2 + r.IntN(2), Strides: stride, Padding: padding()})
		case 6:
			try(spec.Dropout{Rate: 0.5})
		}
	}
	if r.IntN(3) == 0 {
		try(spec.GlobalAveragePooling2D{})
	} else {
		try(spec.Flatten{})
	}
	for range r.IntN(3) {
		try(spec.Dense{Units: 1 + r.IntN(20), Activation: activation()})
		if r.IntN(3) == 0 {
			try(spec.Dropout{Rate: 0.5})
		}
	}
	try(spec.Dense{Units: spec.Classes, Activation: spec.Softmax})
	return m
}

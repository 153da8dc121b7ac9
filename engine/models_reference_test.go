package engine_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"convlab/engine"
	"convlab/engine/reference"
	"convlab/engine/spec"
)

func TestPresetsAgreeWithReference(t *testing.T) {
	if n := len(spec.Presets()); n < 7 {
		t.Errorf("compared %d presets, want the seven of the page", n)
	}
	for _, p := range spec.Presets() {
		t.Run(p.Name, func(t *testing.T) {
			rows := 2
			if p.Name == "flat" { // costs the reference as much as all others together
				rows = 1
			}
			compare(t, p.Model, rows, rand.New(rand.NewPCG(7, 0)))
		})
	}
}

// Sixty random stacks have every kind of layer and every activation several times,
// in unusual orders.
func TestRandomModelsAgreeWithReference(t *testing.T) {
	met := map[string]int{}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(8, seed))
		m := randomModel(r, spec.Kinds()[seed%uint64(len(spec.Kinds()))])
		for _, l := range m.Layers {
			met[l.Kind()]++
			switch l := l.(type) {
			case spec.Conv2D:
				met["Conv2D "+string(l.Activation)]++
			case spec.Dense:
				met["Dense "+string(l.Activation)]++
			}
		}
		t.Run(fmt.Sprintf("%d: %v %+v", seed, m.Input, m.Layers), func(t *testing.T) { compare(t, m, 1+r.IntN(7), r) })
	}
	var want []string
	for _, l := range spec.Kinds() {
		want = append(want, l.Kind())
	}
	for _, a := range spec.Activations() {
		want = append(want, "Conv2D "+string(a), "Dense "+string(a))
	}
	for _, name := range want {
		if met[name] < 3 {
			t.Errorf("met %s %d times, want at least 3", name, met[name])
		}
	}
}

// randomModel stacks random layers that fit, and example where it fits: up to four
// over maps, up to two over a vector, and the classifier.
func randomModel(r *rand.Rand, example spec.Layer) spec.Model {
	m := spec.Model{Input: spec.Shape{H: 5 + r.IntN(12), W: 5 + r.IntN(12), C: 1 + r.IntN(spec.MaxChannels)}}
	activation := func() spec.Activation { return spec.Activations()[r.IntN(len(spec.Activations()))] }
	padding := []spec.Padding{spec.Valid, spec.Same}
	try := func(l spec.Layer) {
		next := spec.Model{Input: m.Input, Layers: append(m.Layers[:len(m.Layers):len(m.Layers)], l)}
		if _, err := next.Shapes(); err == nil {
			m = next
		}
	}
	for range r.IntN(5) {
		size, stride, padding := 2+r.IntN(2), 1+r.IntN(3), padding[r.IntN(2)]
		switch r.IntN(7) {
		case 0, 1, 2:
			try(spec.Conv2D{Filters: 1 + r.IntN(19), KernelSize: 1 + r.IntN(5), Strides: stride, Padding: padding, Activation: activation()})
		case 3:
			try(spec.MaxPooling2D{PoolSize: size, Strides: stride, Padding: padding})
		case 4:
			try(spec.AveragePooling2D{PoolSize: size, Strides: stride, Padding: padding})
		case 5:
			try(spec.Dropout{Rate: 0.3})
		case 6:
			try(spec.Kinds()[r.IntN(len(spec.Kinds()))])
		}
	}
	try(example)
	if r.IntN(3) == 0 {
		try(spec.GlobalAveragePooling2D{})
	} else {
		try(spec.Flatten{})
	}
	try(example)
	for range r.IntN(3) {
		try(spec.Dense{Units: 1 + r.IntN(30), Activation: activation()})
		if r.IntN(3) == 0 {
			try(spec.Dropout{Rate: 0.5})
		}
	}
	try(classifier())
	return m
}

// compare runs one batch through both engines with the same weights, pictures,
// labels and masks. Every layer's output, the loss and every gradient must agree.
func compare(t *testing.T, m spec.Model, rows int, r *rand.Rand) {
	t.Helper()
	fast, err := engine.New(m, r.Uint64())
	if err != nil {
		t.Fatal(err)
	}
	slow, err := reference.New(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range fast.Arrays() {
		if len(a.Shape) == 1 { // New leaves biases zero, which would hide them
			for i := range a.Size() {
				fast.Weights()[a.Offset+i] = 0.2*r.Float32() - 0.1
			}
		}
	}
	if len(fast.Weights()) != len(slow.Weights) {
		t.Fatalf("got %d weights, want %d", len(fast.Weights()), len(slow.Weights))
	}
	for i, w := range fast.Weights() {
		slow.Weights[i] = float64(w)
	}
	labels := make([]uint8, rows)
	for i := range labels {
		labels[i] = uint8(r.IntN(spec.Classes))
	}

	// Larger batches first: what they leave in the buffers must not matter.
	for _, p := range []engine.Pass{{}, {Observe: true}} {
		fast.Forward(batch(random(r, rows+2, m.Input)), p)
		fast.Backward(make([]uint8, rows+2), 1)
	}
	clear(fast.Gradient())

	x := clearOfKinks(t, slow, fast, rows, r)
	wants := slow.Forward(x)
	losses, _, wantDW := slow.Loss(x, labels, 1/float64(rows))
	var sums engine.Sums
	for range 2 { // two halves, because Backward adds
		fast.Forward(batch(x), training())
		sums = fast.Backward(labels, 0.5/float32(rows))
	}

	deep := len(fast.Arrays()) / 2 // layers with weights: kernel and bias each
	for i, want := range wants {
		if !isFused(m, i) {
			agreeAfter(t, deep, fmt.Sprintf("output of layers[%d]", i), fast.Output(i).Data, want.Data)
		}
	}
	loss, correct := 0.0, 0
	last := wants[len(wants)-1]
	for i, l := range losses {
		loss += l
		if p := last.Row(i); p[labels[i]] == reference.MaxAbs(p) {
			correct++
		}
	}
	agreeAfter(t, deep, "loss", []float32{float32(sums.Loss)}, []float64{loss})
	if sums.Correct != correct || sums.Count != rows {
		t.Errorf("got %d of %d correct, want %d of %d", sums.Correct, sums.Count, correct, rows)
	}
	for _, a := range fast.Arrays() {
		end := a.Offset + a.Size()
		agreeAfter(t, deep, "gradient of "+a.Name, fast.Gradient()[a.Offset:end], wantDW[a.Offset:end])
	}
	compareObserved(t, fast, slow, x, labels)
}

// training is a pass with the masks of some step in the middle.
func training() engine.Pass {
	return engine.Pass{Training: true, Seed: 5, Epoch: 2, Step: 17, Shard: 1}
}

// clearOfKinks draws pictures until no ReLU and no maximum is so close to its kink
// that rounding to float32 could cross it, where the two engines would rightly
// disagree. It gives the engine's masks to the reference.
func clearOfKinks(t *testing.T, slow *reference.Network, fast *engine.Sequential, rows int, r *rand.Rand) reference.Batch {
	t.Helper()
	// Sums of up to 1e4 float32 products are off by some 1e-6 of the largest.
	const clear = 2e-6
	for range 40 {
		x := random(r, rows, slow.Model.Input)
		fast.Forward(batch(x), training())
		for i, l := range slow.Model.Layers {
			if d, ok := l.(spec.Dropout); ok {
				slow.SetDropoutMask(i, mask(t, d, fast, i))
			}
		}
		if slow.Margin(x) > clear {
			return x
		}
	}
	t.Fatal("40 batches of pictures and every one near a kink")
	return reference.Batch{}
}

// mask returns the inputs that dropout layer i kept in the last training pass.
func mask(t *testing.T, l spec.Dropout, fast *engine.Sequential, i int) []bool {
	t.Helper()
	factors := fast.DropoutMask(i)
	keep := make([]bool, len(factors))
	kept := 0.0
	for j, factor := range factors {
		keep[j] = factor != 0
		if keep[j] {
			kept++
		}
	}
	// Five standard deviations around the mean of a binomial.
	n, p := float64(len(keep)), 1-float64(l.Rate)
	if d := math.Abs(kept - n*p); d > 5*math.Sqrt(n*p*(1-p)) {
		t.Errorf("dropout kept %v of %v, want about %v", kept, n, n*p)
	}
	return keep
}

package engine

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// pictures returns the first n training images and their labels.
func pictures(t testing.TB, n int) (Batch, []uint8) {
	var x Batch
	resize(&x, n, dataset.Pixels)
	labels := make([]uint8, n)
	trainSet(t).Gather(dataset.Subset{Take: 1, Stride: 1, Count: n}.Indices(), x.Data, labels)
	return x, labels
}

func TestArraysLayWeightsOutInStorageOrder(t *testing.T) {
	net := must(New(spec.NoteConvnet(), 1))(t)
	var got []string
	next := 0
	for _, a := range net.Arrays() {
		if a.Offset != next {
			t.Errorf("%s begins at %d, want %d: arrays follow each other", a.Name, a.Offset, next)
		}
		next += a.Size()
		got = append(got, fmt.Sprint(a.Layer, " ", a.Name, a.Shape))
	}
	want := []string{
		"0 conv2d/kernel[3 3 1 32]", "0 conv2d/bias[32]",
		"2 conv2d_1/kernel[3 3 32 64]", "2 conv2d_1/bias[64]",
		"4 conv2d_2/kernel[3 3 64 64]", "4 conv2d_2/bias[64]",
		"6 dense/kernel[576 64]", "6 dense/bias[64]",
		"7 dense_1/kernel[64 10]", "7 dense_1/bias[10]",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// The note's 93,322 parameters.
	if next != 93322 || len(net.Weights()) != next || len(net.Gradient()) != next {
		t.Errorf("%d numbers in arrays, %d weights, %d gradients, want 93322 of each", next, len(net.Weights()), len(net.Gradient()))
	}
}

func TestNewStartsFromGlorotKernelsAndZeroBiases(t *testing.T) {
	net := must(New(spec.NoteConvnet(), 1))(t)
	limits := map[string]float64{ // sqrt(6 / (fanIn + fanOut)), window included
		"conv2d/kernel":   math.Sqrt(6.0 / (9*1 + 9*32)),
		"conv2d_1/kernel": math.Sqrt(6.0 / (9*32 + 9*64)),
		"conv2d_2/kernel": math.Sqrt(6.0 / (9*64 + 9*64)),
		"dense/kernel":    math.Sqrt(6.0 / (576 + 64)),
		"dense_1/kernel":  math.Sqrt(6.0 / (64 + 10)),
	}
	for _, a := range net.Arrays() {
		limit := limits[a.Name] // 0 for biases
		var largest, sum, squares float64
		for _, w := range a.of(net.Weights()) {
			largest = max(largest, math.Abs(float64(w)))
			sum += float64(w)
			squares += float64(w) * float64(w)
		}
		n := float64(a.Size())
		if largest > limit*(1+0x1p-23) {
			t.Errorf("%s: |w| up to %v, limit %v", a.Name, largest, limit)
		}
		if limit == 0 {
			continue
		}
		// Uniform on (-l, l): mean 0 and mean square l²/3, within five standard
		// deviations of n draws: 5·l/sqrt(3n), and 5·l²·sqrt(4/45)/sqrt(n).
		if mean := sum / n; math.Abs(mean) > 5*limit/math.Sqrt(3*n) {
			t.Errorf("%s: mean %v", a.Name, mean)
		}
		if off := squares/n - limit*limit/3; math.Abs(off) > 5*limit*limit*math.Sqrt(4.0/45/n) {
			t.Errorf("%s: mean square off by %v", a.Name, off)
		}
	}
}

func TestNewDependsOnSeedAndLayerOnly(t *testing.T) {
	weights := func(m spec.Model, seed uint64) []float32 { return must(New(m, seed))(t).Weights() }
	if a, b := weights(tiny(), 3), weights(tiny(), 3); Checksum(a) != Checksum(b) {
		t.Error("one seed, two networks")
	}
	if Checksum(weights(tiny(), 3)) == Checksum(weights(tiny(), 4)) {
		t.Error("two seeds, one network")
	}
	same := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: 10}, spec.Dense{Units: 10}, spec.Dense{Units: 10, Activation: spec.Softmax},
	}}
	net := must(New(same, 1))(t)
	a := net.Arrays()
	if Checksum(a[2].of(net.Weights())) == Checksum(a[4].of(net.Weights())) {
		t.Error("two layers of one shape have the same weights")
	}
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	m := spec.NoteConvnet()
	m.Layers = m.Layers[:len(m.Layers)-1]
	var refusal *spec.Error
	if _, err := New(m, 1); !errors.As(err, &refusal) || refusal.Rule != spec.RuleOutput {
		t.Errorf("got %v, want the *spec.Error of a model without its last layer", err)
	}
}

func TestPredictionsDoNotDependOnTheBatch(t *testing.T) {
	net := must(New(spec.NoteConvnet(), 1))(t)
	x, _ := pictures(t, 7)
	all := append([]float32(nil), net.Forward(x, Pass{}).Data...)
	for i := range 7 {
		one := net.Forward(batchOf(row(x, i)), Pass{})
		if Checksum(one.Data) != Checksum(all[i*spec.Classes:(i+1)*spec.Classes]) {
			t.Errorf("image %d: %v alone, %v among seven", i, one.Data, all[i*spec.Classes:(i+1)*spec.Classes])
		}
	}
}

func TestBackwardAddsToTheGradient(t *testing.T) {
	net := must(New(tiny(), 1))(t)
	x, labels := pictures(t, 4)
	net.Forward(x, Pass{})
	net.Backward(labels, 1)
	once := append([]float32(nil), net.Gradient()...)
	net.Forward(x, Pass{})
	net.Backward(labels, 1)
	for _, a := range net.Arrays() {
		moved := false
		for i, g := range a.of(net.Gradient()) {
			one := a.of(once)[i]
			moved = moved || one != 0
			// The second sum starts from the first: 700 terms, each rounded at twice the size.
			if d := math.Abs(float64(g - 2*one)); d > 1e-5*(1+math.Abs(float64(one))) {
				t.Fatalf("%s[%d]: %v after two, %v after one", a.Name, i, g, one)
			}
		}
		if !moved {
			t.Errorf("%s has no gradient at all", a.Name)
		}
	}
}

func TestFirstLayerHasNoInputGradient(t *testing.T) {
	x, labels := pictures(t, 2)
	for _, m := range []spec.Model{spec.NoteDense(), spec.NoteConvnet()} {
		net := must(New(m, 1))(t)
		net.Forward(x, Pass{})
		net.Backward(labels, 1)
		switch op := net.ops[net.firstWeights].(type) {
		case *dense:
			if op.dx.Data != nil {
				t.Error("dense computes a dx that is not needed")
			}
		case *conv2D:
			if op.dx.Data != nil {
				t.Error("conv2d computes a dx that is not needed")
			}
		default:
			t.Errorf("the first layer that learns is %T", op)
		}
	}
}

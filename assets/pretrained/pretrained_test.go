// Package pretrained_test checks the networks that ship with the page.
// ./build.sh pretrain makes them.
package pretrained_test

import (
	"math"
	"os"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/kernel"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

// row is a shipped network.
type row struct {
	preset   string
	weights  int
	accuracy float64
}

// shipped returns the presets with a file here, with the number of weights, of
// 16 bits each, and the minimum accuracy. The note reports 97.85 % and 99.2 %;
// with rmsprop the accuracy varies by 0.3 % between seeds and epochs.
func shipped() []row {
	return []row{
		{"dense", 407050, 0.9755},
		{"convnet", 93322, 0.989},
	}
}

func load(t *testing.T, preset string) (checkpoint.Run, int) {
	t.Helper()
	data, err := os.ReadFile(preset + ".safetensors")
	if err != nil {
		t.Fatal(err)
	}
	r, err := checkpoint.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return r, len(data)
}

// The files are the presets' networks, trained with exactly the presets'
// settings, since the page shows these for them.
func TestFilesAreThePresets(t *testing.T) {
	for _, preset := range spec.Shipped() {
		if !slices.ContainsFunc(shipped(), func(s row) bool { return s.preset == preset }) || len(shipped()) != len(spec.Shipped()) {
			t.Errorf("the page ships %v, this table has other presets", spec.Shipped())
		}
	}
	for _, s := range shipped() {
		r, bytes := load(t, s.preset)
		p, ok := spec.FindPreset(s.preset)
		if !ok {
			t.Fatalf("there is no preset %s", s.preset)
		}
		if !r.Model.Same(p.Model) || r.Training != p.Training || r.Results.Epochs != p.Training.Epochs {
			t.Errorf("%s: trained as %+v for %d epochs, the preset is %+v", s.preset, r.Training, r.Results.Epochs, p.Training)
		}
		if most := 2*s.weights + 4096; len(r.Weights) != s.weights || bytes > most {
			t.Errorf("%s: %d weights in %d bytes, want %d in at most %d", s.preset, len(r.Weights), bytes, s.weights, most)
		}
		if r.Results.Accuracy < s.accuracy {
			t.Errorf("%s: states an accuracy of %v, want at least %v", s.preset, r.Results.Accuracy, s.accuracy)
		}
	}
}

// Every fifth test image, 2,000 in all, is a fair sample (the first half of
// the test set is harder than the second). A network with accuracy p reads
// p ± 3·sqrt(p·(1-p)/2000) of it right.
func TestFilesReachTheirAccuracy(t *testing.T) {
	dir, err := original.Dir()
	if err != nil {
		t.Fatal(err)
	}
	test, err := original.LoadSet(dir, dataset.Test)
	if err != nil {
		t.Fatal(err)
	}
	sample := dataset.Subset{Take: 1, Stride: 5, Count: 2000}.Indices()
	for _, s := range shipped() {
		r, _ := load(t, s.preset)
		net, err := engine.New(r.Model, r.Training.Seed)
		if err != nil {
			t.Fatal(err)
		}
		copy(net.Weights(), r.Weights)
		e := engine.NewEvaluation(net, test, sample)
		e.Next(len(sample))
		p, got := r.Results.Accuracy, e.Results().Accuracy
		if spread := 3 * math.Sqrt(p*(1-p)/float64(len(sample))); math.Abs(got-p) > spread {
			t.Errorf("%s: %v of the sample, the file states %v: more than %.4f apart", s.preset, got, p, spread)
		}
	}
}

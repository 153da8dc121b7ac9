package engine_test

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"testing"

	"convlab/engine"
	"convlab/engine/optimizer"
	"convlab/engine/spec"
)

var writeCases = flag.Bool("write", false, "write testdata/keras-steps/cases.jsonl anew, for steps.py there")

const (
	kerasSteps = "testdata/keras-steps/"
	kerasRows  = 5 // images in the batch of each case
	steps      = 5 // of the optimiser, all on that batch
)

// kerasCase is a small network that Keras has trained for a few steps.
type kerasCase struct {
	Model    spec.Model    `json:"model"`
	Training spec.Training `json:"training"`
	Seed     uint32        `json:"seed"`
}

// kerasCases has every stride and padding with kernels up to 5, every window of
// both poolings, and every activation. Each window follows a convolution, so that
// its input gradient matters. The cases alternate between the optimisers and
// between both ways from maps to a vector.
func kerasCases() (list []kerasCase) {
	optimizers := []spec.Training{
		{Optimizer: spec.RMSprop, LearningRate: 0.01},
		{Optimizer: spec.SGD, LearningRate: 0.05},
		{Optimizer: spec.SGD, LearningRate: 0.05, Momentum: 0.9},
		{Optimizer: spec.SGD, LearningRate: 0.05, Momentum: 0.9, Nesterov: true},
		{Optimizer: spec.Adam, LearningRate: 0.01},
	}
	add := func(hidden ...spec.Layer) {
		i := len(list)
		t := optimizers[i%len(optimizers)]
		t.BatchSize, t.Epochs, t.Examples, t.Shards = kerasRows, 1, spec.MinExamples, 1
		list = append(list, kerasCase{
			Model: spec.Model{
				Input:  spec.Shape{H: 7, W: 6, C: 2},
				Layers: append(hidden, spec.Dense{Units: spec.Classes, Activation: spec.Softmax}),
			},
			Training: t, Seed: uint32(i + 1),
		})
	}
	window := func(l spec.Layer) {
		flat := spec.Layer(spec.Flatten{})
		if len(list)%2 == 1 {
			flat = spec.GlobalAveragePooling2D{}
		}
		add(spec.Conv2D{Filters: 2, KernelSize: 1, Activation: spec.Tanh}, l, flat)
	}
	for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
		for strides := 1; strides <= spec.MaxStrides; strides++ {
			for _, size := range []int{1, 2, 3, 5} {
				window(spec.Conv2D{Filters: 2, KernelSize: size, Strides: strides, Padding: padding, Activation: spec.ReLU})
			}
			for size := spec.MinPoolSize; size <= spec.MaxPoolSize; size++ {
				window(spec.MaxPooling2D{PoolSize: size, Strides: strides, Padding: padding})
				window(spec.AveragePooling2D{PoolSize: size, Strides: strides, Padding: padding})
			}
		}
	}
	for range optimizers {
		for _, a := range spec.Activations() {
			add(spec.Flatten{}, spec.Dense{Units: 4, Activation: a})
		}
	}
	return list
}

// numbers is the generator that steps.py has, too.
type numbers struct{ state uint32 }

func (n *numbers) fill(to []float32, scale float64) {
	for i := range to {
		n.state = 1664525*n.state + 1013904223
		to[i] = float32(scale * (float64(n.state>>8)/(1<<23) - 1))
	}
}

// Probabilities and the first gradient equal Keras's to 1e-5, the weights after
// five steps to 1e-4; testdata/keras-steps/steps.py made the vectors.
func TestStepsEqualThoseOfKeras(t *testing.T) {
	cases := kerasCases()
	checkCases(t, cases)
	vectors := kerasVectors(t)
	if len(vectors) != len(cases) {
		t.Fatalf("%d vectors for %d cases", len(vectors), len(cases))
	}
	var worst [3]float64
	for i, c := range cases {
		v := vectors[i]
		t.Run(fmt.Sprintf("%d %v %s", i, c.Model.Layers, c.Training.Optimizer), func(t *testing.T) {
			net, err := engine.New(c.Model, 1)
			if err != nil {
				t.Fatal(err)
			}
			opt, err := optimizer.New(c.Training, len(net.Weights()))
			if err != nil {
				t.Fatal(err)
			}
			size := c.Model.Input.Size()
			x := engine.Batch{Rows: kerasRows, Cols: size, Stride: size, Data: make([]float32, kerasRows*size)}
			labels := make([]uint8, kerasRows)
			for k := range labels {
				labels[k] = uint8(k * 3 % spec.Classes)
			}
			n := numbers{c.Seed}
			n.fill(x.Data, 1)
			n.fill(net.Weights(), 0.5)
			for step := range steps {
				p := net.Forward(x, engine.Pass{Training: true})
				clear(net.Gradient())
				net.Backward(labels, 1/float32(kerasRows))
				if step == 0 {
					worst[0] = max(worst[0], within(t, "probability", p.Data, v.Probabilities, 1e-5))
					worst[1] = max(worst[1], within(t, "gradient", net.Gradient(), v.Gradient, 1e-5))
				}
				opt.Update(net.Weights(), net.Gradient(), c.Training.LearningRate)
			}
			worst[2] = max(worst[2], within(t, "weight", net.Weights(), v.After, 1e-4))
		})
	}
	t.Logf("largest differences: probabilities %.1e, gradients %.1e, weights after five steps %.1e", worst[0], worst[1], worst[2])
}

// within fails where a difference exceeds tolerance, absolute plus relative, and
// returns the largest difference.
func within(t *testing.T, what string, got, want []float32, tolerance float64) (worst float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d numbers of %s, Keras has %d", len(got), what, len(want))
	}
	for i, w := range want {
		off := math.Abs(float64(got[i]) - float64(w))
		worst = max(worst, off)
		if !(off <= tolerance+tolerance*math.Abs(float64(w))) {
			t.Errorf("%s %d is %v, Keras's %v", what, i, got[i], w)
		}
	}
	return worst
}

// checkCases fails unless the cases are those that Keras was given.
func checkCases(t *testing.T, cases []kerasCase) {
	t.Helper()
	var text []byte
	for _, c := range cases { // one a line
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		text = append(append(text, line...), '\n')
	}
	if *writeCases {
		if err := os.WriteFile(kerasSteps+"cases.jsonl", text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if stored, err := os.ReadFile(kerasSteps + "cases.jsonl"); err != nil || string(stored) != string(text) {
		t.Fatalf("the cases are not those that Keras was given (error %v): see %ssteps.py", err, kerasSteps)
	}
}

// Dropout draws other masks in Keras: no step with it can be compared.
func TestKerasStepsHaveEveryKindOfLayer(t *testing.T) {
	seen := map[string]bool{spec.Dropout{}.Kind(): true}
	for _, c := range kerasCases() {
		for _, l := range c.Model.Layers {
			seen[l.Kind()] = true
		}
	}
	for _, l := range spec.Kinds() {
		if !seen[l.Kind()] {
			t.Errorf("Keras has made no step with %s: add a case to kerasCases, and see %ssteps.py", l.Kind(), kerasSteps)
		}
	}
}

type kerasVector struct {
	Probabilities, Gradient, After []float32
}

func kerasVectors(t *testing.T) (vectors []kerasVector) {
	t.Helper()
	f, err := os.Open(kerasSteps + "vectors.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(z).Decode(&vectors); err != nil {
		t.Fatal(err)
	}
	return vectors
}

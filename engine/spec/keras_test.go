package spec

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden texts")

// Every golden program was run once with Keras 3.15 on JAX, for one epoch of
// 2,000 images, and trained. TestKerasCounts has its model.count_params().
// testdata/keras-weights/judge.py in the engine's folder ran those that load and
// save weights; the tests of checkpoint hold its verdicts.
func TestKerasPrograms(t *testing.T) {
	programs := map[string]string{}
	for _, p := range Presets() {
		programs[p.Name] = Keras(p.Model, p.Training)
	}
	programs["everything"] = Keras(everything())
	programs["adam"] = Keras(NoteDense(), Training{
		Optimizer: Adam, LearningRate: 3e-4, BatchSize: 32, Epochs: 1, Examples: 2000, Shards: 4, Seed: 7,
	})
	programs["small"] = Keras(small())
	for _, p := range Presets()[:2] {
		programs["load_"+p.Name] = KerasLoad(p.Model, p.Name+".safetensors")
	}
	for name, network := range map[string]func() (Model, Training){"everything": everything, "small": small} {
		m, training := network()
		text, err := KerasSave(m, training, name+".safetensors")
		if err != nil {
			t.Fatal(err)
		}
		programs["save_"+name] = text
	}
	for name, got := range programs {
		path := filepath.Join("testdata", "keras_"+name+".py")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
		}
	}
}

// Keras's model.count_params() for each program.
func TestKerasCounts(t *testing.T) {
	count := func(name string, m Model, want int) {
		ledger, err := m.Ledger()
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := Total(ledger); got != want {
			t.Errorf("%s: got %d weights, want %d", name, got, want)
		}
	}
	presets := map[string]int{
		"dense": 407050, "convnet": 93322, "half": 33194, "strided": 121994,
		"average": 93322, "five": 355978, "flat": 2038922,
	}
	for _, p := range Presets() {
		count(p.Name, p.Model, presets[p.Name])
	}
	m, _ := everything()
	count("everything", m, 594)
}

// everything uses all kinds of layers and all settings that the presets leave
// at their defaults.
func everything() (Model, Training) {
	return Model{Input: MNIST(), Layers: []Layer{
		Conv2D{Filters: 8, KernelSize: 5, Strides: 2, Padding: Same, Activation: Tanh},
		AveragePooling2D{PoolSize: 2, Strides: 1, Padding: Same},
		Conv2D{Filters: 8, KernelSize: 1},
		Dropout{Rate: 0.25},
		MaxPooling2D{PoolSize: 3, Strides: 2},
		GlobalAveragePooling2D{},
		Dense{Units: 16, Activation: Sigmoid},
		Dense{Units: Classes, Activation: Softmax},
	}}, Training{
		Optimizer: SGD, LearningRate: 0.00005, Momentum: 0.9, Nesterov: true,
		BatchSize: 100, Epochs: 2, Examples: 2000, Shift: 2, Shards: 4, Seed: 1<<32 + 5,
	}
}

// small has few weights, and a Flatten that shows the order of the maps.
func small() (Model, Training) {
	return Model{Input: MNIST(), Layers: []Layer{
		Conv2D{Filters: 4, KernelSize: 3, Strides: 2, Activation: ReLU},
		MaxPooling2D{PoolSize: 3, Strides: 2, Padding: Same},
		Flatten{},
		Dense{Units: Classes, Activation: Softmax},
	}}, Training{Optimizer: Adam, LearningRate: 0.003, BatchSize: 50, Epochs: 2, Examples: 2000, Shards: 4, Seed: 1}
}

func TestKerasLeavesDefaultsOut(t *testing.T) {
	for _, c := range []struct {
		layer Layer
		want  string
	}{
		{Conv2D{Filters: 32, KernelSize: 3}, "Conv2D(32, 3)"},
		{Conv2D{Filters: 32, KernelSize: 3, Strides: 1, Padding: Valid, Activation: Linear}, "Conv2D(32, 3)"},
		{MaxPooling2D{PoolSize: 2, Strides: 2}, "MaxPooling2D(2)"}, // Keras: strides default to the pool size
		{MaxPooling2D{PoolSize: 3, Strides: 2, Padding: Same}, `MaxPooling2D(3, strides=2, padding="same")`},
		{GlobalAveragePooling2D{}, "GlobalAveragePooling2D()"},
		{Dropout{Rate: 0.3}, "Dropout(0.3)"}, // float32(0.3) is 0.30000001192…
	} {
		if got := kerasLayer(c.layer); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.layer, got, c.want)
		}
	}
}

func TestKerasWritesRatesAsPeopleDo(t *testing.T) {
	for _, c := range []struct {
		rate float32
		want string
	}{{0.001, "0.001"}, {0.00005, "0.00005"}, {1e-7, "1e-07"}, {10, "10"}, {0.1, "0.1"}} {
		text := Keras(NoteDense(), Training{Optimizer: RMSprop, LearningRate: c.rate})
		if want := "learning_rate=" + c.want + ","; !strings.Contains(text, want) {
			t.Errorf("rate %v: %q is not in\n%s", c.rate, want, text)
		}
	}
}

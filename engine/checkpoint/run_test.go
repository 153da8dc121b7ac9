package checkpoint

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// noteRun returns the note's convnet with invented weights that fit F16.
func noteRun() Run {
	r := rand.New(rand.NewPCG(1, 2))
	weights := make([]float32, 93322) // the note's count
	for i := range weights {
		weights[i] = safetensors.F16.Round(r.Float32() - 0.5)
	}
	return Run{
		Model: spec.NoteConvnet(), Training: spec.Note(64),
		Results: Results{Epochs: 5, Accuracy: 0.992, Loss: 0.03, Checksum: "0123456789abcdef"},
		Weights: weights,
	}
}

// Rounded weights, with which a network can be measured, are those that Load returns.
func TestRoundIsWhatComesBack(t *testing.T) {
	for _, dtype := range []safetensors.DType{safetensors.F32, safetensors.F16} {
		r := noteRun()
		r.Weights[0], r.Weights[1] = 1.0/3, -1e-9 // as halves: 0.33325195 and -0
		data, err := Save(r, dtype)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Load(data)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range r.Weights {
			if got.Weights[i] != dtype.Round(w) {
				t.Fatalf("%s: weight %d of %v came back as %v, Round says %v", dtype, i, w, got.Weights[i], dtype.Round(w))
			}
		}
	}
}

func TestRunSurvives(t *testing.T) {
	for dtype, size := range map[safetensors.DType]int{safetensors.F32: 4, safetensors.F16: 2} {
		data, err := Save(noteRun(), dtype)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Load(data)
		if err != nil || !reflect.DeepEqual(got, noteRun()) {
			t.Errorf("%s: the run came back changed (error %v)", dtype, err)
		}
		if bytes := 93322 * size; len(data) < bytes || len(data) > bytes+4096 {
			t.Errorf("%s: the file has %d bytes", dtype, len(data))
		}
	}
}

// Other programs find the tensors under Keras's names.
func TestRunNamesTensorsAsKeras(t *testing.T) {
	data, err := Save(noteRun(), safetensors.F16)
	if err != nil {
		t.Fatal(err)
	}
	f, err := safetensors.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, t := range f.Tensors {
		names = append(names, t.Name)
	}
	want := "conv2d/kernel conv2d/bias conv2d_1/kernel conv2d_1/bias conv2d_2/kernel conv2d_2/bias dense/kernel dense/bias dense_1/kernel dense_1/bias"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if want := []int{3, 3, 32, 64}; !reflect.DeepEqual(f.Tensors[2].Shape, want) { // [kh kw in out]
		t.Errorf("conv2d_1/kernel has shape %v, want %v", f.Tensors[2].Shape, want)
	}
}

// Other programs may store the tensors in another order.
func TestRunLoadsTensorsInAnyOrder(t *testing.T) {
	data, err := Save(noteRun(), safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	f, err := safetensors.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(f.Tensors), func(i, k int) { f.Tensors[i], f.Tensors[k] = f.Tensors[k], f.Tensors[i] })
	if data, err = safetensors.Encode(f); err != nil {
		t.Fatal(err)
	}
	if got, err := Load(data); err != nil || !reflect.DeepEqual(got, noteRun()) {
		t.Errorf("the run came back changed (error %v)", err)
	}
}

func TestLoadRefusals(t *testing.T) {
	other, err := json.Marshal(spec.NoteDense())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*safetensors.File)
		says   string
	}{
		{"no format", func(f *safetensors.File) { delete(f.Metadata, keyFormat) }, `(format "convlab 1"), received format ""`},
		{"later format", func(f *safetensors.File) { f.Metadata[keyFormat] = "convlab 2" }, `received format "convlab 2"`},
		{"no model", func(f *safetensors.File) { delete(f.Metadata, keyModel) }, "model: description"},
		{"another model", func(f *safetensors.File) { f.Metadata[keyModel] = string(other) }, "expected 4 tensors for this model, received 10"},
		{"a model that cannot work", func(f *safetensors.File) {
			f.Metadata[keyModel] = `{"input":[28,28,1],"layers":[{"kind":"Dense","units":10}]}`
		}, "layers[0].input (Dense)"},
		{"no training", func(f *safetensors.File) { delete(f.Metadata, keyTraining) }, "training: description"},
		{"a training that cannot run", func(f *safetensors.File) { f.Metadata[keyTraining] = "{}" }, "optimizer: got"},
		{"no results", func(f *safetensors.File) { delete(f.Metadata, keyResults) }, "results: expected epochs, accuracy and loss"},
		{"results of 101 epochs", func(f *safetensors.File) { f.Metadata[keyResults] = `{"epochs":101}` }, "expected results of 0 to 100 epochs, received 101"},
		{"results of 60,000 digits", func(f *safetensors.File) { f.Metadata[keyResults] = `{"epochs":` + strings.Repeat("9", 60_000) + "}" }, "results: expected epochs, accuracy and loss"},
		{"results of a megabyte", func(f *safetensors.File) { f.Metadata[keyResults] = strings.Repeat("9", 1_000_000) }, "results: expected at most 65536 bytes"},
		{"a checksum of 65 letters", func(f *safetensors.File) { f.Metadata[keyResults] = `{"checksum":"` + strings.Repeat("x", 65) + `"}` }, "a checksum of at most 64 bytes"},
		{"impossible results", func(f *safetensors.File) { f.Metadata[keyResults] = `{"accuracy":99.2}` }, "an accuracy of 0 to 1"},
		{"a tensor missing", func(f *safetensors.File) { f.Tensors = f.Tensors[1:] }, "expected 10 tensors for this model, received 9"},
		{"a tensor renamed", func(f *safetensors.File) { f.Tensors[3].Name = "conv2d_1/gamma" }, `expected a tensor "conv2d_1/bias" for this model, received none`},
		{"a tensor transposed", func(f *safetensors.File) { f.Tensors[2].Shape = []int{3, 3, 64, 32} }, `"conv2d_1/kernel": expected shape [3 3 32 64] for this model, received [3 3 64 32]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := Save(noteRun(), safetensors.F16)
			if err != nil {
				t.Fatal(err)
			}
			f, err := safetensors.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			c.change(&f)
			if data, err = safetensors.Encode(f); err != nil {
				t.Fatal(err)
			}
			r, err := Load(data)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, which does not say %q", err, c.says)
			}
			if err != nil && len(err.Error()) > 300 {
				t.Errorf("the message has %d bytes", len(err.Error()))
			}
			if !reflect.DeepEqual(r, Run{}) {
				t.Error("a refused file returned a run")
			}
		})
	}
}

func TestSaveRefusals(t *testing.T) {
	few := noteRun()
	few.Weights = few.Weights[1:]
	percent := noteRun()
	percent.Results.Accuracy = 99.2
	for _, c := range []struct {
		run  Run
		says string
	}{
		{few, "expected 93322 weights, received 93321"},
		{percent, "an accuracy of 0 to 1"},
		{Run{}, "0 layers"},
	} {
		if _, err := Save(c.run, safetensors.F32); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("got %v, which does not say %q", err, c.says)
		}
	}
}

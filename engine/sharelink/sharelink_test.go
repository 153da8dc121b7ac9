package sharelink

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// equal reports whether two contents are the same.
func equal(a, b Content) bool {
	return a.Model.Same(b.Model) && a.Training == b.Training && a.Digit == b.Digit && a.Steps == b.Steps && a.Language == b.Language &&
		a.Number == b.Number && a.Scale == b.Scale && a.Magma == b.Magma && a.Tab == b.Tab && reflect.DeepEqual(a.Drawing, b.Drawing)
}

// changed returns a training with long values that are not the defaults.
func changed(t spec.Training) spec.Training {
	t.Optimizer, t.Momentum, t.Nesterov = spec.SGD, 0.9123456, true
	t.LearningRate = 0.00123456
	t.Epochs, t.Examples, t.Shift = 100, 59999, 4
	t.Seed = math.MaxUint64
	return t
}

// everything has all kinds of layers, all activations and all options that the presets
// leave at their defaults.
func everything() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 8, KernelSize: 5, Strides: 2, Padding: spec.Same, Activation: spec.Tanh},
		spec.AveragePooling2D{PoolSize: 2, Strides: 1, Padding: spec.Same},
		spec.Conv2D{Filters: 8, KernelSize: 1},
		spec.Dropout{Rate: 0.25},
		spec.MaxPooling2D{PoolSize: 3, Strides: 2},
		spec.GlobalAveragePooling2D{},
		spec.Dropout{Rate: 1e-7},
		spec.Dense{Units: 16, Activation: spec.Sigmoid},
		spec.Dense{Units: 16, Activation: spec.ReLU},
		spec.Dense{Units: 16},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

func TestFormat(t *testing.T) {
	convnet, _ := spec.FindPreset("convnet")
	long := spec.Training{
		Optimizer: spec.SGD, LearningRate: 0.00005, Momentum: 0.9, Nesterov: true,
		BatchSize: 100, Epochs: 2, Examples: 2000, Shift: 2, Shards: 4, Seed: 1<<32 + 5,
	}
	line := drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.0625, Points: []drawing.Point{{X: 0.25, Y: 0.5}, {X: 0.25, Y: 0.75, Pressure: 1}}}}}
	for text, s := range map[string]Content{
		"2&net=C32.3r-M2-C64.3r-M2-C64.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=64&epochs=5&examples=60000&shards=4&seed=1": {
			Model: convnet.Model, Training: convnet.Training, Steps: drawing.AllSteps()},
		"2&net=C8.5.2st-A2.1s-C8.1-O0.25-M3.2-G-O0.0000001-D16g-D16r-D16-D10x&opt=sgd&lr=5e-05&momentum=0.9&nesterov=1" +
			"&batch=100&epochs=2&examples=2000&shift=2&shards=4&seed=4294967301&digit=41&steps=cwm&lang=ko": {
			Model: everything(), Training: long, Digit: Digit{On: true, Index: 41}, Steps: drawing.Steps{Crop: true, Width: true, Centre: true}, Language: "ko"},
		// 2 points with pressure: 10; width 256; +1024 +2048 unknown, 0 +1024 maximum
		"2&net=F-D10x&opt=adam&lr=1&batch=1&epochs=1&examples=100&shards=1&seed=0&steps=0&ink=CoACgBCAIAAAgBD_": {
			Model:    spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{spec.Flatten{}, spec.Dense{Units: 10, Activation: spec.Softmax}}},
			Training: spec.Training{Optimizer: spec.Adam, LearningRate: 1, BatchSize: 1, Epochs: 1, Examples: 100, Shards: 1}, Drawing: line,
		},
	} {
		text += "&crc=" + checksum(text)
		if got, err := Encode(s); err != nil || got != text {
			t.Errorf("wrote\n%s, want\n%s (error %v)", got, text, err)
		}
		if got, err := Decode(text); err != nil || !equal(got.Content, s) {
			t.Errorf("%s: read %+v (error %v)", text, got, err)
		}
	}
}

// The check value of CRC-32/ISO-HDLC. Source: https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-32-iso-hdlc.
func TestTheChecksumIsTheCRCOfEthernet(t *testing.T) {
	if got := checksum("123456789"); got != "cbf43926" {
		t.Errorf("it is %s, want cbf43926", got)
	}
}

// A preset with every setting changed takes fewer than 300 characters, all of them
// allowed in a fragment.
func TestLinksAreShort(t *testing.T) {
	for _, p := range spec.Presets() {
		for _, training := range []spec.Training{p.Training, changed(p.Training)} {
			s := Content{Model: p.Model, Training: training, Digit: Digit{On: true, Index: 9999}, Language: "ko"}
			s.Number, s.Scale, s.Magma, s.Tab = Number{true, 4, spec.Cell{Row: 11, Column: 11, Channel: 63}}, "shared", true, "results"
			text, err := Encode(s)
			if err != nil {
				t.Fatal(err)
			}
			if len(text) >= 300 {
				t.Errorf("%s: %d characters: %s", p.Name, len(text), text)
			}
			if i := strings.IndexFunc(text, func(r rune) bool {
				return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~&=", r)
			}); i >= 0 {
				t.Errorf("%s: %q is not allowed in a fragment", p.Name, text[i])
			}
			if got, err := Decode(text); err != nil || !equal(got.Content, s) {
				t.Errorf("%s: read %+v (error %v)", p.Name, got, err)
			}
		}
	}
}

func TestEncodeRefusals(t *testing.T) {
	good := Content{Model: spec.NoteDense(), Training: spec.Note(64)}
	for says, change := range map[string]func(*Content){
		"0 layers":             func(s *Content) { s.Model.Layers = nil },
		"input: got 8×8×1":     func(s *Content) { s.Model.Input = spec.Shape{H: 8, W: 8, C: 1} },
		"batch_size":           func(s *Content) { s.Training.BatchSize = 0 },
		"at most 200 strokes":  func(s *Content) { s.Drawing.Strokes = make([]drawing.Stroke, 201) },
		"digit: got 10000":     func(s *Content) { s.Digit = Digit{On: true, Index: 10000} },
		"digit: got -1":        func(s *Content) { s.Digit = Digit{On: true, Index: -1} },
		`lang: got "EN"`:       func(s *Content) { s.Language = "EN" },
		"number: got":          func(s *Content) { s.Number = Number{On: true, Cell: spec.Cell{Row: -1}} },
		`scale: got "per map"`: func(s *Content) { s.Scale = "per map" },
		`tab: got "curves&a"`:  func(s *Content) { s.Tab = "curves&a" },
		"expected a width abo": func(s *Content) { s.Drawing.Strokes = make([]drawing.Stroke, 1) },
	} {
		s := good
		change(&s)
		var refusal *spec.Error
		if text, err := Encode(s); !errors.As(err, &refusal) || !strings.Contains(err.Error(), says) || text != "" {
			t.Errorf("got %q, %v, which does not say %q", text, err, says)
		}
	}
}

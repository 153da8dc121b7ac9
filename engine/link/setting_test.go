package link

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// equal says whether two settings train the same network and show the same pad.
func equal(a, b Setting) bool {
	return a.Model.Same(b.Model) && a.Training == b.Training && reflect.DeepEqual(a.Drawing, b.Drawing)
}

// changed is a training with every field far from its default, and as long as
// it gets.
func changed(t spec.Training) spec.Training {
	t.Optimizer, t.Momentum, t.Nesterov = spec.SGD, 0.9123456, true
	t.LearningRate = 0.00123456
	t.Epochs, t.Examples, t.Shift = 100, 59999, 4
	t.Seed = math.MaxUint64
	return t
}

// everything uses all kinds of layers, all activations and all settings that
// the presets leave at their defaults.
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

// The format is a promise: a link that was sent must open for ever.
func TestLinksOfVersionOne(t *testing.T) {
	convnet, _ := spec.FindPreset("convnet")
	long := spec.Training{
		Optimizer: spec.SGD, LearningRate: 0.00005, Momentum: 0.9, Nesterov: true,
		BatchSize: 100, Epochs: 2, Examples: 2000, Shift: 2, Shards: 4, Seed: 1<<32 + 5,
	}
	line := drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.0625, Points: []drawing.Point{{X: 0.25, Y: 0.5}, {X: 0.25, Y: 0.75, Pressure: 1}}}}}
	for text, s := range map[string]Setting{
		"1&net=C32.3r-M2-C64.3r-M2-C64.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=64&epochs=5&examples=60000&shards=4&seed=1": {Model: convnet.Model, Training: convnet.Training},
		"1&net=C8.5.2st-A2.1s-C8.1-O0.25-M3.2-G-O0.0000001-D16g-D16r-D16-D10x&opt=sgd&lr=5e-05&momentum=0.9&nesterov=1" +
			"&batch=100&epochs=2&examples=2000&shift=2&shards=4&seed=4294967301": {Model: everything(), Training: long},
		// 2 points, pressed: 10; width 256; +1024 +2048 unknown, 0 +1024 full
		"1&net=F-D10x&opt=adam&lr=1&batch=1&epochs=1&examples=100&shards=1&seed=0&ink=CoACgBCAIAAAgBD_": {
			Model:    spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{spec.Flatten{}, spec.Dense{Units: 10, Activation: spec.Softmax}}},
			Training: spec.Training{Optimizer: spec.Adam, LearningRate: 1, BatchSize: 1, Epochs: 1, Examples: 100, Shards: 1}, Drawing: line,
		},
	} {
		if got, err := Encode(s); err != nil || got != text {
			t.Errorf("wrote\n%s, want\n%s (error %v)", got, text, err)
		}
		for _, hash := range []string{"", "#"} {
			if got, err := Decode(hash + text); err != nil || !equal(got, s) {
				t.Errorf("%s%s: read %+v (error %v)", hash, text, got, err)
			}
		}
	}
}

// A preset with every setting of its training changed stays below 300
// characters, and all of them are at home behind a #.
func TestLinksAreShort(t *testing.T) {
	for _, p := range spec.Presets() {
		for _, training := range []spec.Training{p.Training, changed(p.Training)} {
			s := Setting{Model: p.Model, Training: training}
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
				t.Errorf("%s: %q does not belong into a URL", p.Name, text[i])
			}
			if got, err := Decode(text); err != nil || !equal(got, s) {
				t.Errorf("%s: read %+v (error %v)", p.Name, got, err)
			}
		}
	}
}

// digits are the ten drawings that package drawing is tested with.
func digits(t testing.TB) (all []drawing.Drawing) {
	t.Helper()
	text, err := os.ReadFile("../drawing/testdata/digits.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil || len(all) != 10 {
		t.Fatalf("%d drawings, error %v", len(all), err)
	}
	return all
}

// The drawing that arrives makes the same picture, but for what moving points
// by a sixteenth of one of the pad's 504 pixels does: 1/4096 is an eighth of one,
// and rounding half of that. Centre is left out: it moves by whole pixels, and where
// the middle lies between two, next to nothing tips it.
func TestDrawingsArrive(t *testing.T) {
	for label, d := range digits(t) {
		s := Setting{Model: spec.NoteConvnet(), Training: spec.Note(64), Drawing: d}
		text, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		before, after := prepare(d), prepare(got.Drawing)
		worst := 0.0
		for i := range before {
			worst = max(worst, math.Abs(float64(before[i]-after[i])))
		}
		if worst > 0.05 {
			t.Errorf("digit %d: a pixel differs by %.3f", label, worst)
		}
		points := 0
		for _, s := range d.Strokes {
			points += len(s.Points)
		}
		t.Logf("digit %d: %d points, %d characters, largest difference of a pixel %.4f", label, points, len(text), worst)
		if again, err := Encode(got); err != nil || again != text {
			t.Errorf("digit %d: what arrived is written otherwise (error %v)", label, err)
		}
	}
}

func prepare(d drawing.Drawing) [drawing.Pixels]float32 {
	var r drawing.Raster
	r.Redraw(d)
	return new(drawing.Preparer).Prepare(&r, drawing.Steps{Crop: true, Width: true, Scale: true}).Pixels
}

func TestLargestDrawingFits(t *testing.T) {
	d := drawing.Drawing{Strokes: make([]drawing.Stroke, drawing.MaxStrokes)}
	for i := range d.Strokes {
		d.Strokes[i].Width = 1 // as the pad, taken as the widest
		for k := range drawing.MaxPoints / drawing.MaxStrokes {
			d.Strokes[i].Points = append(d.Strokes[i].Points, drawing.Point{X: float32(k % 2), Y: float32(-k), Pressure: 2})
		}
	}
	text, err := Encode(Setting{Model: everything(), Training: spec.Note(64), Drawing: d})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(text)
	if err != nil {
		t.Fatalf("%d characters: %v", len(text), err)
	}
	first := got.Drawing.Strokes[0]
	if len(got.Drawing.Strokes) != 200 || first.Width != drawing.MaxWidth || first.Points[1] != (drawing.Point{X: 1, Y: 0, Pressure: 1}) {
		t.Errorf("%d strokes, the first %v wide with %v", len(got.Drawing.Strokes), first.Width, first.Points[:2])
	}
}

// hostile links, each with a part of what the error must say.
func hostile() map[string]string {
	const good = "1&net=F-D10x&opt=adam&lr=1&batch=1&epochs=1&examples=100&shards=1&seed=0"
	with := func(old, now string) string { return strings.Replace(good, old, now, 1) }
	return map[string]string{
		"":                               "begins with 1&",
		"#":                              "begins with 1&",
		"2" + good[1:]:                   "of a newer version",
		"<img src=x onerror=alert(1)>":   "begins with 1&",
		"1":                              "net: got nothing",
		good + "&":                       `got "", want only fields`,
		good + "&x=1":                    `got "x", want only fields`,
		good + "&__proto__=1":            "want only fields",
		good + "&seed=1":                 "seed: got the field twice",
		with("&seed=0", ""):              "seed: got nothing",
		with("lr=1", "lr=NaN"):           "learning_rate: got NaN",
		with("lr=1", "lr=1e999"):         `lr: got "1e999"`,
		with("lr=1", "lr=-1"):            "learning_rate: got -1",
		with("lr=1", "lr=Inf"):           "learning_rate: got +Inf",
		with("lr=1", "lr="):              `lr: got ""`,
		with("opt=adam", "opt=<b>x</b>"): "optimizer: got",
		with("batch=1", "batch=99999999999999999999"):  "batch: got",
		with("batch=1", "batch=4096"):                  "batch_size: got 4096, want 1 to 1024",
		with("epochs=1", "epochs=1e9"):                 "epochs: got",
		with("epochs=1", "epochs=0"):                   "epochs: got 0, want 1 to 100",
		with("examples=100", "examples=-5"):            "examples: got -5",
		with("shards=1", "shards=1000000"):             "shards: got 1000000",
		with("seed=0", "seed=-1"):                      "seed: got",
		with("seed=0", "seed=18446744073709551616"):    "seed: got",
		good + "&momentum=NaN":                         "momentum: got NaN",
		good + "&nesterov=true":                        "nesterov: got",
		good + "&shift=99":                             "shift: got 99",
		with("F-D10x", ""):                             `layers[0]: got ""`,
		with("F-D10x", "F-"):                           `layers[1]: got ""`,
		with("F-D10x", "F-D9x"):                        "got Dense(9",
		with("F-D10x", "F-D99999-D10x"):                "got 99999, want 1 to 4096",
		with("F-D10x", "F-D999999-D10x"):               `layers[1]: got "D999999"`,
		with("F-D10x", "F-D10z"):                       `got "D10z"`,
		with("F-D10x", "X-D10x"):                       `got "X"`,
		with("F-D10x", "C3-F-D10x"):                    `got "C3"`,
		with("F-D10x", "C3.3.0-F-D10x"):                `got "C3.3.0"`,
		with("F-D10x", "M2.1.1-F-D10x"):                `got "M2.1.1"`,
		with("F-D10x", "F2-D10x"):                      `got "F2"`,
		with("F-D10x", "F-O2-D10x"):                    "got 2, want 0 to 0.9",
		with("F-D10x", "F-ONaN-D10x"):                  "got NaN, want 0 to 0.9",
		with("F-D10x", strings.Repeat("F-", 1000)):     "layers: got more layers, want 1 to 24",
		with("F-D10x", "C<script>"):                    `got "C<script>"`,
		with("F-D10x", "F-D4096r-D4096r-D10x"):         "weights",
		good + "&ink=":                                 `ink: got ""`,
		good + "&ink=!":                                `ink: got "!"`,
		good + "&ink=CoACgBCAIAAAgBD":                  "ink: got", // cut
		good + "&ink=CoACgBCAIAAAgBD_AA":               "ink: got", // a width missing behind it
		good + "&ink=_____________w8":                  "ink: got", // 2^64 - 1 points
		good + "&ink=____________-w":                   "ink: got", // a varint without end
		good + "&ink=" + strings.Repeat("AQEA", 5000):  "at most 200 strokes",
		good + "&ink=BIAC_z8A":                         "ink: got", // 1 point at -4096, left of the pad
		good + "&net=" + strings.Repeat("x", 10<<20):   "at most 131072 bytes",
		strings.Repeat("1&", MaxText/2):                "want only fields",
		"1&net=" + strings.Repeat("C1.1-", MaxText/10): "want 1 to 24",
	}
}

func TestHostileLinksAreRefused(t *testing.T) {
	for text, says := range hostile() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s, err := Decode(text)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
			t.Errorf("%.60s: allocates %d bytes", text, n)
		}
		var refusal *spec.Error
		if !errors.As(err, &refusal) || !reflect.DeepEqual(s, Setting{}) {
			t.Errorf("%.120s: got %+v, %v, want nothing and a *spec.Error", text, s, err)
			continue
		}
		if !strings.Contains(err.Error(), says) || len(err.Error()) > 300 {
			t.Errorf("%.120s: got %q, which does not say %q in brief", text, err, says)
		}
	}
}

func TestWhatCannotTravelIsRefused(t *testing.T) {
	good := Setting{Model: spec.NoteDense(), Training: spec.Note(64)}
	for says, change := range map[string]func(*Setting){
		"0 layers":             func(s *Setting) { s.Model.Layers = nil },
		"input: got 8×8×1":     func(s *Setting) { s.Model.Input = spec.Shape{H: 8, W: 8, C: 1} },
		"batch_size":           func(s *Setting) { s.Training.BatchSize = 0 },
		"at most 200 strokes":  func(s *Setting) { s.Drawing.Strokes = make([]drawing.Stroke, 201) },
		"expected a width abo": func(s *Setting) { s.Drawing.Strokes = make([]drawing.Stroke, 1) },
	} {
		s := good
		change(&s)
		var refusal *spec.Error
		if text, err := Encode(s); !errors.As(err, &refusal) || !strings.Contains(err.Error(), says) || text != "" {
			t.Errorf("got %q, %v, which does not say %q", text, err, says)
		}
	}
}

// Whatever stands behind the #: no panic, no setting that cannot run, and what
// is accepted arrives the same when it is sent on.
func FuzzDecode(f *testing.F) {
	for text := range hostile() {
		if len(text) < 1<<10 {
			f.Add(text)
		}
	}
	for _, s := range []Setting{
		{Model: everything(), Training: changed(spec.Note(64)), Drawing: digits(f)[4]},
		{Model: spec.NoteConvnet(), Training: spec.Note(64)},
	} {
		text, err := Encode(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Decode(text)
		if err != nil {
			return
		}
		if err := spec.CheckRun(s.Model, s.Training); err != nil {
			t.Fatal(err)
		}
		again, err := Encode(s)
		if err != nil {
			t.Fatalf("%+v cannot be sent on: %v", s, err)
		}
		if back, err := Decode(again); err != nil || !equal(s, back) {
			t.Fatalf("%+v came back as %+v, %v", s, back, err)
		}
	})
}

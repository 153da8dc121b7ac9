package wording

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// explained is a page with a stroke on the pad and an explanation of a number of a layer of m; every array is as long as the model
// has it, and fill sets numbers.
func explained(t *testing.T, m spec.Model, layer int, fill func(e *wire.Explanation)) *state.State {
	t.Helper()
	s := state.New()
	for _, e := range []state.Event{
		state.Found{}, state.Claimed{Mine: true}, state.WorkerStarted{}, wire.Hello{Build: "test"},
		wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Pretrained},
	} {
		s.Update(e)
	}
	shapes, err := m.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	in := append([]spec.Shape{m.Input}, shapes...)
	n := func(size int) []float32 { return make([]float32, size) }
	size := 0
	for _, shape := range in {
		size += shape.Size()
	}
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.4, Y: 0.4}}})
	s.Update(state.PenUp{})
	s.Update(wire.Activations{Shapes: in, Numbers: n(size), Ink: true})
	e := wire.Explanation{ID: 1 << 20, Layer: layer, Route: make([]spec.Cell, len(in)), Logits: n(10), UnitScores: n(10), Contributions: n(in[len(in)-2].Size())}
	for i, l := range m.Layers {
		if c, ok := l.(spec.Conv2D); ok {
			e.Kernels = append(e.Kernels, wire.Kernel{Layer: i, Weights: n(c.KernelSize * c.KernelSize), Shares: n(in[i].C)})
		}
	}
	switch l := m.Layers[layer].(type) {
	case spec.Conv2D:
		k := l.KernelSize * l.KernelSize
		e.Window = &wire.Window{Padded: make([]bool, k), Patch: n(k * in[layer].C), Weights: n(k * in[layer].C), Products: n(k * in[layer].C), Sums: n(in[layer].C)}
	case spec.Windowed:
		rows, _, _ := l.Window(in[layer])
		k, out := rows.Size*rows.Size, in[layer+1]
		e.Pool = &wire.Pool{Padded: make([]bool, k), Patch: n(k), Windows: n(in[layer].H * in[layer].W)}
		for _, by := range []wire.ReduceBy{wire.ReduceMax, wire.ReduceAverage, wire.ReduceStride} {
			e.Pool.Ways = append(e.Pool.Ways, wire.Reduction{By: by, Gradient: n(k), Map: n(out.H * out.W), MapGradient: n(in[layer].H * in[layer].W)})
		}
	case spec.Dense:
		e.Unit = &wire.Unit{Weights: n(in[layer].Size()), Products: n(in[layer].Size())}
	}
	if fill != nil {
		fill(&e)
	}
	s.Update(e)
	if !s.Route.Chosen().On {
		t.Fatal("the explanation does not fit its model")
	}
	return s
}

func TestTheWindowSaysWhatHappensInASentence(t *testing.T) {
	convnet, dense := spec.NoteConvnet(), spec.NoteDense()
	tanh := spec.NoteConvnet()
	tanh.Layers = slices.Clone(tanh.Layers)
	tanh.Layers[0] = spec.Conv2D{Filters: 1, KernelSize: 5, Padding: spec.Same, Activation: spec.Tanh}
	out := spec.Dense{Units: spec.Classes, Activation: spec.Softmax}
	global := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{spec.Conv2D{Filters: 4, KernelSize: 3, Activation: spec.ReLU}, spec.GlobalAveragePooling2D{}, out}}
	direct := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{spec.Flatten{}, out}}
	for _, c := range []struct {
		m     spec.Model
		layer int
		title string
		says  []string
	}{
		{convnet, 0, "One number of conv 1", []string{"3×3", "on the picture", "learned weight", "9 products", "Below 0 becomes 0"}},
		{convnet, 4, "One number of conv 3", []string{"3×3", "all 64 maps", "576 products"}},
		{tanh, 0, "One number of conv 1", []string{"5×5", "25 products", "tanh"}},
		{tanh, 2, "One number of conv 2", []string{"only map of pool 1"}},
		{convnet, 1, "One number of pool 1", []string{"4 numbers become one", "Nothing is learned", "Of the 676 numbers"}},
		{convnet, 6, "One unit of dense", []string{"all 576 numbers of conv 3", "576 learned weights"}},
		{global, 1, "One number of global average", []string{"mean of all 26×26 numbers", "conv 1"}},
		{direct, 1, "The score of 0", []string{"784 learned weights"}},
		{dense, 1, "One unit of dense", []string{"784 learned weights", "pixel by pixel"}},
	} {
		s := explained(t, c.m, c.layer, nil)
		for _, language := range []string{"en", "ko"} {
			w := words(t, language)
			title, place := WindowTitle(w, s)
			text := WindowSentence(w, s)
			whole := text.Before + text.Learned + text.After
			complete(t, "the title", title)
			complete(t, "the place", place)
			complete(t, "the sentence", whole)
			if text.Learned != "" && text.After == "" {
				t.Errorf("%s: %q does not stand out in %q", language, text.Learned, whole)
			}
			if language != "en" {
				continue
			}
			if title != c.title {
				t.Errorf("the title is %q, want %q", title, c.title)
			}
			for _, part := range c.says {
				if !strings.Contains(whole, part) {
					t.Errorf("%s: %q does not say %q", title, whole, part)
				}
			}
		}
	}
}

func TestAWindowWithoutANumberSaysWhy(t *testing.T) {
	empty := explained(t, spec.NoteConvnet(), 4, nil)
	empty.Update(state.Clear{})
	learn := explained(t, spec.NoteConvnet(), 4, nil)
	learn.Network.Learn = []int{2}
	fits := explained(t, spec.NoteConvnet(), 0, nil)
	fits.Network.Learn = []int{2}
	other := explained(t, spec.NoteConvnet(), 4, nil)
	other.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Untrained})
	for _, c := range []struct {
		s           *state.State
		title, text string
	}{
		{other, "No number yet", "next answer"}, // of these weights
		{empty, "The pad is empty", "Draw a digit"},
		{learn, "conv 2 must be learned first", "18,432 weights and 64 biases"}, // 3×3×32×64
		{fits, "", ""}, // a layer before it has its numbers
	} {
		title, text := WindowMissing(words(t, "en"), c.s)
		if title != c.title || !strings.Contains(text, c.text) {
			t.Errorf("it says %q, %q, want %q, %q", title, text, c.title, c.text)
		}
		if c.title != "" {
			title, text = WindowMissing(words(t, "ko"), c.s)
			complete(t, "the title", title)
			complete(t, "the text", text)
		}
	}
}

// thousand reads a printed number in thousandths.
func thousand(t *testing.T, text string) int {
	t.Helper()
	v, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "+", "").Replace(text), 64)
	if err != nil {
		t.Fatal(err)
	}
	return int(math.Round(1000 * v))
}

func TestPrintedRowsAddUpToThePrintedTotal(t *testing.T) {
	// Rounded by themselves, 0.0238 and −0.0464 are 0.024 and −0.046, which add up to −0.022; the total of −0.0226 is −0.023.
	conv := explained(t, spec.NoteConvnet(), 0, func(e *wire.Explanation) {
		e.Window.Sums[0], e.Window.Bias, e.Window.Sum, e.Window.Output = 0.0238, -0.0464, -0.0226, 0
	})
	unit := explained(t, spec.NoteDense(), 1, func(e *wire.Explanation) {
		u := e.Unit
		u.Positive, u.Negative, u.Bias, u.Sum, u.Output = 3.6184, -1.0492, 0.0194, 2.5886, 2.5886
	})
	for name, s := range map[string]*state.State{"a convolution": conv, "a unit": unit} {
		rows := SumRows(words(t, "en"), s)
		sum := 0
		for _, row := range rows[:len(rows)-2] {
			sum += thousand(t, row.Value)
		}
		total, result := rows[len(rows)-2], rows[len(rows)-1]
		if total.Mark != TotalRow || result.Mark != ResultRow || sum != thousand(t, total.Value) {
			t.Errorf("%s: the rows add up to %d, printed is %+v", name, sum, rows)
		}
		for _, row := range SumRows(words(t, "ko"), s) {
			complete(t, name, row.Name)
		}
	}
	if rows := SumRows(words(t, "en"), conv); rows[2].Value != "−0.023" || rows[3].Value != "0.000" || rows[3].Name != "below 0 → 0" {
		t.Errorf("the ledger ends with %+v", rows[2:])
	}
}

func TestTheTenLargestProductsAndTheRestAddUpToTheTotal(t *testing.T) {
	s := explained(t, spec.NoteConvnet(), 6, func(e *wire.Explanation) {
		sum := float32(0)
		for i := range e.Unit.Products {
			e.Unit.Products[i] = float32(i%7-3) / 1000 / 3
			sum += e.Unit.Products[i]
		}
		e.Unit.Products[200], e.Unit.Products[65] = -2, 1 // row 2, column 1 of map 9; row 1, column 2 of map 2
		sum += -2 - float32(200%7-3)/3000 + 1 - float32(65%7-3)/3000
		e.Unit.Bias, e.Unit.Sum = 0.0006, sum+0.0006
	})
	terms := UnitTerms(words(t, "en"), s)
	if len(terms) != mostTerms+1 || terms[0].From != "map 9 · row 2, column 1" || terms[1].From != "map 2 · row 1, column 2" || terms[mostTerms].From != "566 others" {
		t.Errorf("the terms are %+v", terms)
	}
	sum := thousand(t, SumRows(words(t, "en"), s)[2].Value)
	for _, term := range terms {
		sum += thousand(t, term.Product)
	}
	if total := thousand(t, Exact(s.Route.Explanation.Unit.Sum)); sum != total {
		t.Errorf("products and bias add up to %d thousandths, want %d", sum, total)
	}
}

func TestNumbersOfCellsStayShort(t *testing.T) {
	for v, want := range map[float32]string{0: "0.00", -0.001: "0.00", -0.114: "−0.11", 9.994: "9.99", 9.996: "10.0", -99.96: "−100", 12345: "1e+04"} {
		if got := Cell(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
	if got := Cell(float32(math.NaN())); got != "–" {
		t.Errorf("what is not a number is %q", got)
	}
	if got := Exact(float32(math.Inf(-1))); got != "–" {
		t.Errorf("−∞ is %q", got)
	}
}

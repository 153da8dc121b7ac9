package session_test

import (
	"reflect"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/explain"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// strokes is a picture with ink in some rows.
func strokes() []float32 {
	p := make([]float32, 784)
	for i := range p {
		if row, column := i/28, i%28; row%6 == 3 && column > 5 && column < 22 {
			p[i] = float32(column) / 28
		}
	}
	return p
}

// ask hands in a question about the picture strokes and returns the answer.
func (h *harness) ask(q wire.Question) wire.Explanation {
	h.t.Helper()
	before := len(every[wire.Explanation](h))
	h.Handle(wire.Predict{ID: 40, Question: &q, Pixels: strokes()})
	h.Work()
	all := every[wire.Explanation](h)
	if len(all) != before+1 {
		h.t.Fatalf("%d explanations came, want one", len(all)-before)
	}
	e := all[before]
	if m := last[wire.Network](h).Model; !e.Fits(m) {
		h.t.Fatalf("the explanation does not fit %+v: %+v", m, e)
	}
	return e
}

func route(digit int) wire.Question {
	return wire.Question{Choose: wire.ChooseRoute, Digit: digit, Layer: -1}
}

// observed is what the current weights make of the picture strokes.
func (h *harness) observed() *explain.Observation {
	view := h.View()
	n := explain.New(view)
	view.Forward(engine.Batch{Rows: 1, Cols: 784, Stride: 784, Data: strokes()}, engine.Pass{Observe: true})
	return n.Observe(strokes())
}

func TestAnExplanationFollowsTheActivations(t *testing.T) {
	h := openedConvnet(t)
	h.events = nil
	h.Handle(wire.Predict{ID: 7, Question: &wire.Question{Choose: wire.ChooseRoute, Digit: 5, Layer: -1}, Pixels: strokes()})
	h.Work()
	var kinds []string
	for _, e := range h.events {
		switch e.(type) {
		case wire.Activations, wire.Explanation, wire.UnitPictures:
			kinds = append(kinds, reflect.TypeOf(e).Name())
		}
	}
	if !slices.Equal(kinds, []string{"Activations", "Explanation"}) {
		t.Fatalf("the answers are %v", kinds)
	}
	e, o := last[wire.Explanation](h), h.observed()
	r := o.Route(5)
	const conv3 = 4
	if e.ID != 7 || e.Digit != 5 || e.Layer != conv3 || !slices.Equal(e.Route, r.Cells) || e.From != r.From || !e.Fits(spec.NoteConvnet()) {
		t.Errorf("the answer is %+v, want the route to 5 %+v with a number of conv 3", e, r)
	}
	for what, pair := range map[string][2][]float32{
		"scores":        {e.Logits, o.Logits()},
		"contributions": {e.Contributions, o.Contributions(7, 5)},
		"unit":          {e.UnitScores, o.UnitScores(r.Cells[7].Channel)},
		"patch":         {e.Window.Patch, o.Window(conv3, r.Cells[conv3+1]).Patch},
		"kernel":        {e.Kernels[1].Weights, o.KernelSlice(2, r.Cells[2].Channel, r.Cells[3].Channel)},
		"shares":        {e.Kernels[1].Shares, o.Shares(2, r.Cells[3])},
	} {
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("%s: %v, want %v", what, pair[0], pair[1])
		}
	}
	if e.Kernels[0].Layer != 0 || e.Kernels[1].Layer != 2 || e.Kernels[2].Layer != conv3 {
		t.Errorf("the kernels are of layers %d, %d and %d", e.Kernels[0].Layer, e.Kernels[1].Layer, e.Kernels[2].Layer)
	}
	h.events = nil
	h.run(wire.Predict{ID: 8, Pixels: strokes()})
	if n := len(every[wire.Explanation](h)); n != 0 {
		t.Errorf("a Predict without a question gets %d explanations", n)
	}
}

func TestOnlyTheNewestQuestionIsAnswered(t *testing.T) {
	h := openedConvnet(t)
	h.events = nil
	for digit := range 4 {
		q := route(digit)
		h.Handle(wire.Predict{ID: digit, Question: &q, Pixels: strokes()})
	}
	h.Work()
	if all := every[wire.Explanation](h); len(all) != 1 || all[0].ID != 3 || all[0].Digit != 3 {
		t.Errorf("the answers are %+v, want that to the question about 3", all)
	}
}

// The digit that is read is followed while the pen moves; the route's other numbers stay.
func TestAQuestionChoosesWhatItSays(t *testing.T) {
	h := openedConvnet(t)
	first := h.ask(route(-1))
	if best := h.observed().Likeliest(); first.Digit != best || first.Route[8].Channel != best {
		t.Errorf("it explains %d, want the likeliest digit %d", first.Digit, best)
	}
	asked := slices.Clone(first.Route)
	asked[3] = spec.Cell{Row: 5, Column: 6, Channel: (asked[3].Channel + 1) % 64}
	asked[8].Channel = (first.Digit + 1) % 10
	kept := h.ask(wire.Question{Choose: wire.ChooseNone, Digit: -1, Layer: 2, Route: asked})
	if !slices.Equal(kept.Route[:8], asked[:8]) || kept.Digit != first.Digit || kept.Route[8].Channel != first.Digit || kept.Layer != 2 || kept.From != 0 {
		t.Errorf("a question that chooses nothing is answered with %+v, want %+v to %d", kept.Route, asked, first.Digit)
	}
	anew := h.ask(wire.Question{Choose: wire.ChooseBefore, Digit: 4, Layer: 2, Route: asked})
	want := slices.Clone(asked)
	want[8].Channel = 4
	if r := h.observed().Before(want, 2); !slices.Equal(anew.Route, r.Cells) || anew.From != r.From || anew.Digit != 4 {
		t.Errorf("a click is answered with %+v, want %+v", anew.Route, r)
	}
	if w := h.observed().Window(2, asked[3]); !slices.Equal(anew.Window.Products, w.Products) || anew.Window.Sum != w.Sum {
		t.Error("the window is not that of the chosen number")
	}
}

// Every layer of every kind can be chosen.
func TestEveryLayerIsExplained(t *testing.T) {
	h := openedConvnet(t)
	m := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 3, KernelSize: 3, Activation: spec.ReLU}, spec.MaxPooling2D{PoolSize: 2}, spec.Dropout{Rate: 0.25},
		spec.Conv2D{Filters: 4, KernelSize: 3, Padding: spec.Same, Activation: spec.Tanh}, spec.AveragePooling2D{PoolSize: 3, Strides: 2, Padding: spec.Same},
		spec.GlobalAveragePooling2D{}, spec.Dense{Units: 6, Activation: spec.ReLU}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	h.run(wire.Open{Model: m, Training: short()})
	o := h.observed()
	for layer := range m.Layers {
		q := route(2)
		q.Layer = layer
		e := h.ask(q)
		if e.Layer != layer {
			t.Fatalf("layer %d is answered with layer %d", layer, e.Layer)
		}
		c := e.Route[layer+1]
		switch m.Layers[layer].(type) {
		case spec.MaxPooling2D, spec.AveragePooling2D:
			p := o.Pool(layer, c)
			if e.Pool.Output != p.Output || e.Pool.Winner != p.Winner || !slices.Equal(e.Pool.Windows, p.Windows) {
				t.Errorf("layer %d: the pool is %+v, want %+v", layer, e.Pool, p)
			}
			for i, want := range []explain.Reduction{p.Max, p.Average, p.Stride} {
				way := e.Pool.Ways[i]
				if by := []wire.ReduceBy{wire.ReduceMax, wire.ReduceAverage, wire.ReduceStride}[i]; way.By != by || way.Output != want.Output || !slices.Equal(way.Map, want.Map) || !slices.Equal(way.Gradient, want.Gradient) || !slices.Equal(way.MapGradient, want.MapGradient) {
					t.Errorf("layer %d: %s gives %+v, want %+v", layer, way.By, way, want)
				}
			}
		case spec.Dense:
			if u := o.Unit(layer, c.Channel); e.Unit.Sum != u.Sum || e.Unit.Positive != u.Positive || !slices.Equal(e.Unit.Products, u.Products) {
				t.Errorf("layer %d: the unit is %+v, want %+v", layer, e.Unit, u)
			}
		}
	}
}

// Networks at the limits, and without the layers that the note's convnet has.
func TestStrangeNetworksAreExplained(t *testing.T) {
	head := spec.Dense{Units: spec.Classes, Activation: spec.Softmax}
	thin := spec.Conv2D{Filters: 1, KernelSize: 3, Padding: spec.Same, Activation: spec.Tanh}
	wide := spec.Conv2D{Filters: 3, KernelSize: 7, Strides: 3, Padding: spec.Same, Activation: spec.ReLU}
	deep := slices.Repeat([]spec.Layer{thin}, spec.MaxLayers-2)
	for name, layers := range map[string][]spec.Layer{
		"no hidden units":  {spec.Flatten{}, head},
		"average head":     {wide, spec.GlobalAveragePooling2D{}, head},
		"no convolution":   {spec.MaxPooling2D{PoolSize: 3, Strides: 2}, spec.Flatten{}, head},
		"24 layers":        append(deep, spec.Flatten{}, head),
		"7x7 and stride 3": {wide, wide, wide, wide, wide, wide, wide, spec.Flatten{}, head},
		"256 filters":      {spec.Conv2D{Filters: 256, KernelSize: 5, Strides: 3, Activation: spec.Sigmoid}, spec.Flatten{}, head},
	} {
		h := openedConvnet(t)
		m := spec.Model{Input: spec.MNIST(), Layers: layers}
		h.run(wire.Open{Model: m, Training: short()})
		if got := last[wire.Network](h).Model; !got.Same(m) {
			t.Fatalf("%s: the network was not opened", name)
		}
		for layer := range layers {
			for _, pictures := range []wire.Pictures{wire.PicturesMost, wire.PicturesAll} {
				q := route(-1)
				q.Layer, q.Pictures = layer, pictures
				h.ask(q)
			}
		}
		for _, p := range every[wire.UnitPictures](h) {
			if !p.Fits(m) || name == "no hidden units" && len(p.Units) != spec.Classes {
				t.Errorf("%s: pictures of %d units in layer %d, %d weights", name, len(p.Units), p.Layer, len(p.Weights))
			}
		}
	}
}

// The network may have changed since the page asked.
func TestAQuestionAboutAnotherNetworkIsAnsweredWithTheRoute(t *testing.T) {
	h := openedConvnet(t)
	first := h.ask(route(3))
	outside := slices.Clone(first.Route)
	outside[3].Channel = 64
	negative := slices.Clone(first.Route)
	negative[0].Row = -1
	for name, q := range map[string]wire.Question{
		"a later layer":    {Choose: wire.ChooseBefore, Digit: 3, Layer: 8, Route: first.Route},
		"the last of all":  {Choose: wire.ChooseNone, Digit: 3, Layer: spec.MaxLayers - 1, Route: first.Route},
		"no route":         {Choose: wire.ChooseNone, Digit: 3, Layer: 2},
		"a shorter route":  {Choose: wire.ChooseBefore, Digit: 3, Layer: 2, Route: first.Route[:8]},
		"a missing map":    {Choose: wire.ChooseBefore, Digit: 3, Layer: 2, Route: outside},
		"a row of -1":      {Choose: wire.ChooseNone, Digit: 3, Layer: 2, Route: negative},
		"a route and more": {Choose: wire.ChooseRoute, Digit: 3, Layer: 20},
	} {
		got := h.ask(q)
		if !slices.Equal(got.Route, first.Route) || got.Layer != first.Layer {
			t.Errorf("%s: layer %d of %+v, want layer %d of %+v", name, got.Layer, got.Route, first.Layer, first.Route)
		}
	}
	h.run(wire.Open{Model: small(16), Training: short()})
	got := h.ask(wire.Question{Choose: wire.ChooseNone, Digit: 3, Layer: 4, Route: first.Route, Pictures: wire.PicturesListed, Units: []int{15, 16, 3, 511}})
	if got.Layer != 1 || got.Unit == nil || got.Window != nil {
		t.Errorf("of a dense network layer %d is explained, want its hidden units", got.Layer)
	}
	if p := last[wire.UnitPictures](h); !slices.Equal(p.Units, []int{15, 3}) || !p.Fits(small(16)) {
		t.Errorf("pictures of the units %v, want those that exist: 15 and 3", p.Units)
	}
}

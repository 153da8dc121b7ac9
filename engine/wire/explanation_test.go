package wire

import (
	"math"
	"reflect"
	"testing"

	"convlab/engine/spec"
)

// everyKind is a network with a convolution, both kinds of pooling and hidden units.
func everyKind() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 4, KernelSize: 3, Activation: spec.ReLU}, spec.MaxPooling2D{PoolSize: 2},
		spec.Conv2D{Filters: 5, KernelSize: 2}, spec.AveragePooling2D{PoolSize: 3, Strides: 2},
		spec.Flatten{}, spec.Dense{Units: 6}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// explanationOf returns an Explanation with the lengths that everyKind needs for a chosen
// number of that layer.
func explanationOf(t testing.TB, layer int) Explanation {
	m := everyKind()
	outputs, err := m.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	n := func(size int) []float32 { return make([]float32, size) }
	e := Explanation{
		Layer: layer, Route: make([]spec.Cell, 8), Kernels: []Kernel{{0, n(9), n(1)}, {2, n(4), n(4)}},
		Logits: n(10), Contributions: n(6), UnitScores: n(10),
	}
	in, out := m.Input, outputs[layer]
	if layer > 0 {
		in = outputs[layer-1]
	}
	pool := func(side int) *Pool {
		p := &Pool{Padded: make([]bool, side*side), Patch: n(side * side), Windows: n(in.H * in.W)}
		for _, by := range []ReduceBy{ReduceMax, ReduceAverage, ReduceStride} {
			p.Ways = append(p.Ways, Reduction{By: by, Gradient: n(side * side), Map: n(out.H * out.W), MapGradient: n(in.H * in.W)})
		}
		return p
	}
	switch l := m.Layers[layer].(type) {
	case spec.Conv2D:
		k := l.KernelSize * l.KernelSize
		e.Window = &Window{Padded: make([]bool, k), Patch: n(k * in.C), Weights: n(k * in.C), Products: n(k * in.C), Sums: n(in.C)}
	case spec.MaxPooling2D:
		e.Pool = pool(2)
	case spec.AveragePooling2D:
		e.Pool = pool(3)
	case spec.Dense:
		e.Unit = &Unit{Weights: n(in.Size()), Products: n(in.Size())}
	}
	return e
}

// explained returns an Explanation in which every number is another one, NaN and
// infinity among them.
func explained() Explanation {
	e := Explanation{
		ID: 8, Version: 2, Digit: 5, Layer: 1, Route: []spec.Cell{{Row: 1}, {Column: 2}, {Channel: 3}}, From: 1,
		Kernels: []Kernel{{Layer: 0, Weights: make([]float32, 2), Shares: make([]float32, 1)}, {Layer: 3, Weights: make([]float32, 1)}},
		Window:  &Window{Padded: []bool{true, false}, Patch: make([]float32, 2), Weights: make([]float32, 1), Products: make([]float32, 3), Sums: make([]float32, 1)},
		Pool: &Pool{Padded: []bool{false}, Winner: 3, Patch: make([]float32, 2), Windows: make([]float32, 1), Ways: []Reduction{
			{By: ReduceMax, Gradient: make([]float32, 2), Map: make([]float32, 1), MapGradient: make([]float32, 3)},
			{By: ReduceStride, Map: make([]float32, 2)},
		}},
		Unit:   &Unit{Weights: make([]float32, 2), Products: make([]float32, 1), Shifted: make([]float32, 3)},
		Logits: make([]float32, 3), Contributions: make([]float32, 2), UnitScores: make([]float32, 1),
	}
	numbers, arrays, _ := e.arrays()
	for i, v := range numbers {
		*v = float32(i) + 0.5
	}
	next := float32(0)
	for _, a := range arrays {
		for i := range *a {
			next--
			(*a)[i] = next
		}
	}
	e.Logits[0], e.Unit.Sum = float32(math.NaN()), float32(math.Inf(-1))
	return e
}

func TestEveryNumberOfAnExplanationArrivesInItsField(t *testing.T) {
	sent := explained()
	head, payload, err := Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(head, payload)
	if err != nil {
		t.Fatal(err)
	}
	got := m.(Explanation)
	if got.Logits[0] == got.Logits[0] {
		t.Errorf("NaN arrived as %v", got.Logits[0])
	}
	sent.Logits[0], got.Logits[0] = 0, 0 // NaN equals nothing
	sent.Lengths = got.Lengths
	for _, empty := range []*[]float32{&got.Kernels[1].Shares, &got.Pool.Ways[1].Gradient, &got.Pool.Ways[1].MapGradient} {
		if len(*empty) != 0 {
			t.Errorf("an empty array arrived as %v", *empty)
		}
		*empty = nil
	}
	if !reflect.DeepEqual(got, sent) {
		t.Errorf("got  %+v\nwant %+v", got, sent)
	}
}

// The arrays share one payload, in which none may grow over the next.
func TestArraysOfAnExplanationDoNotOverlap(t *testing.T) {
	head, payload, err := Marshal(explained())
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(head, payload)
	if err != nil {
		t.Fatal(err)
	}
	e := m.(Explanation)
	want := e.Contributions[0]
	if _ = append(e.Logits, 77); e.Contributions[0] != want {
		t.Errorf("appending to one array changes the next to %v", e.Contributions[0])
	}
}

func TestAnExplanationFitsItsModelOnly(t *testing.T) {
	m := everyKind()
	for layer := range m.Layers {
		if e := explanationOf(t, layer); !e.Fits(m) {
			t.Errorf("layer %d: an explanation does not fit its model", layer)
		}
		if e := explanationOf(t, layer); e.Fits(spec.NoteConvnet()) || e.Fits(spec.Model{}) {
			t.Errorf("layer %d: an explanation fits another model", layer)
		}
	}
}

// Each array one number longer, each list one element longer, each index one too large.
func TestAnExplanationWithAnotherLengthDoesNotFit(t *testing.T) {
	m := everyKind()
	for layer := range m.Layers {
		first := explanationOf(t, layer)
		_, arrays, _ := first.arrays()
		for i := range arrays {
			e := explanationOf(t, layer)
			_, arrays, _ := e.arrays()
			*arrays[i] = append(*arrays[i], 0)
			if e.Fits(m) {
				t.Errorf("layer %d: it fits with array %d longer by one", layer, i)
			}
		}
	}
	for name, c := range map[string]struct {
		layer  int
		change func(*Explanation)
	}{
		"a layer below 0":             {0, func(e *Explanation) { e.Layer = -1 }},
		"a layer after the last":      {0, func(e *Explanation) { e.Layer = 7 }},
		"a longer route":              {0, func(e *Explanation) { e.Route = append(e.Route, spec.Cell{}) }},
		"a row outside the picture":   {0, func(e *Explanation) { e.Route[0].Row = 28 }},
		"an eleventh digit":           {0, func(e *Explanation) { e.Route[7].Channel = 10 }},
		"a missing kernel":            {0, func(e *Explanation) { e.Kernels = e.Kernels[:1] }},
		"a kernel too many":           {0, func(e *Explanation) { e.Kernels = append(e.Kernels, e.Kernels[1]) }},
		"a kernel of a pool":          {0, func(e *Explanation) { e.Kernels[1].Layer = 1 }},
		"no window":                   {0, func(e *Explanation) { e.Window = nil }},
		"a window of a pool":          {1, func(e *Explanation) { e.Window = &Window{} }},
		"a mask of another size":      {2, func(e *Explanation) { e.Window.Padded = e.Window.Padded[1:] }},
		"no pool":                     {1, func(e *Explanation) { e.Pool = nil }},
		"a pool of a convolution":     {0, func(e *Explanation) { e.Pool = &Pool{} }},
		"a pool's mask of other size": {1, func(e *Explanation) { e.Pool.Padded = e.Pool.Padded[1:] }},
		"a winner outside the window": {3, func(e *Explanation) { e.Pool.Winner = 9 }},
		"a winner below 0":            {3, func(e *Explanation) { e.Pool.Winner = -1 }},
		"a missing way":               {3, func(e *Explanation) { e.Pool.Ways = e.Pool.Ways[1:] }},
		"no unit":                     {5, func(e *Explanation) { e.Unit = nil }},
		"a unit of Flatten":           {4, func(e *Explanation) { e.Unit = &Unit{} }},
	} {
		e := explanationOf(t, c.layer)
		if c.change(&e); e.Fits(m) {
			t.Errorf("it fits with %s", name)
		}
	}
	e := explanationOf(t, 6)
	if e.Unit.Shifted = make([]float32, MaxShift+1); !e.Fits(m) {
		t.Error("it does not fit with the values for shifted pictures")
	}
}

func TestPicturesFitTheirModelOnly(t *testing.T) {
	fits := func(change func(*UnitPictures)) bool {
		p := UnitPictures{Layer: 1, Units: []int{0, 511}, Weights: make([]float32, 2*784)}
		change(&p)
		return p.Fits(spec.NoteDense())
	}
	if !fits(func(*UnitPictures) {}) {
		t.Error("two pictures of the note's dense network do not fit it")
	}
	for name, change := range map[string]func(*UnitPictures){
		"a unit too many":       func(p *UnitPictures) { p.Units[1] = 512 },
		"half a picture":        func(p *UnitPictures) { p.Weights = p.Weights[:1000] },
		"a layer below 0":       func(p *UnitPictures) { p.Layer = -1 },
		"a layer after the end": func(p *UnitPictures) { p.Layer = 3 },
		"a layer without units": func(p *UnitPictures) { p.Layer = 0 },
	} {
		if fits(change) {
			t.Errorf("they fit with %s", name)
		}
	}
}

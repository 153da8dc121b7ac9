package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// randomNetwork is a network with a few convolutions, or none, pools, heads and hidden layers of all kinds.
func randomNetwork(rng *rand.Rand) spec.Model {
	one := func(list ...int) int { return list[rng.IntN(len(list))] }
	padding := func() spec.Padding { return []spec.Padding{spec.Valid, spec.Same}[rng.IntN(2)] }
	for {
		var layers []spec.Layer
		for range rng.IntN(5) {
			layers = append(layers, spec.Conv2D{Filters: one(1, 2, 5, 16, 32, 100, 256), KernelSize: one(1, 3, 5, 7), Strides: one(1, 1, 2, 3), Padding: padding(), Activation: spec.ReLU})
			if rng.IntN(2) == 0 {
				layers = append(layers, spec.MaxPooling2D{PoolSize: one(2, 3), Padding: padding()})
			}
		}
		layers = append(layers, []spec.Layer{spec.Flatten{}, spec.Flatten{}, spec.GlobalAveragePooling2D{}}[rng.IntN(3)])
		for range rng.IntN(3) {
			layers = append(layers, spec.Dense{Units: one(1, 9, 64, 300, 600), Activation: spec.ReLU})
		}
		m := spec.Model{Input: spec.MNIST(), Layers: append(layers, spec.Dense{Units: spec.Classes, Activation: spec.Softmax})}
		if m.Check() == nil {
			return m
		}
	}
}

// counted is a page with a stroke whose numbers say where they are: each is its index in the output of its layer, the weights of
// unit u are all u, and the route goes through random numbers.
func counted(t *testing.T, m spec.Model, rng *rand.Rand) *state.State {
	t.Helper()
	s := state.New()
	for _, e := range []state.Event{
		state.WorkerStarted{}, wire.Hello{Build: "test"}, wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Yours},
		state.PenDown{Points: []drawing.Point{{X: 0.4, Y: 0.3}, {X: 0.6, Y: 0.7}}}, state.PenUp{},
	} {
		s.Update(e)
	}
	shapes, _ := m.Shapes()
	in := append([]spec.Shape{m.Input}, shapes...)
	n := func(size int) []float32 { return make([]float32, size) }
	a := wire.Activations{Shapes: in, Ink: true}
	last := len(m.Layers) - 1
	e := wire.Explanation{ID: 1 << 20, Version: 1, Layer: last, Logits: n(10), UnitScores: n(10), Contributions: n(in[last].Size()), Unit: &wire.Unit{Weights: n(in[last].Size()), Products: n(in[last].Size())}}
	for i, shape := range in {
		for k := range shape.Size() {
			a.Numbers = append(a.Numbers, float32(k))
		}
		e.Route = append(e.Route, spec.Cell{Row: rng.IntN(shape.H), Column: rng.IntN(shape.W), Channel: rng.IntN(shape.C)})
		if i < len(m.Layers) {
			if c, ok := m.Layers[i].(spec.Conv2D); ok {
				e.Kernels = append(e.Kernels, wire.Kernel{Layer: i, Weights: n(c.KernelSize * c.KernelSize), Shares: n(shape.C)})
			}
		}
	}
	for i := range e.Contributions {
		e.Contributions[i] = rng.Float32() - 0.5
	}
	s.Update(a)
	if s.Update(e); !s.Route.Chosen().On {
		t.Fatalf("the explanation does not fit %+v", m.Layers)
	}
	if d, ok := m.Layers[1].(spec.Dense); ok {
		p := wire.UnitPictures{ID: e.ID, Version: 1, Layer: 1}
		for u := range d.Units {
			p.Units = append(p.Units, u)
			for range m.Input.Size() {
				p.Weights = append(p.Weights, float32(u))
			}
		}
		s.Update(p)
	}
	return s
}

// drawn is a number or a picture that a scene shows, and what a click on it must choose.
type drawn struct {
	at      scene.Point // its middle on the screen
	number  state.ChooseNumber
	channel state.ChooseMap
	digit   int
}

// drawnOf lists everything that a grid of maps shows; of many numbers and tiles some.
func drawnOf(t *testing.T, r *river.River, shapes []spec.Shape, m scene.Maps, p *scene.Painting, rng *rand.Rand) (list []drawn) {
	t.Helper()
	layer, table := 0, m.Table
	fmt.Sscanf(strings.TrimLeft(m.Key, "mapchnelsuit "), "%d", &layer)
	// at is the middle of a part of picture i, which is cut into rows and columns, as it is painted on whole pixels.
	at := func(i, row, rows, column, columns int) scene.Point {
		b := p.Box(m.Rect(i))
		x, y := (float32(column)+0.5)/float32(columns), (float32(row)+0.5)/float32(rows)
		return scene.Point{X: (b.X0 + x*(b.X1-b.X0)) / p.Scale, Y: (b.Y0 + y*(b.Y1-b.Y0)) / p.Scale}
	}
	some := func(n int, f func(i int)) {
		const most = 40
		for i := range min(n, most) {
			if n > most && i > 1 {
				i = rng.IntN(n)
			} else if i == 1 {
				i = n - 1
			}
			f(i)
		}
	}
	noMap, noNumber := state.ChooseMap{Layer: -1}, state.ChooseNumber{Layer: -1}
	switch {
	case m.Key == "picture":
		some(table.H*table.W, func(i int) {
			list = append(list, drawn{at(0, i/table.W, table.H, i%table.W, table.W), noNumber, noMap, -1})
		})
	case strings.HasPrefix(m.Key, "map"):
		some(table.H*table.W, func(i int) {
			cell := shapes[layer].Cell(int(table.Numbers[i*table.C+m.First]))
			list = append(list, drawn{at(m.First, i/table.W, table.H, i%table.W, table.W), state.ChooseNumber{Layer: layer, Cell: cell}, noMap, -1})
		})
	case strings.HasPrefix(m.Key, "channels") && table.H*table.W > 1:
		some(m.Len, func(i int) {
			channel := int(table.Numbers[m.First+i]) // of the first row and column
			list = append(list, drawn{at(m.First+i, 0, 1, 0, 1), noNumber, state.ChooseMap{Layer: layer, Channel: channel}, -1})
		})
	default: // units, their weights, maps of one number
		if m.Key == "unit pictures" || m.Key == "mosaic" {
			layer = r.Columns[r.Opened.Column].Layer
		}
		some(m.Len, func(i int) {
			unit := int(table.Numbers[m.Picture(m.First+i)])
			d := drawn{at(m.First+i, 0, 1, 0, 1), state.ChooseNumber{Layer: layer, Cell: spec.Cell{Channel: unit}}, noMap, -1}
			if layer == len(shapes)-1 {
				d.number, d.digit = noNumber, unit
			}
			list = append(list, d)
		})
	}
	return list
}

func TestAClickOnWhatIsDrawnHitsWhatIsDrawn(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 5))
	windows := [][2]float32{{1440, 807}, {1920, 987}, {1280, 627}, {1019, 700}, {820, 1087}, {700, 900}, {390, 751}, {340, 600}}
	models := []spec.Model{spec.NoteConvnet(), spec.NoteDense(), withoutHiddenUnits()}
	for range 25 {
		models = append(models, randomNetwork(rng))
	}
	hit := map[string]int{}
	for i, m := range models {
		s := counted(t, m, rng)
		s.Update(state.SortUnits{On: i%2 == 1})
		s.Update(state.MoveUnits{Still: true})
		shapes, _ := m.Shapes()
		for _, scale := range []float32{1, 1.25, 2} {
			for _, w := range windows {
				s.Update(state.SetViewport{Viewport: state.Viewport{W: w[0], H: w[1], Scale: scale, TextScale: []float32{1, 1.4}[rng.IntN(2)]}})
				s.Update(state.SetBench{Bench: []state.Bench{state.BenchBar, state.BenchHalf}[rng.IntN(2)]})
				s.Update(state.SetOffset{Offset: rng.IntN(4)})
				r, sc := placed(t, s)
				p := sc.Painting(scene.Theme{}, scale)
				for _, grid := range sc.Maps {
					for _, d := range drawnOf(t, &r, shapes, grid, &p, rng) {
						target, _ := sc.At(d.at.X, d.at.Y)
						if _, on := PointedOperator(s, target); on { // its target is in front of the edge of a map
							continue
						}
						number, channel, ok := Pointed(s, &r, target)
						digit, on := PointedDigit(&r, target)
						if !on {
							digit = -1
						}
						if number != d.number || channel != d.channel || digit != d.digit || ok != (number.Layer >= 0 || channel.Layer >= 0) {
							t.Fatalf("%s at %v in %v, scale %v, of %+v: hit %+v, %+v, digit %d, want %+v", grid.Key, d.at, w, scale, m.Layers, number, channel, digit, d)
						}
						hit[strings.TrimRight(grid.Key, "0123456789")]++
						if grid.Order != nil {
							hit["sorted "+grid.Key]++
						}
					}
				}
			}
		}
	}
	for _, key := range []string{"picture", "map", "channels", "units", "unit pictures", "mosaic", "sorted mosaic"} {
		if hit[key] < 100 {
			t.Errorf("of %s %d places were hit", key, hit[key])
		}
	}
}

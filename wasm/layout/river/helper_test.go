package river

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

// networkOf cuts a model that is known to work.
func networkOf(t testing.TB, m spec.Model) Network {
	t.Helper()
	n, err := NetworkOf(m)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// over is a model over MNIST with the given layers and ten scores.
func over(layers ...spec.Layer) spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: append(layers, spec.Dense{Units: spec.Classes, Activation: spec.Softmax})}
}

func conv(filters, size, stride int, padding spec.Padding) spec.Layer {
	return spec.Conv2D{Filters: filters, KernelSize: size, Strides: stride, Padding: padding, Activation: spec.ReLU}
}

// named are models at the ends of what a network can be.
func named() map[string]spec.Model {
	models := map[string]spec.Model{
		"no hidden units":      over(conv(32, 3, 1, spec.Valid), spec.Flatten{}),
		"neither":              over(spec.Flatten{}),
		"average head":         over(conv(16, 3, 1, spec.Same), spec.GlobalAveragePooling2D{}, spec.Dropout{Rate: 0.5}),
		"average of a picture": over(spec.GlobalAveragePooling2D{}),
		"one filter":           over(conv(1, 1, 1, spec.Valid), spec.Flatten{}, spec.Dense{Units: 1}),
		"256 filters":          over(conv(256, 3, 1, spec.Valid), spec.MaxPooling2D{PoolSize: 2}, conv(16, 1, 1, spec.Valid), spec.MaxPooling2D{PoolSize: 3}, spec.Flatten{}),
		"4096 units":           over(spec.Flatten{}, spec.Dense{Units: 4096}),
		"two hidden layers":    over(spec.Flatten{}, spec.Dense{Units: 300}, spec.Dropout{Rate: 0.1}, spec.Dense{Units: 20}),
		"dropout everywhere":   over(spec.Dropout{Rate: 0.1}, conv(6, 3, 1, spec.Valid), spec.Dropout{Rate: 0.1}, spec.Flatten{}, spec.Dropout{Rate: 0.1}),
		"gaps":                 over(conv(8, 1, 3, spec.Valid), spec.Flatten{}, spec.Dense{Units: 40}),
		"wide padding":         over(conv(4, 3, 3, spec.Valid), conv(4, 3, 3, spec.Valid), conv(4, 7, 1, spec.Same), spec.Flatten{}),
		"pooling first":        over(spec.MaxPooling2D{PoolSize: 2}, spec.AveragePooling2D{PoolSize: 2, Padding: spec.Same}, spec.Flatten{}, spec.Dense{Units: 64}),
	}
	var seven []spec.Layer
	for range 7 {
		seven = append(seven, conv(8, 7, 3, spec.Same))
	}
	models["seven of window 7 and stride 3"] = over(append(seven, spec.Flatten{}, spec.Dense{Units: 64})...)
	var deep []spec.Layer
	for range 22 {
		deep = append(deep, conv(8, 3, 1, spec.Same))
	}
	models["22 convolutions"] = over(append(deep, spec.Flatten{})...)
	large := over(conv(3, 5, 1, spec.Same), spec.Flatten{}, spec.Dense{Units: 9})
	large.Input = spec.Shape{H: 64, W: 40, C: 4}
	models["a large picture"] = large
	for _, p := range spec.Presets() {
		models[p.Name] = p.Model
	}
	return models
}

// randomModel is a model that can be trained.
func randomModel(r *rand.Rand) spec.Model {
	for {
		var layers []spec.Layer
		padding := func() spec.Padding { return []spec.Padding{spec.Valid, spec.Same}[r.IntN(2)] }
		for range r.IntN(12) {
			switch r.IntN(4) {
			case 0, 1:
				layers = append(layers, conv([]int{1, 2, 3, 5, 8, 13, 32, 64, 100, 256}[r.IntN(10)], 1+r.IntN(7), 1+r.IntN(2), padding()))
			case 2:
				layers = append(layers, spec.MaxPooling2D{PoolSize: 2 + r.IntN(2), Strides: 1 + r.IntN(3), Padding: padding()})
			case 3:
				layers = append(layers, spec.Dropout{Rate: 0.1})
			}
		}
		layers = append(layers, []spec.Layer{spec.Flatten{}, spec.GlobalAveragePooling2D{}}[r.IntN(2)])
		for range r.IntN(3) {
			layers = append(layers, spec.Dense{Units: 1 + r.IntN(600)})
		}
		if m := over(layers...); m.Check() == nil {
			return m
		}
	}
}

// ratios are those of common screens.
func ratios() []float32 { return []float32{1, 1.1, 1.25, 1.5, 2, 3} }

func randomView(r *rand.Rand, m spec.Model) View {
	v := View{
		W: float32(320 + r.IntN(2200)), H: float32(200 + r.IntN(1300)), Scale: ratios()[r.IntN(6)],
		TextScale: []float32{0, 1, 1, 1.25, 18.0 / 13}[r.IntN(5)], Workbench: Workbench(r.IntN(2)), Offset: r.IntN(12) - 2, ReadOnly: r.IntN(4) == 0,
	}
	shapes, _ := m.Shapes()
	v.Route = append(v.Route, spec.Cell{})
	for _, s := range shapes {
		v.Route = append(v.Route, spec.Cell{Row: r.IntN(s.H), Column: r.IntN(s.W), Channel: r.IntN(s.C)})
	}
	return v
}

// each lays out the named models in all kinds of views, and random models in random views.
func each(t *testing.T, f func(name string, n Network, v View, r River)) {
	rng := rand.New(rand.NewPCG(1, 2))
	for name, m := range named() {
		n := networkOf(t, m)
		for _, w := range []float32{320, 359, 390, 639, 640, 820, 939, 940, 1018, 1019, 1280, 1353, 1440, 1624, 1920, 2560} {
			for _, bench := range []Workbench{WorkbenchBar, WorkbenchHalf} {
				v := randomView(rng, m)
				v.W, v.Workbench = w, bench
				f(fmt.Sprintf("%s in %+v", name, v), n, v, Layout(n, v))
			}
		}
	}
	for range 600 {
		m := randomModel(rng)
		n, v := networkOf(t, m), randomView(rng, m)
		f(fmt.Sprintf("%v in %+v", m.Layers, v), n, v, Layout(n, v))
	}
}

// thing is a rectangle of a river with a name.
type thing struct {
	what string
	scene.Rect
}

// things lists what must not overlap.
func things(r River) (list []thing) {
	add := func(what string, rects ...scene.Rect) {
		for _, rect := range rects {
			if rect.W > 0 && rect.H > 0 {
				list = append(list, thing{what, rect})
			}
		}
	}
	for i, c := range r.Columns {
		name := fmt.Sprintf("column %d: ", i)
		opened := r.Opened != nil && r.Opened.Column == i
		if !opened || c.Kind == AnswerColumn {
			add(name+"title", c.Title)
			add(name+"words", c.Subtitle, c.Chips[0], c.Chips[1], c.Button, c.MapLabel, c.Caption)
		}
		add(name+"map", c.FeatureMap.Padded)
		add(name+"units", c.Units.Rect)
		add(name+"grid", c.Channels.Rect, c.Channels.More)
		add(name+"unit scores", c.UnitScores)
		if !opened {
			add(name+"buttons", c.Previous, c.Next, c.All)
		}
		if edge := r.W; c.Thumbnail.Rect.X+c.Thumbnail.Rect.W <= edge {
			add(name+"thumbnail", c.Thumbnail.Rect, c.Thumbnail.Label)
		}
	}
	if d := r.Opened; d != nil {
		add("units", d.Title, d.Chips, d.Caption, d.PictureRibbons, d.MosaicLabel, d.Sort, d.Mosaic.Rect, d.Mosaic.More, d.UnitScores, d.UnitScoresCaption, d.All)
		for i := range d.Pictures.Count {
			picture, _ := d.Pictures.Tile(i)
			label, _ := d.UnitLabels.Tile(i)
			add("picture of a unit", picture)
			add("words of a unit", label)
		}
	}
	add("pad", r.Pad.Rect)
	add("tools", r.Pad.Tools)
	add("steps", r.Steps.Rect)
	add("answer", r.Answer.Numeral, r.Answer.Bars)
	add("final answer", r.Final.Numeral, r.Final.Bars)
	add("scroll", r.Scroll.Back, r.Scroll.Forward)
	return list
}

// common is how much two rectangles have in common along the axis where it is less.
func common(a, b scene.Rect) float32 {
	w := min(a.X+a.W, b.X+b.W) - max(a.X, b.X)
	h := min(a.Y+a.H, b.Y+b.H) - max(a.Y, b.Y)
	return min(w, h)
}

// onPixels reports whether a length is a whole number of device pixels.
func onPixels(v, ratio float32) bool {
	pixels := float64(v * ratio)
	return math.Abs(pixels-math.Round(pixels)) < 0.01
}

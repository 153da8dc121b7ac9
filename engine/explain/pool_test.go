package explain

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"convlab/engine/reference"
	"convlab/engine/spec"
)

// pools returns every pooling layer over maps of at least 3 x 3.
func pools() (list []spec.Layer) {
	for size := spec.MinPoolSize; size <= spec.MaxPoolSize; size++ {
		for stride := 1; stride <= spec.MaxStrides; stride++ {
			for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
				list = append(list, spec.MaxPooling2D{PoolSize: size, Strides: stride, Padding: padding},
					spec.AveragePooling2D{PoolSize: size, Strides: stride, Padding: padding})
			}
		}
	}
	return list
}

// Every size, stride and padding of both kinds, overlapping windows and windows with gaps
// among them: maps and gradients are those of the judge, which differentiates by its own
// formulas.
func TestPoolsAgreeWithTheJudge(t *testing.T) {
	for _, l := range pools() {
		t.Run(fmt.Sprintf("%s%+v", l.Kind(), l), func(t *testing.T) {
			r := rand.New(rand.NewPCG(4, 4))
			m := stack(spec.Shape{H: 9, W: 8, C: 2}, l)
			x := picture(m.Input, r) // half of it is 0: windows have ties
			o := observed(built(t, m, r), x)
			rows, cols, err := l.(spec.Windowed).Window(m.Input)
			if err != nil {
				t.Fatal(err)
			}
			g := reference.Window{Size: rows.Size, Stride: rows.Stride, Top: rows.Before, Left: cols.Before, OutH: rows.Out, OutW: cols.Out}
			for at := range o.inputs[1].shape.Size() {
				c := o.inputs[1].shape.Cell(at)
				p := o.Pool(0, c)
				if p.Output != o.outputs[1][at] {
					t.Fatalf("%+v: output %v, want the engine's %v", c, p.Output, o.outputs[1][at])
				}
				checkReduction(t, "max", p.Max, o, c, reference.MaxPooling2D{Window: g})
				checkReduction(t, "average", p.Average, o, c, reference.AveragePooling2D{Window: g})
				checkPatch(t, p, o, c, rows, cols)
			}
		})
	}
}

// checkReduction compares with an op of the judge.
func checkReduction(t *testing.T, name string, got Reduction, o *Observation, c spec.Cell, op reference.Op) {
	t.Helper()
	shape := o.inputs[0].shape
	x := reference.Zeros(1, shape)
	for i, v := range o.outputs[0] {
		x.Data[i] = float64(v)
	}
	y := op.Forward(x)
	dy := reference.Zeros(1, y.Shape)
	for i := range dy.Data {
		if i%shape.C == c.Channel {
			dy.Data[i] = 1
		}
	}
	dx, _ := op.Backward(x, dy)
	only := func(b reference.Batch) (channel []float64) {
		for i := c.Channel; i < len(b.Data); i += shape.C {
			channel = append(channel, b.Data[i])
		}
		return channel
	}
	for what, err := range map[string]error{
		"output":          reference.Compare([]float32{got.Output}, []float64{y.Data[y.Shape.Index(c)]}, 1e-6, 0),
		"map":             reference.Compare(got.Map, only(y), 1e-6, 0),
		"map of gradient": reference.Compare(got.MapGradient, only(dx), 1e-6, 0),
	} {
		if err != nil {
			t.Fatalf("%+v, %s, %s: %v", c, name, what, err)
		}
	}
	// The gradient of this window alone adds up to 1.
	one := reference.Zeros(1, y.Shape)
	one.Data[y.Shape.Index(c)] = 1
	dx, _ = op.Backward(x, one)
	var want []float64
	for _, d := range dx.Data {
		if d != 0 {
			want = append(want, d)
		}
	}
	inWindow := slices.DeleteFunc(slices.Clone(got.Gradient), func(g float32) bool { return g == 0 })
	var sum float64
	for _, g := range inWindow {
		sum += float64(g)
	}
	if err := reference.Compare(inWindow, want, 1e-6, 0); err != nil || math.Abs(sum-1) > 1e-6 {
		t.Fatalf("%+v, %s: the gradients in the window are %v, want %v, which add up to 1", c, name, inWindow, want)
	}
}

// checkPatch compares window, winner and counts with the picture.
func checkPatch(t *testing.T, p Pool, o *Observation, c spec.Cell, rows, cols spec.Span) {
	t.Helper()
	shape := o.inputs[0].shape
	best := -1
	for k, padded := range p.Padded {
		at := spec.Cell{Row: rows.Window(c.Row).First + k/rows.Size, Column: cols.Window(c.Column).First + k%rows.Size, Channel: c.Channel}
		if padded == shape.Contains(at) {
			t.Fatalf("%+v: place %d padded %v", c, k, padded)
		}
		if padded {
			if p.Patch[k] != 0 || k == p.Winner || p.Max.Gradient[k] != 0 || p.Average.Gradient[k] != 0 {
				t.Fatalf("%+v: place %d is padding and counts", c, k)
			}
			continue
		}
		if p.Patch[k] != o.outputs[0][shape.Index(at)] {
			t.Fatalf("%+v: place %d has %v", c, k, p.Patch[k])
		}
		if best < 0 || p.Patch[k] > p.Patch[best] {
			best = k
		}
	}
	if p.Winner != best || p.Max.Gradient[best] != 1 {
		t.Fatalf("%+v: place %d of %v wins, with gradients %v; want place %d", c, p.Winner, p.Patch, p.Max.Gradient, best)
	}
	reads := func(s spec.Span, position int) (windows int) {
		for out := range s.Out {
			if w := s.Window(out); w.First <= position && position <= w.Last {
				windows++
			}
		}
		return windows
	}
	for position, n := range p.Windows {
		if want := reads(rows, position/shape.W) * reads(cols, position%shape.W); int(n) != want {
			t.Fatalf("position %d is read by %v windows, want %d", position, n, want)
		}
	}
}

// A convolution with valid padding and the stride of the pool computes the numbers that
// Stride shows: here the same network is built with it.
func TestStrideShowsWhatAStridedConvolutionComputes(t *testing.T) {
	for _, l := range pools() {
		l, ok := l.(spec.MaxPooling2D)
		if !ok {
			continue
		}
		conv := spec.Conv2D{Filters: 3, KernelSize: 3, Activation: spec.Tanh}
		m := stack(spec.Shape{H: 12, W: 11, C: 1}, conv, l)
		r := rand.New(rand.NewPCG(5, 5))
		x := picture(m.Input, r)
		net := built(t, m, r)
		o := observed(net, x)
		conv.Strides = l.Strides
		strided := built(t, stack(m.Input, conv), r)
		copy(strided.Weights(), net.Weights()[:3*3*3+3])
		forward(strided, x)
		wide, err := spec.Model{Input: m.Input, Layers: []spec.Layer{conv}}.Shapes()
		if err != nil {
			t.Fatal(err)
		}
		c := spec.Cell{Row: 1, Column: 2, Channel: 1}
		p := o.Pool(1, c)
		out := o.inputs[2].shape
		for at, got := range p.Stride.Map {
			from := spec.Cell{Row: at / out.W, Column: at % out.W, Channel: 1}
			if want := strided.Output(0).Data[wide[0].Index(from)]; got != want {
				t.Errorf("%+v: %+v is %v, the strided convolution has %v", l, from, got, want)
			}
		}
		rows, cols, _ := l.Window(o.inputs[1].shape)
		step := rows.Before*l.PoolSize + cols.Before
		if p.Stride.Output != p.Stride.Map[1*out.W+2] || p.Stride.Output != p.Patch[step] || p.Stride.Gradient[step] != 1 {
			t.Errorf("%+v: %v of the window %v, with gradients %v", l, p.Stride.Output, p.Patch, p.Stride.Gradient)
		}
		var ones, all float32
		for _, g := range p.Stride.MapGradient {
			ones, all = max(ones, g), all+g
		}
		if ones != 1 || int(all) != out.H*out.W {
			t.Errorf("%+v: the gradients add up to %v, the largest is %v; want one 1 for each of %d outputs", l, all, ones, out.H*out.W)
		}
	}
}

// Pool 2 of the note's convnet makes 5 x 5 of 11 x 11: each of 25 windows hands its
// gradient to one number, and row and column 10, 21 positions, are in no window.
func TestPoolTwoOfTheNotesConvnet(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	m := spec.NoteConvnet()
	o := observed(built(t, m, r), picture(m.Input, r))
	for channel := range 64 {
		p := o.Pool(3, spec.Cell{Row: 4, Column: 4, Channel: channel})
		var nonzero, average, unread int
		for i, windows := range p.Windows {
			if p.Max.MapGradient[i] != 0 {
				nonzero++
			}
			if p.Average.MapGradient[i] == 0.25 {
				average++
			}
			if windows == 0 {
				unread++
			}
		}
		if len(p.Windows) != 121 || nonzero != 25 || average != 100 || unread != 21 {
			t.Errorf("map %d: of %d positions %d have a gradient after max and %d a quarter after average, %d are read by no window; want 25, 100 and 21 of 121", channel, len(p.Windows), nonzero, average, unread)
		}
	}
}

// The first of equals wins, and the first NaN, as in the engine.
func TestTheFirstOfEqualsWins(t *testing.T) {
	m := stack(spec.Shape{H: 2, W: 2, C: 1}, spec.MaxPooling2D{PoolSize: 2})
	nan := float32(math.NaN())
	for _, c := range []struct {
		x    []float32
		want int
	}{
		{[]float32{0, 0, 0, 0}, 0}, {[]float32{0, 1, 1, 0}, 1}, {[]float32{0.5, 0.25, 1, 1}, 2}, {[]float32{1, nan, 2, nan}, 1},
	} {
		o := observed(built(t, m, rand.New(rand.NewPCG(7, 7))), c.x)
		if p := o.Pool(0, spec.Cell{}); p.Winner != c.want || p.Max.Gradient[c.want] != 1 {
			t.Errorf("of %v place %d wins, with gradients %v, want place %d", c.x, p.Winner, p.Max.Gradient, c.want)
		}
	}
}

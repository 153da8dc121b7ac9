package explain

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
)

// Every window, stride and padding, over maps that are not square, with each activation
// in turn. With 16 filters the engine leaves out products of 0.
func TestAWindowsSumIsTheEnginesNumber(t *testing.T) {
	for _, c := range []struct {
		in      spec.Shape
		filters int
	}{
		{spec.Shape{H: 9, W: 7, C: 1}, 3}, {spec.Shape{H: 8, W: 11, C: 2}, 16}, {spec.Shape{H: 7, W: 9, C: 3}, 5},
	} {
		for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
			for size := 1; size <= spec.MaxKernelSize; size++ {
				for stride := 1; stride <= spec.MaxStrides; stride++ {
					activation := spec.Activations()[(size+stride)%len(spec.Activations())]
					l := spec.Conv2D{Filters: c.filters, KernelSize: size, Strides: stride, Padding: padding, Activation: activation}
					t.Run(fmt.Sprintf("%v %+v", c.in, l), func(t *testing.T) {
						r := rand.New(rand.NewPCG(uint64(size), uint64(stride)))
						checkWindows(t, stack(c.in, l), 0, r, true)
					})
				}
			}
		}
	}
}

// 16 channels and filters under 3x3 windows take Winograd's sums, which round differently.
func TestAWindowsSumAgreesWithWinograds(t *testing.T) {
	conv := spec.Conv2D{Filters: 16, KernelSize: 3, Activation: spec.ReLU}
	for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
		conv.Padding = padding
		checkWindows(t, stack(spec.Shape{H: 11, W: 10, C: 2}, conv, conv), 1, rand.New(rand.NewPCG(1, 2)), false)
	}
}

// checkWindows compares every number of convolution i with its Window, and that with the
// judge. exact: activation(Sum) has the bits of the engine's number.
func checkWindows(t *testing.T, m spec.Model, i int, r *rand.Rand, exact bool) {
	t.Helper()
	net := built(t, m, r)
	x := picture(m.Input, r)
	o := observed(net, x)
	judge := judged(t, net, x)
	l := m.Layers[i].(spec.Conv2D)
	in, out := o.inputs[i].shape, o.inputs[i+1].shape
	rows, cols, err := l.Window(in)
	if err != nil {
		t.Fatal(err)
	}
	for at := range out.Size() {
		c := out.Cell(at)
		w := o.Window(i, c)
		sum := []float32{w.Sum}
		engine.Activate(l.Activation, sum)
		if w.Output != net.Output(i).Data[at] || exact && sum[0] != w.Output || !near(sum[0], float64(w.Output)) || !near(w.Output, judge[i+1].Data[at]) {
			t.Fatalf("%+v: sum %v, activated %v, output %v; the engine has %v, the judge %v", c, w.Sum, sum[0], w.Output, net.Output(i).Data[at], judge[i+1].Data[at])
		}
		total := float64(w.Bias)
		for _, s := range w.Sums {
			total += float64(s)
		}
		if !near(w.Sum, total) {
			t.Fatalf("%+v: the sum is %v, bias and the sums of channels are %v", c, w.Sum, total)
		}
		for k := range w.Padded {
			row, col := rows.Window(c.Row).First+k/l.KernelSize, cols.Window(c.Column).First+k%l.KernelSize
			for ch := range in.C {
				from, weight := spec.Cell{Row: row, Column: col, Channel: ch}, net.Weights()[net.Arrays()[2*i].Offset+(k*in.C+ch)*l.Filters+c.Channel]
				var value float32
				if in.Contains(from) {
					value = o.outputs[i][in.Index(from)]
				}
				j := k*in.C + ch
				if w.Padded[k] == in.Contains(from) || w.Patch[j] != value || w.Weights[j] != weight || w.Products[j] != value*weight {
					t.Fatalf("%+v, place %d, channel %d: padded %v, %v * %v = %v, want %v * %v", c, k, ch, w.Padded[k], w.Patch[j], w.Weights[j], w.Products[j], value, weight)
				}
			}
			if got := o.KernelSlice(i, in.C-1, c.Channel)[k]; got != w.Weights[k*in.C+in.C-1] {
				t.Fatalf("%+v, place %d: the slice of the last channel has %v, the window %v", c, k, got, w.Weights[k*in.C+in.C-1])
			}
		}
	}
}

// Layers further back, after pooling and every activation.
func TestWindowsOfRandomNetworksAgreeWithTheJudge(t *testing.T) {
	met := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(3, seed))
		m := randomModel(r)
		for i, l := range m.Layers {
			if _, ok := l.(spec.Conv2D); !ok {
				continue
			}
			met++
			net := built(t, m, r)
			x := picture(m.Input, r)
			o := observed(net, x)
			want := judged(t, net, x)[i+1]
			for range 10 {
				at := r.IntN(want.Shape.Size())
				w := o.Window(i, want.Shape.Cell(at))
				sum := []float32{w.Sum}
				engine.Activate(l.(spec.Conv2D).Activation, sum)
				if !near(sum[0], want.Data[at]) {
					t.Errorf("seed %d, layer %d: %v, want %v", seed, i, sum[0], want.Data[at])
				}
			}
		}
	}
	if met < 60 {
		t.Errorf("met %d convolutions, want at least 60", met)
	}
}

package explain

import (
	"math"
	"math/rand/v2"
	"testing"

	"convlab/engine/reference"
	"convlab/engine/spec"
)

// What a map contributes to a number is by how much the number's sum changes when the ink
// did not change that map: the judge computes the sum again with the values of an empty
// pad. In the same way each input of a Dense.
func TestContributionsAreWhatIsMissingWithoutTheInk(t *testing.T) {
	convs, negative := 0, 0
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(17, seed))
		m := randomModel(r)
		net := built(t, m, r)
		o := observed(net, picture(m.Input, r))
		for i, l := range m.Layers {
			switch l := l.(type) {
			case spec.Conv2D:
				convs++
				for range 3 {
					c := o.inputs[i+1].shape.Cell(r.IntN(o.inputs[i+1].shape.Size()))
					if o.direction(i+1, c) < 0 {
						negative++
					}
					compareShares(t, o, i, l, c)
				}
			case spec.Dense:
				unit := r.IntN(l.Units)
				c := spec.Cell{Channel: unit}
				best, adds := o.strongest(i, c)
				most := math.Inf(-1)
				for j := range o.inputs[i].shape.Size() {
					most = max(most, missing(o, i, c, func(index int) bool { return index == j }))
				}
				got := missing(o, i, c, func(index int) bool { return index == o.inputs[i].shape.Index(best) })
				if got < most-1e-5 || adds != (most > 0) && math.Abs(most) > 1e-6 {
					t.Errorf("seed %d, layer %d: the strongest input adds %v, %v; want %v", seed, i, got, adds, most)
				}
			}
		}
	}
	if convs < 40 || negative < 20 {
		t.Errorf("met %d convolutions and %d numbers below those of an empty pad, want 40 and 20", convs, negative)
	}
}

func compareShares(t *testing.T, o *Observation, i int, l spec.Conv2D, c spec.Cell) {
	t.Helper()
	var peak float32
	for _, v := range o.outputs[i] {
		peak = max(peak, abs(v))
	}
	bright := make([]bool, o.inputs[i].shape.C)
	all := true
	for ch := range bright {
		for k := ch; k < len(o.inputs[i].empty); k += len(bright) {
			bright[ch] = bright[ch] || abs(o.inputs[i].empty[k]) > peak/30
		}
		all = all && bright[ch]
	}
	for ch, got := range o.Shares(i, c) {
		want := missing(o, i, c, func(index int) bool { return index%len(bright) == ch })
		if bright[ch] && !all {
			want = 0
		}
		if !near(got, want) {
			t.Errorf("layer %d, %+v of %+v: map %d has the share %v, want %v", i, c, l, ch, got, want)
		}
	}
}

// missing is what the sum of a number loses, in its direction, when some inputs of its
// layer are as on an empty pad, or 0 where they are units. Where ReLU has made them
// smaller than on an empty pad they stay.
func missing(o *Observation, i int, c spec.Cell, which func(index int) bool) float64 {
	v := o.inputs[i]
	x, without := reference.Zeros(1, v.shape), reference.Zeros(1, v.shape)
	for j, value := range o.outputs[i] {
		x.Data[j], without.Data[j] = float64(value), float64(value)
		switch {
		case !which(j) || v.rectified && !v.units && value < v.empty[j]:
		case v.units:
			without.Data[j] = 0
		default:
			without.Data[j] = float64(v.empty[j])
		}
	}
	var op reference.Op
	double := func(list []float32) []float64 {
		wide := make([]float64, len(list))
		for k, w := range list {
			wide[k] = float64(w)
		}
		return wide
	}
	l := o.layers[i]
	if _, ok := l.Layer.(spec.Dense); ok {
		op = reference.Dense{Kernel: double(l.kernel), Bias: double(l.bias)}
	} else {
		op = reference.Conv2D{Kernel: double(l.kernel), Bias: double(l.bias), Window: reference.Window{
			Size: l.rows.Size, Stride: l.rows.Stride, Top: l.rows.Before, Left: l.cols.Before, OutH: l.rows.Out, OutW: l.cols.Out,
		}}
	}
	at := l.out.Index(c)
	return float64(o.direction(i+1, c)) * (op.Forward(x).Data[at] - op.Forward(without).Data[at])
}

package explain

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
)

// Every activation, over maps, over means and over units; and the last layer, whose sums
// are the scores.
func TestAUnitsSumIsTheEnginesNumber(t *testing.T) {
	in := spec.Shape{H: 6, W: 7, C: 2}
	for _, a := range spec.Activations() {
		for _, m := range []spec.Model{
			stack(in, spec.Flatten{}, spec.Dense{Units: 9, Activation: a}, spec.Dropout{Rate: 0.5}, spec.Dense{Units: 5, Activation: a}),
			stack(in, spec.Conv2D{Filters: 4, KernelSize: 3, Activation: a}, spec.GlobalAveragePooling2D{}, spec.Dense{Units: 6, Activation: a}),
		} {
			t.Run(fmt.Sprintf("%+v", m.Layers), func(t *testing.T) {
				r := rand.New(rand.NewPCG(8, 8))
				net := built(t, m, r)
				x := picture(in, r)
				o := observed(net, x)
				judge := judged(t, net, x)
				for i, l := range m.Layers {
					d, ok := l.(spec.Dense)
					if !ok {
						continue
					}
					for unit := range d.Units {
						checkUnit(t, o, i, unit, judge[i].Data, judge[i+1].Data[unit])
					}
				}
			})
		}
	}
}

func checkUnit(t *testing.T, o *Observation, i, unit int, x []float64, want float64) {
	t.Helper()
	l := o.layers[i].Layer.(spec.Dense)
	u := o.Unit(i, unit)
	sum := []float32{u.Sum}
	if engine.Activate(l.Activation, sum); l.Activation == spec.Softmax {
		sum[0] = u.Output
		if u.Sum != o.Logits()[unit] {
			t.Errorf("digit %d: the sum is %v, the score %v", unit, u.Sum, o.Logits()[unit])
		}
	}
	if sum[0] != u.Output || u.Output != o.outputs[i+1][unit] || !near(u.Output, want) {
		t.Errorf("layer %d, unit %d: sum %v, activated %v, output %v; the engine has %v, the judge %v", i, unit, u.Sum, sum[0], u.Output, o.outputs[i+1][unit], want)
	}
	var positive, negative float64
	for j, v := range x {
		p := v * float64(u.Weights[j])
		if !near(u.Products[j], p) {
			t.Errorf("layer %d, unit %d: product %d is %v, want %v", i, unit, j, u.Products[j], p)
		}
		if positive += max(p, 0); p < 0 {
			negative += p
		}
	}
	if !near(u.Positive, positive) || !near(u.Negative, negative) || !near(u.Sum, positive+negative+float64(u.Bias)) {
		t.Errorf("layer %d, unit %d: %v above 0, %v below, bias %v, sum %v; want %v and %v", i, unit, u.Positive, u.Negative, u.Bias, u.Sum, positive, negative)
	}
}

// The contributions of all inputs and the bias make up a score, and so do the columns of
// UnitScores.
func TestContributionsAddUpToTheScores(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(9, seed))
		m := randomModel(r)
		o := observed(built(t, m, r), picture(m.Input, r))
		last := len(m.Layers) - 1
		scores := make([]float64, spec.Classes)
		for j := range o.inputs[last].shape.Size() {
			for d, v := range o.UnitScores(j) {
				scores[d] += float64(v)
			}
		}
		for d, score := range o.Logits() {
			sum := 0.0
			for _, v := range o.Contributions(last, d) {
				sum += float64(v)
			}
			bias := float64(o.layers[last].bias[d])
			if !near(score, sum+bias) || !near(score, scores[d]+bias) {
				t.Errorf("seed %d, digit %d: score %v, contributions %v and bias %v, by units %v", seed, d, score, sum, bias, scores[d])
			}
		}
	}
}

// Shifted does not shift the picture but the weights that it meets: here the engine reads
// the shifted picture.
func TestShiftedIsWhatTheEngineSaysOfTheShiftedPicture(t *testing.T) {
	in := spec.Shape{H: 5, W: 9, C: 2}
	for _, activation := range spec.Activations() {
		m := stack(in, spec.Flatten{}, spec.Dropout{Rate: 0.5}, spec.Dense{Units: 4, Activation: activation})
		r := rand.New(rand.NewPCG(10, 10))
		net := built(t, m, r)
		x := picture(in, r)
		for unit := range 4 {
			got := observed(net, x).Shifted(2, unit)
			if len(got) != MaxShift+1 {
				t.Fatalf("%d values, want %d", len(got), MaxShift+1)
			}
			for shift, v := range got {
				moved := make([]float32, len(x))
				for i := range moved {
					if from := in.Cell(i); from.Column >= shift {
						from.Column -= shift
						moved[i] = x[in.Index(from)]
					}
				}
				forward(net, moved)
				if want := net.Output(2).Data[unit]; v != want {
					t.Errorf("%s, unit %d, %d pixels to the right: %v, want %v", activation, unit, shift, v, want)
				}
			}
		}
	}
}

// Without hidden units the digits' own weights are pictures, and Shifted has scores.
func TestOnlyADenseOverThePictureIsShifted(t *testing.T) {
	in := spec.Shape{H: 5, W: 6, C: 1}
	r := rand.New(rand.NewPCG(11, 11))
	m := stack(in)
	o := observed(built(t, m, r), picture(in, r))
	if got := o.Shifted(1, 3); len(got) != MaxShift+1 || got[0] != o.Logits()[3] {
		t.Errorf("the scores of a 3 are %v, the first of them want %v", got, o.Logits()[3])
	}
	m = stack(in, spec.MaxPooling2D{PoolSize: 2}, spec.Flatten{}, spec.Dense{Units: 3})
	o = observed(built(t, m, r), picture(in, r))
	for i := range m.Layers {
		if o.ReadsPicture(i) {
			t.Errorf("layer %d reads the picture", i)
		}
	}
	if got := o.Shifted(2, 0); got != nil {
		t.Errorf("a unit over pooled maps is shifted to %v", got)
	}
	m = spec.NoteDense()
	o = observed(built(t, m, r), picture(m.Input, r))
	if o.ReadsPicture(0) || !o.ReadsPicture(1) || o.ReadsPicture(2) {
		t.Error("of the note's dense network the first Dense reads the picture, and only that")
	}
}

func TestAUnitsPictureIsItsWeights(t *testing.T) {
	m := spec.NoteDense()
	net := built(t, m, rand.New(rand.NewPCG(12, 12)))
	n := New(net)
	if n.FirstWeights() != 1 {
		t.Fatalf("the first layer with weights is %d, want 1", n.FirstWeights())
	}
	units := []int{0, 511, 7}
	pictures := n.UnitPictures(1, units)
	if len(pictures) != 3*784 {
		t.Fatalf("%d weights of three units, want %d", len(pictures), 3*784)
	}
	for k, u := range units {
		for pixel := range 784 {
			if got, want := pictures[k*784+pixel], net.Weights()[pixel*512+u]; got != want {
				t.Fatalf("unit %d, pixel %d: %v, want %v", u, pixel, got, want)
			}
		}
	}
}

// A unit that takes away much matters as much as one that adds much. Units matter for the
// next Dense, not for the digit, if there is another between.
func TestMostUnitsContributeMostInEitherDirection(t *testing.T) {
	in := spec.Shape{H: 1, W: 1, C: 1}
	m := stack(in, spec.Flatten{}, spec.Dense{Units: 4}, spec.Dropout{Rate: 0.5}, spec.Dense{Units: 2})
	net := built(t, m, rand.New(rand.NewPCG(13, 13)))
	w := net.Weights()
	clear(w)
	copy(w, []float32{1, 1, 1, 1})                                       // units 0 to 3 are the ink
	copy(w[net.Arrays()[2].Offset:], []float32{9, 1, 0, -4, 0, 3, 0, 2}) // to both units of the next
	o := observed(net, []float32{1})
	cells := make([]spec.Cell, 6)
	cells[4].Channel = 1
	if got := o.MostUnits(1, 3, cells); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("the three units are %v, want 1, 2 and 3, which contribute -4, 3 and 2", got)
	}
	if got := o.MostUnits(4, 3, cells); len(got) != 10 {
		t.Errorf("of the last layer it returns %v, want all digits", got)
	}
	if got := o.MostUnits(1, 8, cells); len(got) != 4 {
		t.Errorf("of four units it returns %v", got)
	}
}

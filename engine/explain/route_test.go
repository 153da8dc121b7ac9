package explain

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
)

// weighted returns a network whose weights are 0 but for set.
func weighted(t *testing.T, m spec.Model, set func(array func(name string) []float32)) *engine.Sequential {
	t.Helper()
	net, err := engine.New(m, 1)
	if err != nil {
		t.Fatal(err)
	}
	clear(net.Weights())
	set(func(name string) []float32 {
		for _, a := range net.Arrays() {
			if a.Name == name {
				return net.Weights()[a.Offset : a.Offset+a.Size()]
			}
		}
		t.Fatalf("no array is called %s", name)
		return nil
	})
	return net
}

// ink returns a picture of 4 x 4 pixels with ink in some of them.
func ink(pixels map[[2]int]float32) []float32 {
	p := make([]float32, 16)
	for at, v := range pixels {
		p[4*at[0]+at[1]] = v
	}
	return p
}

func cell(row, column, channel int) spec.Cell {
	return spec.Cell{Row: row, Column: column, Channel: channel}
}

// twoMaps is a network of a convolution with two maps, max pooling, three units and ten
// digits. Map 0 is the picture. Map 1 is 1 everywhere, and brighter where there is ink.
func twoMaps(t *testing.T) *engine.Sequential {
	m := stack(spec.Shape{H: 4, W: 4, C: 1}, spec.Conv2D{Filters: 2, KernelSize: 1, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2}, spec.Flatten{}, spec.Dense{Units: 3, Activation: spec.ReLU})
	return weighted(t, m, func(array func(string) []float32) {
		copy(array("conv2d/kernel"), []float32{1, 3})
		copy(array("conv2d/bias"), []float32{0, 1})
		dense := array("dense/kernel") // [row column map][unit]
		dense[4*3+1] = 2               // row 1, column 0, map 0 to unit 1
		dense[2*3+2] = 1               // row 0, column 1, map 0 to unit 2
		dense[7*3+2] = 50              // row 1, column 1, map 1 to unit 2
		dense[7*3+0] = 1
		array("dense/bias")[0] = 1
		digits := array("dense_1/kernel") // [unit][digit]
		digits[1*10+3], digits[2*10+3], digits[2*10+5], digits[0*10+7], digits[1*10+8] = 60, 1, 1, 1, -1
	})
}

func TestTheRouteTakesWhatContributesMost(t *testing.T) {
	x := ink(map[[2]int]float32{{2, 1}: 1, {0, 3}: 0.5})
	o := observed(twoMaps(t), x)
	// A 3 gets 60*2 from unit 1 and about 50 from unit 2. Unit 1 reads the ink of row 2.
	want := Route{Cells: []spec.Cell{cell(2, 1, 0), cell(2, 1, 0), cell(1, 0, 0), cell(0, 0, 4), cell(0, 0, 1), cell(0, 0, 3)}}
	if got := o.Route(3); !slices.Equal(got.Cells, want.Cells) || got.From != 0 {
		t.Errorf("to 3 it is %+v, want %+v", got, want)
	}
	// A 5 gets all from unit 2. Most of that is 50 times a number that is 1 on an empty
	// pad, too: it counts as 0.
	want.Cells = []spec.Cell{cell(0, 3, 0), cell(0, 3, 0), cell(0, 1, 0), cell(0, 0, 2), cell(0, 0, 2), cell(0, 0, 5)}
	if got := o.Route(5); !slices.Equal(got.Cells, want.Cells) || got.From != 0 {
		t.Errorf("to 5 it is %+v, want %+v", got, want)
	}
}

func TestWithoutAPositiveContributionThereIsNoRoute(t *testing.T) {
	o := observed(twoMaps(t), ink(map[[2]int]float32{{2, 1}: 1}))
	for digit, from := range map[int]int{
		9: 5, // nothing contributes
		8: 5, // unit 1 takes away
		7: 4, // unit 0 adds its bias, to which no cell adds
		3: 0,
	} {
		got := o.Route(digit)
		if got.From != from || !o.Contains(got.Cells) {
			t.Errorf("to %d the route begins at %d, want %d: %+v", digit, got.From, from, got)
		}
	}
	// On an empty pad unit 2 adds 50 to a 3. No cell adds to it: all are as on an empty pad.
	o = observed(twoMaps(t), ink(nil))
	if got := o.Route(3); got.From != 4 || got.Cells[4].Channel != 2 || !o.Contains(got.Cells) {
		t.Errorf("of an empty pad the route to 3 is %+v", got)
	}
}

func TestNaNHasNoRoute(t *testing.T) {
	net := twoMaps(t)
	nan := float32(math.NaN())
	x := ink(map[[2]int]float32{{2, 1}: 1})
	for i := range net.Weights() {
		was := net.Weights()[i]
		net.Weights()[i] = nan
		o := observed(net, x)
		for digit := range spec.Classes {
			if got := o.Route(digit); !o.Contains(got.Cells) {
				t.Fatalf("weight %d: %+v", i, got)
			}
		}
		net.Weights()[i] = was
	}
	for i := range net.Weights() {
		net.Weights()[i] = nan
	}
	if got := observed(net, x).Route(3); got.From != 5 {
		t.Errorf("the route begins at %d, want 5", got.From)
	}
}

// A convolution over the two maps, of which map 1 adds three times as much. But it is
// bright without ink.
func TestMapsThatAreBrightOnAnEmptyPadArePassedOver(t *testing.T) {
	conv := spec.Conv2D{Filters: 2, KernelSize: 1, Activation: spec.ReLU}
	m := stack(spec.Shape{H: 4, W: 4, C: 1}, conv, conv)
	for name, c := range map[string]struct {
		bias   []float32
		shares []float32
		want   int
	}{
		"one of them":        {[]float32{0, 1}, []float32{1, 0}, 0},
		"hardly":             {[]float32{0, 0.09}, []float32{1, 3}, 1}, // of 3.09
		"hardly less":        {[]float32{0, 0.11}, []float32{1, 0}, 0}, // of 3.11: more than a thirtieth
		"both of them":       {[]float32{1, 1}, []float32{1, 3}, 1},
		"the weaker of them": {[]float32{1, 0}, []float32{0, 3}, 1},
	} {
		net := weighted(t, m, func(array func(string) []float32) {
			copy(array("conv2d/kernel"), []float32{1, 3})
			copy(array("conv2d/bias"), c.bias)
			copy(array("conv2d_1/kernel"), []float32{1, 0, 1, 0})
			array("dense/kernel")[(2*4+1)*2*10+3] = 1
		})
		o := observed(net, ink(map[[2]int]float32{{2, 1}: 1}))
		shares := o.Shares(1, cell(2, 1, 0))
		for i, want := range c.shares {
			if !near(shares[i], float64(want)) {
				t.Errorf("%s: the shares are %v, want %v", name, shares, c.shares)
			}
		}
		if got := o.Route(3).Cells[1]; got != cell(2, 1, c.want) {
			t.Errorf("%s: the route takes %+v, want map %d", name, got, c.want)
		}
	}
}

// A linear number of -0.5 that counts -2 times adds 1 to the score. What made it what it
// is are the weights that push it down.
func TestNumbersBelowZeroAreFollowedDown(t *testing.T) {
	for _, a := range []spec.Activation{spec.Linear, spec.Tanh} {
		m := stack(spec.Shape{H: 1, W: 1, C: 2}, spec.Conv2D{Filters: 1, KernelSize: 1, Activation: a}, spec.Flatten{}, spec.Dense{Units: 1, Activation: a})
		net := weighted(t, m, func(array func(string) []float32) {
			copy(array("conv2d/kernel"), []float32{-1, 1})
			array("dense/kernel")[0] = 1
			array("dense_1/kernel")[3] = -2
		})
		o := observed(net, []float32{1, 0.5})
		got := o.Route(3)
		if got.Cells[0] != cell(0, 0, 0) || got.From != 0 {
			t.Errorf("%s: the route begins at %d in channel %d, want in channel 0", a, got.From, got.Cells[0].Channel)
		}
		if shares := o.Shares(0, cell(0, 0, 0)); shares[0] != 1 || shares[1] != -0.5 {
			t.Errorf("%s: the shares are %v, want 1 and -0.5", a, shares)
		}
	}
}

// The numbers before the chosen one are chosen anew, and pooling after it shows its map.
func TestBeforeChoosesWhatIsUpstreamOnly(t *testing.T) {
	conv := func(filters int) spec.Conv2D {
		return spec.Conv2D{Filters: filters, KernelSize: 3, Padding: spec.Same, Activation: spec.Tanh}
	}
	m := stack(spec.Shape{H: 12, W: 12, C: 1}, conv(5), spec.AveragePooling2D{PoolSize: 2}, conv(6),
		spec.Dropout{Rate: 0.5}, spec.MaxPooling2D{PoolSize: 2}, conv(7), spec.Flatten{}, spec.Dense{Units: 8})
	r := rand.New(rand.NewPCG(14, 14))
	o := observed(built(t, m, r), picture(m.Input, r))
	asked := o.Route(3).Cells
	const second = 2 // conv2d_1
	asked[second+1] = cell(3, 4, 5)
	asked[second+2], asked[second+3] = cell(1, 1, 0), cell(2, 2, 0)
	got := o.Before(asked, second).Cells
	if got[second+1] != asked[second+1] || !slices.Equal(got[second+4:], asked[second+4:]) {
		t.Errorf("the chosen number and what is after it are %+v, want %+v", got[second+1:], asked[second+1:])
	}
	if got[second+2] != cell(1, 1, 5) || got[second+3] != cell(2, 2, 5) {
		t.Errorf("Dropout and pooling after it are at %+v, want their places in map 5", got[second+2:second+4])
	}
	shares := o.Shares(second, asked[second+1])
	if channel := got[second].Channel; shares[channel] != slices.Max(shares) {
		t.Errorf("the map before is %d of the shares %v", channel, shares)
	}
	if asked[second+2] != cell(1, 1, 0) {
		t.Error("the cells that were asked for are changed")
	}
	if o.Contains(asked[1:]) || o.Contains(append(slices.Clone(asked), spec.Cell{})) || o.Contains([]spec.Cell{}) {
		t.Error("a route of another length is contained")
	}
	asked[second+1].Channel = 6
	if o.Contains(asked) {
		t.Error("a seventh map of six is contained")
	}
}

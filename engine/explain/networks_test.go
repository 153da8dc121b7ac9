package explain

import (
	"math/rand/v2"
	"testing"

	"convlab/engine/spec"
)

// A new kind of layer needs its case in strongest.
func TestEveryKindOfLayerIsOnARoute(t *testing.T) {
	for _, l := range spec.Kinds() {
		m, i, err := spec.ExampleModel(l)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(20, 20))
		o := observed(built(t, m, r), picture(m.Input, r))
		checkRoutes(t, l.Kind(), m, o)
		c := o.Route(3).Cells[i+1]
		if best, _ := o.strongest(i, c); !o.inputs[i].shape.Contains(best) {
			t.Errorf("%s reads %+v", l.Kind(), best)
		}
	}
}

// The routes of networks without convolution, without hidden units, with the average head,
// and of the largest and deepest that can be built.
func TestEveryNetworkHasARoute(t *testing.T) {
	deep := make([]spec.Layer, 22)
	for i := range deep {
		deep[i] = spec.Conv2D{Filters: 2, KernelSize: 3, Padding: spec.Same, Activation: spec.Tanh}
	}
	wide := spec.Conv2D{Filters: 3, KernelSize: 7, Strides: 3, Padding: spec.Same, Activation: spec.ReLU}
	for name, m := range map[string]spec.Model{
		"dense":         spec.NoteDense(),
		"no hidden":     stack(spec.MNIST()),
		"convnet":       spec.NoteConvnet(),
		"conv, no unit": stack(spec.MNIST(), spec.Conv2D{Filters: 4, KernelSize: 5, Activation: spec.ReLU}),
		"average head":  stack(spec.MNIST(), spec.Conv2D{Filters: 4, KernelSize: 5, Activation: spec.ReLU}, spec.GlobalAveragePooling2D{}),
		"pool only":     stack(spec.MNIST(), spec.AveragePooling2D{PoolSize: 3}, spec.MaxPooling2D{PoolSize: 2}),
		"24 layers":     stack(spec.MNIST(), deep...),
		"7 with 3":      stack(spec.MNIST(), wide, wide, wide),
		"one filter":    stack(spec.MNIST(), spec.Conv2D{Filters: 1, KernelSize: 1}),
		"256 filters":   stack(spec.MNIST(), spec.Conv2D{Filters: 256, KernelSize: 7, Strides: 3, Activation: spec.Sigmoid}),
	} {
		r := rand.New(rand.NewPCG(15, 15))
		o := observed(built(t, m, r), picture(m.Input, r))
		checkRoutes(t, name, m, o)
	}
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(16, seed))
		m := randomModel(r)
		checkRoutes(t, "a random network", m, observed(built(t, m, r), picture(m.Input, r)))
	}
}

// checkRoutes checks that each number of the routes to all digits is one that the next
// number reads, and that the last is the digit.
func checkRoutes(t *testing.T, name string, m spec.Model, o *Observation) {
	t.Helper()
	for digit := range spec.Classes {
		route := o.Route(digit)
		cells := route.Cells
		if !o.Contains(cells) || cells[len(cells)-1].Channel != digit || route.From < 0 || route.From >= len(cells) {
			t.Fatalf("%s, %+v: the route to %d is %+v", name, m, digit, route)
		}
		for i := range m.Layers {
			regions, err := m.ReceptiveField(i, cells[i+1].Row, cells[i+1].Column)
			if err != nil {
				t.Fatal(err)
			}
			in := regions[i]
			if c := cells[i]; c.Row < in.Rows.First || c.Row > in.Rows.Last || c.Column < in.Columns.First || c.Column > in.Columns.Last {
				t.Errorf("%s: layer %d reads %+v for %+v, not %+v", name, i, in, cells[i+1], c)
			}
			if o.layers[i].keepsChannels() && cells[i].Channel != cells[i+1].Channel {
				t.Errorf("%s: %s changes the channel from %d to %d", name, m.Layers[i].Kind(), cells[i].Channel, cells[i+1].Channel)
			}
		}
	}
}

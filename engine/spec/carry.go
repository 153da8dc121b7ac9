package spec

import "slices"

// Carry is CarryByID for layers without identities: the k-th layer with weights
// of next is matched with the k-th of old.
func Carry(old, next Model) (from, learn []int, err error) { return CarryByID(old, next, nil, nil) }

// CarryByID returns which weights of a trained model a changed one can keep. was
// and will identify the layers with weights of old and next, in order; if either
// has the wrong length, layers are matched by position. A layer keeps the weights
// of the layer with its identity if kinds and array shapes agree: pooling, stride
// and padding have no weights, so changing them keeps every layer after them
// whose size stays. from[i] is the layer of old whose weights layer i of next
// keeps, or -1. learn lists the layers of next that must be learned again.
func CarryByID(old, next Model, was, will []int) (from, learn []int, err error) {
	before, err := weighted(old)
	if err != nil {
		return nil, nil, err
	}
	after, err := weighted(next)
	if err != nil {
		return nil, nil, err
	}
	if len(was) != len(before) || len(will) != len(after) {
		was, will = positions(len(before)), positions(len(after))
	}
	from = make([]int, len(next.Layers))
	for i := range from {
		from[i] = -1
	}
	for k, a := range after {
		if same := slices.Index(was, will[k]); same >= 0 && before[same].fits(a) {
			from[a.layer] = before[same].layer
		} else {
			learn = append(learn, a.layer)
		}
	}
	return from, learn, nil
}

// Weighted lists the layers of m that have weights. It is empty if m is refused
// by Shapes.
func (m Model) Weighted() []int {
	list, err := weighted(m)
	if err != nil {
		return nil
	}
	var layers []int
	for _, a := range list {
		layers = append(layers, a.layer)
	}
	return layers
}

func positions(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// weightedLayer is a layer with its trainable arrays.
type weightedLayer struct {
	layer   int
	kind    string
	weights []Weight
}

func (a weightedLayer) fits(b weightedLayer) bool {
	return a.kind == b.kind && slices.EqualFunc(a.weights, b.weights, func(x, y Weight) bool {
		return x.Name == y.Name && slices.Equal(x.Shape, y.Shape)
	})
}

func weighted(m Model) ([]weightedLayer, error) {
	shapes, err := m.Shapes()
	if err != nil {
		return nil, err
	}
	var list []weightedLayer
	in := m.Input
	for i, l := range m.Layers {
		if w := l.Weights(in); len(w) > 0 {
			list = append(list, weightedLayer{layer: i, kind: l.Kind(), weights: w})
		}
		in = shapes[i]
	}
	return list, nil
}

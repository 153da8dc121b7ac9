package spec

import "slices"

// Carry tells which weights of a trained model a changed one can keep. The
// k-th layer with weights of next keeps those of the k-th of old when their
// kinds and array shapes agree: pooling, stride and padding have no weights,
// so changing them keeps everything that does not change size behind them.
// from[i] is the layer of old whose weights layer i of next keeps, or -1.
// learn lists the layers of next that must be learned again.
func Carry(old, next Model) (from, learn []int, err error) {
	was, err := weighted(old)
	if err != nil {
		return nil, nil, err
	}
	will, err := weighted(next)
	if err != nil {
		return nil, nil, err
	}
	from = make([]int, len(next.Layers))
	for i := range from {
		from[i] = -1
	}
	for k, w := range will {
		if k < len(was) && was[k].fits(w) {
			from[w.layer] = was[k].layer
		} else {
			learn = append(learn, w.layer)
		}
	}
	return from, learn, nil
}

type arrays struct {
	layer   int
	kind    string
	weights []Weight
}

func (a arrays) fits(b arrays) bool {
	return a.kind == b.kind && slices.EqualFunc(a.weights, b.weights, func(x, y Weight) bool {
		return x.Name == y.Name && slices.Equal(x.Shape, y.Shape)
	})
}

func weighted(m Model) ([]arrays, error) {
	shapes, err := m.Shapes()
	if err != nil {
		return nil, err
	}
	var list []arrays
	in := m.Input
	for i, l := range m.Layers {
		if w := l.Weights(in); len(w) > 0 {
			list = append(list, arrays{layer: i, kind: l.Kind(), weights: w})
		}
		in = shapes[i]
	}
	return list, nil
}

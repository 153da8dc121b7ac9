package river

import "convlab/engine/spec"

// Kind says what a column shows.
type Kind uint8

// The kinds, in the order of a river.
const (
	PadColumn Kind = iota
	PictureColumn
	ConvolutionColumn // any layer with a window and weights
	PoolingColumn     // any layer with a window and no weights
	DenseColumn       // a hidden Dense layer
	AnswerColumn      // the last Dense layer
)

// LayerGroup is the layers of a column: the one whose output it shows, and those that only rearrange or drop numbers for it.
type LayerGroup struct {
	Kind   Kind
	Layers []int      // of the model, in order: also those that only rearrange or drop numbers
	Layer  int        // whose output is shown; -1: the input
	Shape  spec.Shape // of that output
	Rows   spec.Span  // of the window, where the layer has one
	Cols   spec.Span
}

// hasMaps reports whether its column shows a map.
func (p LayerGroup) hasMaps() bool {
	return p.Kind == PictureColumn || p.Kind == ConvolutionColumn || p.Kind == PoolingColumn
}

// Network is a model cut into columns.
type Network struct {
	groups []LayerGroup
	head   int  // the part with the first Flatten or GlobalAveragePooling2D: before it a convolution can be added
	opened bool // a dense network, whose weights are pictures
}

// NetworkOf cuts a model into columns. A layer with a window has a column of its
// own. A layer that flattens belongs to the Dense layer after it, and dropout to the
// layer before it. A model with one Dense layer over the picture, and one for the
// scores, is a dense network, and so is one without the former. The error is that of
// Model.Check.
func NetworkOf(m spec.Model) (Network, error) {
	if err := m.Check(); err != nil {
		return Network{}, err
	}
	shapes, _ := m.Shapes() // Check has checked them, and the windows
	n := Network{groups: []LayerGroup{{Kind: PadColumn, Layer: -1}, {Kind: PictureColumn, Layer: -1, Shape: m.Input}}}
	var waiting []int // for the layer that they belong to
	add := func(i int, p LayerGroup) {
		p.Layers, p.Layer, p.Shape = append(waiting, i), i, shapes[i]
		n.groups, waiting = append(n.groups, p), nil
	}
	in := m.Input
	for i, l := range m.Layers {
		switch l := l.(type) {
		case spec.Windowed:
			kind := PoolingColumn
			if len(l.Weights(in)) > 0 {
				kind = ConvolutionColumn
			}
			p := LayerGroup{Kind: kind}
			p.Rows, p.Cols, _ = l.Window(in)
			add(i, p)
		case spec.Dense:
			if i == len(m.Layers)-1 {
				add(i, LayerGroup{Kind: AnswerColumn})
			} else {
				add(i, LayerGroup{Kind: DenseColumn})
			}
		case spec.Dropout:
			if last := &n.groups[len(n.groups)-1]; len(waiting) == 0 && last.Layer >= 0 {
				last.Layers = append(last.Layers, i)
			} else {
				waiting = append(waiting, i)
			}
		default:
			waiting, n.head = append(waiting, i), len(n.groups)
			n.opened = n.head == 2 && shapes[i].Size() == m.Input.Size()
		}
		in = shapes[i]
	}
	n.opened = n.opened && len(n.groups) <= 4 // with more hidden layers there are columns to show
	return n, nil
}

// between counts the columns between the pad and the answer. A dense network takes
// the room of the note's convnet, so that pad, picture and answer stay where they are
// when one is exchanged for the other.
func (n Network) between() int {
	const convnet = 7
	if n.opened {
		return convnet
	}
	return len(n.groups) - 2
}

package spec

import (
	"errors"
	"fmt"
	"strings"
)

// Model is a stack of layers over one input shape, Keras's Sequential.
type Model struct {
	Input  Shape
	Layers []Layer
}

// Shapes returns the output shape of every layer, or the *Error of the first
// layer that cannot follow.
func (m Model) Shapes() ([]Shape, error) {
	if err := checkLayers(len(m.Layers)); err != nil {
		return nil, err
	}
	if err := m.checkInput(); err != nil {
		return nil, err
	}
	shapes := make([]Shape, len(m.Layers))
	in, vector := m.Input, false
	for i, l := range m.Layers {
		if err := checkRank(l, in, vector); err != nil {
			return nil, at(err, i)
		}
		out, err := l.OutputShape(in)
		if err != nil {
			return nil, at(err, i)
		}
		shapes[i], in = out, out
		vector = vector || flattens(l)
	}
	return shapes, nil
}

// checkRank keeps maps and vectors apart (a map of 1×1×n is no vector, as in
// Keras) and refuses what is no layer of this package: nil, or a pointer to one.
func checkRank(l Layer, in Shape, vector bool) error {
	switch l.(type) {
	case Dropout:
	case Dense:
		if !vector {
			return &Error{
				Path: "input", Kind: l.Kind(), Value: "maps of " + in.String(), Rule: RuleFlat,
				Want: "a vector: put Flatten or GlobalAveragePooling2D before it",
			}
		}
	case Windowed, Flatten, GlobalAveragePooling2D:
		if vector {
			return &Error{
				Path: "input", Kind: l.Kind(), Value: "a vector of " + in.String(), Rule: RuleMaps,
				Want: "maps with rows and columns: put it before Flatten or GlobalAveragePooling2D",
			}
		}
	default:
		return &Error{
			Path: "kind", Value: fmt.Sprintf("%T", l), Rule: RuleChoice,
			Want: "one of " + strings.Join(kinds(), ", "),
		}
	}
	return nil
}

func flattens(l Layer) bool {
	switch l.(type) {
	case Flatten, GlobalAveragePooling2D:
		return true
	}
	return false
}

// Check is Shapes and all other rules: it returns nil exactly when the model
// can be built and trained.
func (m Model) Check() error {
	shapes, err := m.Shapes()
	if err != nil {
		return err
	}
	last := len(m.Layers) - 1
	for i, l := range m.Layers {
		if i < last && activationOf(l) == Softmax {
			return &Error{
				Path: fmt.Sprintf("layers[%d].activation", i), Kind: l.Kind(), Value: "softmax", Rule: RuleSoftmax,
				Want: "softmax only in the last layer",
			}
		}
	}
	if d, ok := m.Layers[last].(Dense); !ok || d.Units != Classes || d.Activation != Softmax {
		return &Error{
			Path: fmt.Sprintf("layers[%d]", last), Kind: m.Layers[last].Kind(), Value: kerasLayer(m.Layers[last]), Rule: RuleOutput,
			Want: kerasLayer(Dense{Units: Classes, Activation: Softmax}) + " at the end",
		}
	}
	return m.checkCost(shapes)
}

func checkLayers(n int) error {
	if n >= 1 && n <= MaxLayers {
		return nil
	}
	return &Error{
		Path: "layers", Value: fmt.Sprintf("%d layers", n), Rule: RuleLayers,
		Want: fmt.Sprintf("1 to %d", MaxLayers), Low: 1, High: MaxLayers,
	}
}

func (m Model) checkInput() error {
	s := m.Input
	if s.H < 1 || s.W < 1 || s.C < 1 || s.H > MaxSide || s.W > MaxSide || s.C > MaxChannels {
		return &Error{
			Path: "input", Value: fmt.Sprintf("%d×%d×%d", s.H, s.W, s.C), Rule: RuleRange,
			Want: fmt.Sprintf("1×1×1 to %d×%d×%d", MaxSide, MaxSide, MaxChannels), Low: 1, High: MaxSide,
		}
	}
	return nil
}

func (m Model) checkCost(shapes []Shape) error {
	var weights, macs, numbers int64
	in := m.Input
	for i, l := range m.Layers {
		weights += weightCount(l, in)
		macs += l.MACs(in)
		numbers += int64(shapes[i].Size())
		in = shapes[i]
	}
	scratch, err := m.Scratch()
	if err != nil {
		return err
	}
	for _, c := range []struct {
		rule      Rule
		unit      string
		got, most int64
	}{
		{RuleWeights, "weights", weights, MaxWeights},
		{RuleMACs, "multiply-adds an image", macs, MaxMACs},
		{RuleNumbers, "numbers between layers", numbers, MaxActivations},
		{RuleScratch, "numbers that convolutions work in", scratch, MaxScratch},
	} {
		if c.got > c.most {
			return &Error{
				Path: "layers", Value: fmt.Sprintf("%d %s", c.got, c.unit), Rule: c.rule,
				Want: fmt.Sprintf("at most %d: fewer filters or units, or a larger stride", c.most), High: int(c.most),
			}
		}
	}
	return nil
}

func activationOf(l Layer) Activation {
	switch l := l.(type) {
	case Conv2D:
		return l.Activation.Or()
	case Dense:
		return l.Activation.Or()
	}
	return Linear
}

// at puts the layer's index in front of an error's path.
func at(err error, i int) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	placed := *e
	placed.Path = fmt.Sprintf("layers[%d]", i)
	if e.Path != "" {
		placed.Path += "." + e.Path
	}
	return &placed
}

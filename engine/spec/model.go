// Package spec describes networks and their training as plain data.
//
// A description crosses every border: page, link, checkpoint, worker, command
// line. The layers built from it never leave the worker that built them. The
// package knows shapes, costs and limits; it computes no layers.
// Names and defaults are Keras's.
package spec

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Shape is the shape of one example without its batch axis, in NHWC order: H
// rows, W columns, C channels. A flat vector of n numbers is {1, 1, n}.
type Shape struct{ H, W, C int }

// Size is the count of numbers in one example.
func (s Shape) Size() int { return s.H * s.W * s.C }

// Flat reports whether s is a vector.
func (s Shape) Flat() bool { return s.H == 1 && s.W == 1 }

// String writes 26×26×32, or 64 for a flat shape.
func (s Shape) String() string {
	if s.Flat() {
		return fmt.Sprint(s.C)
	}
	return fmt.Sprintf("%d×%d×%d", s.H, s.W, s.C)
}

// MNIST returns the shape of an MNIST image.
func MNIST() Shape { return Shape{H: 28, W: 28, C: 1} }

// Classes is the number of digits to tell apart.
const Classes = 10

// Model is a stack of layers over one input shape, Keras's Sequential.
type Model struct {
	Input  Shape
	Layers []Layer
}

// Shapes returns the output shape of every layer, or the *Error of the first
// layer that does not fit the one before it.
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

// checkRank keeps maps and vectors apart: as in Keras, a map of 1×1×n is not a
// vector. It also refuses values that are not layers of this package: nil, or a
// pointer to a layer.
func checkRank(l Layer, in Shape, vector bool) error {
	if !slices.ContainsFunc(Kinds(), func(k Layer) bool { return reflect.TypeOf(k) == reflect.TypeOf(l) }) {
		return &Error{
			Path: "kind", Value: fmt.Sprintf("%T", l), Rule: RuleChoice,
			Want: "one of " + strings.Join(kindNames(), ", "),
		}
	}
	switch l.(type) {
	case Dropout: // takes both
		return nil
	case Dense:
		if !vector {
			return &Error{
				Path: "input", Kind: l.Kind(), Value: "maps of " + in.String(), Rule: RuleFlat,
				Want: "a vector: put Flatten or GlobalAveragePooling2D before it",
			}
		}
		return nil
	}
	if vector {
		return &Error{
			Path: "input", Kind: l.Kind(), Value: "a vector of " + in.String(), Rule: RuleMaps,
			Want: "maps with rows and columns: put it before Flatten or GlobalAveragePooling2D",
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

// Names returns a name for each layer, as Keras gives them: conv2d, conv2d_1,
// max_pooling2d, ...
func (m Model) Names() []string {
	seen := map[string]int{}
	names := make([]string, len(m.Layers))
	for i, l := range m.Layers {
		name := snake(l.Kind())
		names[i] = name
		if n := seen[name]; n > 0 {
			names[i] = fmt.Sprintf("%s_%d", name, n)
		}
		seen[name]++
	}
	return names
}

// snake writes MaxPooling2D as max_pooling2d.
func snake(kind string) string {
	var b strings.Builder
	for i, r := range kind {
		if r >= 'A' && r <= 'Z' && i > 0 && kind[i-1] >= 'a' && kind[i-1] <= 'z' {
			b.WriteByte('_')
		}
		b.WriteString(strings.ToLower(string(r)))
	}
	return b.String()
}

// Same reports whether two descriptions build the same network: a default that
// is left out equals the default written out.
func (m Model) Same(other Model) bool {
	return m.Input == other.Input && slices.EqualFunc(m.Layers, other.Layers, func(a, b Layer) bool {
		return explicit(a) == explicit(b)
	})
}

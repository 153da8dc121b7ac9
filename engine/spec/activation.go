package spec

import (
	"strconv"
	"strings"
)

// Activation is the function applied to a layer's sums, by its Keras name.
// The zero value means Linear.
type Activation string

// The activations that layers know.
const (
	Linear  Activation = "linear"
	ReLU    Activation = "relu"
	Sigmoid Activation = "sigmoid"
	Tanh    Activation = "tanh"
	Softmax Activation = "softmax" // only for the last layer
)

// Activations lists what a hidden layer can use, in the order of menus.
func Activations() []Activation { return []Activation{ReLU, Tanh, Sigmoid, Linear} }

// Or returns a, or Linear when a is empty.
func (a Activation) Or() Activation {
	if a == "" {
		return Linear
	}
	return a
}

func (a Activation) check(kind string) error {
	switch a.Or() {
	case Linear, ReLU, Sigmoid, Tanh, Softmax:
		return nil
	}
	return choice(kind, "activation", string(a),
		string(Linear), string(ReLU), string(Sigmoid), string(Tanh), string(Softmax))
}

func choice(kind, field, got string, want ...string) *Error {
	return &Error{
		Path: field, Kind: kind, Value: quoted(got), Rule: RuleChoice,
		Want: "one of " + strings.Join(want, ", "),
	}
}

// quoted keeps a hostile value short and on one line.
func quoted(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}

package spec

// Dense connects every input with every unit: y = activation(x·w + b).
//
// https://keras.io/api/layers/core_layers/dense/
type Dense struct {
	Units      int        `json:"units"`
	Activation Activation `json:"activation,omitempty"`
}

// Kind returns "Dense".
func (Dense) Kind() string { return "Dense" }

func (l Dense) explicit() Layer {
	l.Activation = l.Activation.Or()
	return l
}

// OutputShape is {1, 1, Units}. Model.Shapes sees to it that the input is a
// vector.
func (l Dense) OutputShape(in Shape) (Shape, error) {
	out := Shape{H: 1, W: 1, C: l.Units}
	if err := checkRange(l.Kind(), "units", l.Units, 1, MaxUnits); err != nil {
		return out, err
	}
	return out, l.Activation.check(l.Kind())
}

// Weights are the kernel [in out] and the bias [out].
func (l Dense) Weights(in Shape) []Weight {
	return []Weight{
		{Name: "kernel", Shape: []int{in.Size(), l.Units}},
		{Name: "bias", Shape: []int{l.Units}},
	}
}

// MACs is in.Size() * Units.
func (l Dense) MACs(in Shape) int64 { return int64(in.Size()) * int64(l.Units) }

// Activation is the function applied to a layer's sums, by its Keras name.
// The zero value means Linear.
type Activation string

// The activations.
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
	return notOneOf(kind, "activation", string(a),
		string(Linear), string(ReLU), string(Sigmoid), string(Tanh), string(Softmax))
}

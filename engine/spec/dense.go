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

// OutputShape is {1, 1, Units}. The input must be a vector, which
// Model.Shapes sees to.
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

package spec

import "fmt"

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

// Dropout zeroes a Rate of its inputs while training and scales the others by
// 1/(1-Rate), so that nothing needs scaling afterwards.
//
// https://keras.io/api/layers/regularization_layers/dropout/
type Dropout struct {
	Rate float32 `json:"rate"`
}

// Kind returns "Dropout".
func (Dropout) Kind() string { return "Dropout" }

// OutputShape is in.
func (l Dropout) OutputShape(in Shape) (Shape, error) {
	if !(l.Rate >= 0 && l.Rate <= MaxDropout) {
		return in, &Error{
			Path: "rate", Kind: l.Kind(), Value: fmt.Sprint(l.Rate), Rule: RuleRange,
			Want: fmt.Sprintf("0 to %v", MaxDropout),
		}
	}
	return in, nil
}

// Weights returns nil.
func (Dropout) Weights(Shape) []Weight { return nil }

// MACs is 0.
func (Dropout) MACs(Shape) int64 { return 0 }

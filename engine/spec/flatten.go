package spec

import "fmt"

// Flatten lays the maps of an example out as one vector, in NHWC order.
type Flatten struct{ weightless }

// Kind returns "Flatten".
func (Flatten) Kind() string { return "Flatten" }

// OutputShape is {1, 1, in.Size()}.
func (Flatten) OutputShape(in Shape) (Shape, error) { return Shape{H: 1, W: 1, C: in.Size()}, nil }

// GlobalAveragePooling2D takes the mean of each whole map.
//
// https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
type GlobalAveragePooling2D struct{ weightless }

// Kind returns "GlobalAveragePooling2D".
func (GlobalAveragePooling2D) Kind() string { return "GlobalAveragePooling2D" }

// OutputShape is {1, 1, in.C}.
func (GlobalAveragePooling2D) OutputShape(in Shape) (Shape, error) {
	return Shape{H: 1, W: 1, C: in.C}, nil
}

// Dropout zeroes a fraction Rate of its inputs while training and scales the
// others by 1/(1-Rate), so that prediction needs no scaling.
//
// https://keras.io/api/layers/regularization_layers/dropout/
type Dropout struct {
	weightless
	Rate float32 `json:"rate"`
}

// Kind returns "Dropout".
func (Dropout) Kind() string { return "Dropout" }

// OutputShape is in.
func (l Dropout) OutputShape(in Shape) (Shape, error) {
	if !(l.Rate >= 0 && l.Rate <= MaxDropout) { // in this form, NaN is refused
		return in, &Error{
			Path: "rate", Kind: l.Kind(), Value: fmt.Sprint(l.Rate), Rule: RuleRange,
			Want: fmt.Sprintf("0 to %v", MaxDropout),
		}
	}
	return in, nil
}

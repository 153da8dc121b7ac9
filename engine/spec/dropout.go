package spec

import "fmt"

// Dropout zeroes a Rate of its inputs while training and scales the others by
// 1/(1-Rate), so that nothing needs scaling afterwards.
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
	if !(l.Rate >= 0 && l.Rate <= MaxDropout) { // not the other way round: NaN is refused
		return in, &Error{
			Path: "rate", Kind: l.Kind(), Value: fmt.Sprint(l.Rate), Rule: RuleRange,
			Want: fmt.Sprintf("0 to %v", MaxDropout),
		}
	}
	return in, nil
}

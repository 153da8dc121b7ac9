package engine

import (
	"fmt"
	"math"

	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// Divergence is the error of a step whose loss or gradient is not finite or too
// large to square in float32. The step is not made: the weights are those before
// it.
type Divergence struct {
	Quantity string // "loss" or "gradient"
	Array    string // of the gradient, as in "conv2d_1/kernel"; "" for the loss
	Layer    int    // of the gradient, in the model; -1 for the loss
	Epoch    int    // from 0
	Step     int    // in the epoch, from 0
}

// Error returns a text for people, which counts epochs and steps from 1.
func (d *Divergence) Error() string {
	what := d.Quantity
	if d.Array != "" {
		what += " of " + d.Array
	}
	return fmt.Sprintf("training diverged: the %s is not finite in epoch %d, step %d; the weights are those before that step: reset, or go on with half the learning rate",
		what, d.Epoch+1, d.Step+1)
}

// diverged returns the *Divergence of a batch, or nil.
func diverged(s Sums, grad []float32, arrays []Array, at Step) error {
	if math.IsNaN(s.Loss) || math.IsInf(s.Loss, 0) {
		return &Divergence{Quantity: "loss", Layer: -1, Epoch: at.Epoch, Step: at.Step}
	}
	for _, a := range arrays {
		if !bounded(a.of(grad)) {
			return &Divergence{Quantity: "gradient", Array: a.Name, Layer: a.Layer, Epoch: at.Epoch, Step: at.Step}
		}
	}
	return nil
}

// bounded reports whether all absolute values are below spec.MaxGradient.
func bounded(v []float32) bool { return kernel.MaxAbs(v) < math.Float32bits(spec.MaxGradient) }

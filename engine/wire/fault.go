package wire

import "convlab/engine/spec"

// Fault reports what could not be done and why. Network and drawing are unchanged.
type Fault struct {
	What       string      `json:"what"`                // the file or command, for example "data/train-01000.bin"
	Message    string      `json:"message"`             // expected, received, what to do; English
	Cause      Cause       `json:"cause"`               // selects the page's text
	Refusal    *Error      `json:"refusal,omitzero"`    // for CauseRefused
	Divergence *Divergence `json:"divergence,omitzero"` // for CauseDiverge
}

// Error is a spec.Error in a message.
type Error = spec.Error

// Cause groups faults by what the user can do about them.
type Cause string

// The causes of faults.
const (
	CauseData    Cause = "data"    // a shard or the manifest is missing, truncated or altered: retry
	CauseModel   Cause = "model"   // a shipped network could not be loaded: retry
	CauseRefused Cause = "refused" // settings that cannot work
	CauseDiverge Cause = "diverge" // the loss or a gradient is not finite
	CauseCommand Cause = "command" // a message that could not be read
	CauseFile    Cause = "file"    // a file that cannot be written or used
)

// Divergence reports which numbers are no longer finite. The weights are the last
// finite ones.
type Divergence struct {
	Quantity Quantity       `json:"quantity"`
	Array    string         `json:"array"` // of a gradient, for example "conv2d_1/kernel"; "" for a loss
	Layer    int            `json:"layer"` // of a gradient, in Model.Layers; -1 for a loss
	Epoch    int            `json:"epoch"` // finished epochs
	Step     int            `json:"step"`  // finished steps of the next; the step after them failed
	Rate     float32        `json:"rate"`  // learning rate of the failed step
	Rollback *RollbackPoint `json:"rollback,omitzero"`
}

// Quantity names what was not finite.
type Quantity string

// The quantities.
const (
	QuantityLoss     Quantity = "loss"      // of a batch
	QuantityGradient Quantity = "gradient"  // of a batch
	QuantityTestLoss Quantity = "test_loss" // on the test images
)

// RollbackPoint is the state that Rollback returns to: the last good weights, and
// half the learning rate. It is valid until a command continues, resets or replaces the
// training. Without a training, or at the smallest rate, there is none.
type RollbackPoint struct {
	Epoch int     `json:"epoch"` // finished epochs; with step 0, 0 means the weights the training began with
	Step  int     `json:"step"`  // finished steps of the next
	Rate  float32 `json:"rate"`
}

// Rollback continues after a divergence, from the RollbackPoint of the Fault until
// the chosen number of epochs.
type Rollback struct{}

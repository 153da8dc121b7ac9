package wire

// Divergence tells which numbers have left what float32 can hold. The weights
// are the last finite ones.
type Divergence struct {
	Quantity Quantity       `json:"quantity"`
	Array    string         `json:"array"` // of a gradient, as in "conv2d_1/kernel"; "" for a loss
	Layer    int            `json:"layer"` // of a gradient, in Model.Layers; -1 for a loss
	Epoch    int            `json:"epoch"` // finished epochs,
	Step     int            `json:"step"`  // and steps of the next: the step after them could not be made
	Rate     float32        `json:"rate"`  // learning rate of that step
	Rollback *RollbackPoint `json:"rollback,omitzero"`
}

// Quantity is what was not finite.
type Quantity string

// The quantities.
const (
	QuantityLoss     Quantity = "loss"      // of a batch
	QuantityGradient Quantity = "gradient"  // of a batch
	QuantityTestLoss Quantity = "test_loss" // on the test pictures
)

// RollbackPoint is where Rollback goes: back to weights that were sound, on with half
// the learning rate. It stands until another command decides otherwise; without
// a training, or at the smallest rate, there is none.
type RollbackPoint struct {
	Epoch int     `json:"epoch"` // finished epochs; 0 and step 0: the weights with which the training began
	Step  int     `json:"step"`  // finished steps of the next
	Rate  float32 `json:"rate"`
}

// Rollback goes on after a divergence: from the place and at the learning rate
// that the fault has offered, until the chosen number of epochs.
type Rollback struct{}

package wire

import "convlab/engine/spec"

// Open changes the structure of the current network, and pauses a training.
// Layers keep the weights that were learned last where their arrays fit; the
// others start fresh. Until a step is made the learned network and its run are
// only suspended: Open with its Model restores both to the bit. A Model that is
// current already changes nothing but the training, as SetTraining does.
type Open struct {
	Model    spec.Model    `json:"model"`
	Layers   []int         `json:"layers,omitempty"` // identities of the layers with weights, in their order; none: by position
	Training spec.Training `json:"training"`
}

// Load replaces the current network by a shipped one, by its preset's name.
type Load struct {
	Preset string `json:"preset"`
}

// Until says where a training that starts now stops by itself.
type Until string

// The places to stop at.
const (
	UntilEnd   Until = "end"   // after the chosen number of epochs
	UntilEpoch Until = "epoch" // after the epoch under way
	UntilStep  Until = "step"  // after one batch
)

// Train goes on with the current weights. A run that has made a step is
// continued to the bit; at its end, UntilEnd makes as many epochs again. Other
// weights begin a new run with the training that was set last.
type Train struct {
	Until Until `json:"until"`
}

// Pause stops after the step under way.
type Pause struct{}

// Reset puts fresh weights from the seed into the current network, for the
// training that was set last.
type Reset struct{}

// SetTraining sets the values of the next run. Learning rate and epochs act on
// the run under way, too.
type SetTraining struct {
	Training spec.Training `json:"training"`
}

// Predict asks for everything that the current weights make of one picture.
// A newer Predict replaces one that has not been answered yet.
type Predict struct {
	ID     int       `json:"id"`
	Pixels []float32 `json:"-"` // payload: H*W*C numbers, 0 paper to 1 ink
}

// Fetch asks for one test picture: by Index, or when Index is -1 a random one
// of the Digit (-1: any), different for every Turn.
type Fetch struct {
	Index int `json:"index"`
	Digit int `json:"digit"`
	Nth   int `json:"nth"`
}

// Retry loads again what could not be loaded.
type Retry struct{}

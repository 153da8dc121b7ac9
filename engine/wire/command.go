package wire

import "convlab/engine/spec"

// Open changes the structure of the current network and pauses a training. Layers
// keep the weights that were learned last if the shapes match; the others get fresh
// ones. Until the next step the learned network and its run are only suspended: Open
// with its Model restores both to the bit. With the current Model, Open does what
// SetTraining does.
type Open struct {
	Model    spec.Model    `json:"model"`
	Layers   []int         `json:"layers,omitempty"` // identities of the layers with weights, in order; none: by position
	Training spec.Training `json:"training"`
}

// Load replaces the current network by the shipped one of a preset.
type Load struct {
	Preset string `json:"preset"`
}

// Until says when a training stops by itself.
type Until string

// The ends of a training.
const (
	UntilEnd   Until = "end"   // after the chosen number of epochs
	UntilEpoch Until = "epoch" // after the current epoch
	UntilStep  Until = "step"  // after one batch
)

// Train continues with the current weights. A run that has made a step continues to
// the bit; at its end, UntilEnd adds as many epochs again. Other weights begin a new
// run with the training that was set last.
type Train struct {
	Until Until `json:"until"`
}

// Pause stops after the current step.
type Pause struct{}

// Reset gives the current network fresh weights from the seed of the training that
// was set last.
type Reset struct{}

// SetTraining sets the values of the next run. Learning rate and epochs also apply
// to the current run.
type SetTraining struct {
	Training spec.Training `json:"training"`
}

// Predict asks for the outputs of all layers for one image, and how they came about.
// A newer Predict replaces one that has not been answered yet.
type Predict struct {
	ID       int       `json:"id"`
	Question *Question `json:"question,omitempty"`
	Pixels   []float32 `json:"-"` // payload: H*W*C numbers, from 0 (paper) to 1 (ink)
}

func (p Predict) check() error {
	if p.Question == nil {
		return nil
	}
	return p.Question.check()
}

// Fetch asks for one test image: the one at Index, or, if that is -1, the Nth
// random one of Digit (-1: of any). Random images repeat only after all were sent.
type Fetch struct {
	Index int `json:"index"`
	Digit int `json:"digit"`
	Nth   int `json:"nth"`
}

// Retry loads the files again that could not be loaded.
type Retry struct{}

package wire

import "convlab/engine/spec"

// Open makes a network the current one: weights that still fit are carried
// over, the others start fresh. A training under way is paused first.
type Open struct {
	Model    spec.Model    `json:"model"`
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

// Train starts or goes on. When nothing of the current network was trained in
// this session, or its training has ended, it starts from fresh weights; from
// those of a file, when the network is one that was restored.
type Train struct {
	Until Until `json:"until"`
}

// Pause stops after the step under way.
type Pause struct{}

// Reset throws the training away: fresh weights from the seed.
type Reset struct{}

// SetLearningRate changes the rate from the next step on.
type SetLearningRate struct {
	Rate float32 `json:"rate"`
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
	Turn  int `json:"turn"`
}

// Retry loads again what could not be loaded.
type Retry struct{}

package wire

import (
	"encoding/json"

	"convlab/engine/drawing"
)

// Format is a kind of file.
type Format string

// The forms.
const (
	FormatCheckpoint Format = "checkpoint" // a training to go on with
	FormatModel      Format = "model"      // a network, as safetensors
	FormatONNX       Format = "onnx"       // a network for other programs; it cannot be restored
)

// Save asks for a file of the current network. Of a changed one a checkpoint
// holds the suspended run, and the other forms hold the learned network while
// some layers must be learned again. The answer is Saved, or a Fault with
// CauseFile and the form as What. A training goes on.
type Save struct {
	ID      int             `json:"id"`
	Format  Format          `json:"format"`
	Drawing drawing.Drawing `json:"drawing"`        // goes into a checkpoint,
	Page    json.RawMessage `json:"page,omitempty"` // and this too: any JSON of up to checkpoint.MaxPage bytes
}

// Restore replaces the current network by that of a file: a checkpoint, which
// then stands paused exactly where it was, or a model. The answer is Restored,
// then Network, Scores and Progress; or a Fault with CauseFile and the name as
// What, and nothing has changed.
type Restore struct {
	Name   string `json:"name"`             // of the file, for people
	Layers []int  `json:"layers,omitempty"` // identities of its layers with weights, as in Open
	Bytes  []byte `json:"-"`                // payload
}

// Saved answers a Save. What it tells of the network is as of the file.
type Saved struct {
	ID       int     `json:"id"`
	Format   Format  `json:"format"`
	Epoch    int     `json:"epoch"`    // finished epochs
	Step     int     `json:"step"`     // finished steps of the epoch under way
	Accuracy float64 `json:"accuracy"` // on Tested test pictures, 0..1
	Tested   int     `json:"tested"`   // 0: not measured
	Time     int64   `json:"time"`     // milliseconds since 1970
	Bytes    []byte  `json:"-"`        // payload: the file
}

// Replaced hands over a network of the user's own that another one has just
// taken the place of: a checkpoint without drawing and page, for Restore.
type Replaced struct {
	Epoch    int     `json:"epoch"`    // finished epochs
	Step     int     `json:"step"`     // finished steps of the epoch under way
	Accuracy float64 `json:"accuracy"` // on Tested test pictures, 0..1
	Tested   int     `json:"tested"`   // 0: not measured
	Time     int64   `json:"time"`     // milliseconds since 1970
	Bytes    []byte  `json:"-"`        // payload: the file
}

// Restored answers a Restore.
type Restored struct {
	Name    string          `json:"name"`   // as it was given
	Format  Format          `json:"format"` // FormCheckpoint or FormModel
	Drawing drawing.Drawing `json:"drawing"`
	Page    json.RawMessage `json:"page,omitempty"` // as it was saved
	Time    int64           `json:"time"`           // when it was saved, in milliseconds since 1970; 0: not known
}

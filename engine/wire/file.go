package wire

import (
	"encoding/json"

	"convlab/engine/drawing"
)

// Format is a file format.
type Format string

// The formats.
const (
	FormatCheckpoint Format = "checkpoint" // a training that can be continued
	FormatModel      Format = "model"      // a network in safetensors format
	FormatONNX       Format = "onnx"       // a network for other programs; Restore cannot read it
)

// Save asks for a file of the current network. If that was changed, a checkpoint
// holds the suspended run, and the other formats hold the learned network while some
// layers must be learned again. The answer is Saved, or a Fault with CauseFile and
// the format as What. A training continues.
type Save struct {
	ID      int             `json:"id"`
	Format  Format          `json:"format"`
	Drawing drawing.Drawing `json:"drawing"`        // stored in a checkpoint
	Page    json.RawMessage `json:"page,omitempty"` // stored in a checkpoint: any JSON of up to checkpoint.MaxPage bytes
}

// Restore replaces the current network by that of a file: a checkpoint, whose
// training is then paused where it was, or a model. The answer is Restored, then
// Network, Scores and Progress; or a Fault with CauseFile and the name as What, and
// nothing changes.
type Restore struct {
	Name   string `json:"name"`             // of the file, for messages
	Layers []int  `json:"layers,omitempty"` // identities of the layers with weights, as in Open
	Bytes  []byte `json:"-"`                // payload
}

// Saved answers a Save. It describes the network in the file.
type Saved struct {
	ID       int     `json:"id"`
	Format   Format  `json:"format"`
	Epoch    int     `json:"epoch"`    // finished epochs
	Step     int     `json:"step"`     // finished steps of the current epoch
	Accuracy float64 `json:"accuracy"` // on Tested test images, 0..1
	Tested   int     `json:"tested"`   // 0: not measured
	Time     int64   `json:"time"`     // milliseconds since 1970
	Bytes    []byte  `json:"-"`        // payload: the file
}

// Replaced contains a network of the user's that another one has just replaced: a
// checkpoint without drawing and page, for Restore.
type Replaced struct {
	Epoch    int     `json:"epoch"`    // finished epochs
	Step     int     `json:"step"`     // finished steps of the current epoch
	Accuracy float64 `json:"accuracy"` // on Tested test images, 0..1
	Tested   int     `json:"tested"`   // 0: not measured
	Time     int64   `json:"time"`     // milliseconds since 1970
	Bytes    []byte  `json:"-"`        // payload: the file
}

// Restored answers a Restore.
type Restored struct {
	Name    string          `json:"name"`   // as in Restore
	Format  Format          `json:"format"` // FormatCheckpoint or FormatModel
	Drawing drawing.Drawing `json:"drawing"`
	Page    json.RawMessage `json:"page,omitempty"` // as in Save
	Time    int64           `json:"time"`           // of Save, in milliseconds since 1970; 0: unknown
}

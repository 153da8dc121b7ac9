// Package checkpoint stores networks and trainings as safetensors files.
//
// A Run is a trained network, to use and to share. A Checkpoint is a training to
// continue: it also has the state of the optimiser, the progress, and what the
// page shows. The weights have the names that Keras would give them; the metadata
// say what the network is, how it was trained and how accurate it is.
//
// Files stay readable. Keys of the metadata never change, and unknown ones, which
// a later build may add, are ignored. Only in the descriptions of network and
// training is an unknown field refused, because it would change the mathematics; a
// later build omits a new field while it has its zero value.
//
// Files are not trusted: see package safetensors. Every error says what was
// expected and what was received.
package checkpoint

import (
	"encoding/json"
	"fmt"

	"convlab/engine/drawing"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// Checkpoint is a training to continue. A training that continues from it ends
// at the same bits as one that was never interrupted.
type Checkpoint struct {
	Model    spec.Model
	Training spec.Training
	Weights  []float32   // in the order of the engine's flat vector
	State    [][]float32 // of the optimiser, as in optimizer.Optimizer.State
	Progress Progress
	History  []Score         // points of the curves; only the last MaxScores are saved
	Drawing  drawing.Drawing // on the pad
	Page     json.RawMessage // state of the page: any JSON of up to MaxPage bytes
}

// Limits of a checkpoint, in addition to those of package safetensors.
const (
	MaxScores = safetensors.MaxDimension
	MaxPage   = 448 << 10 // bytes: room for the ink of a whole pad as base64
)

// Keys of a checkpoint's metadata, in addition to those of a run.
const (
	keyProgress      = "progress" // Progress as JSON
	keyPage          = "page"
	keyJoined        = "joined" // Drawing.Joined as JSON; omitted when empty
	checkpointFormat = "convlab checkpoint 1"
)

// check refuses what cannot be continued.
func (c Checkpoint) check() error {
	if err := spec.CheckRun(c.Model, c.Training); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if err := c.Progress.check(c.Training.Steps()); err != nil {
		return err
	}
	if len(c.Page) > MaxPage || len(c.Page) > 0 && !json.Valid(c.Page) {
		return fmt.Errorf("checkpoint: expected at most %d bytes of JSON for the page, received %d bytes", MaxPage, len(c.Page))
	}
	return c.Drawing.Validate()
}

// updates returns the number of steps that the optimiser has made.
func (c Checkpoint) updates() int {
	if c.Progress.Source != "" {
		return 0
	}
	return c.Progress.Epoch*c.Training.Steps() + c.Progress.Step
}

// SaveCheckpoint writes c as a safetensors file with a hash of its content.
// Weights, state and drawing are stored exactly, the history as float32. Seconds
// are limited to thirty years.
func SaveCheckpoint(c Checkpoint) ([]byte, error) {
	c.Progress.Seconds = min(c.Progress.Seconds, spec.MaxSeconds)
	if err := c.check(); err != nil {
		return nil, err
	}
	tensors, total, err := weightTensors(c.Model, safetensors.F32)
	if err != nil {
		return nil, err
	}
	if len(c.Weights) != total {
		return nil, fmt.Errorf("checkpoint: expected %d weights, received %d", total, len(c.Weights))
	}
	fill(tensors, c.Weights)
	state, err := stateTensors(slots(c.Training, total, c.updates()), c.State)
	if err != nil {
		return nil, err
	}
	tensors = append(tensors, state...)
	tensors = append(tensors, historyTensors(c.History)...)
	tensors = append(tensors, drawingTensors(c.Drawing)...)

	metadata := map[string]string{keyFormat: checkpointFormat, keyHash: zeroHash, keyPage: string(c.Page)}
	values := map[string]any{keyModel: c.Model, keyTraining: c.Training, keyProgress: c.Progress}
	if joined := c.Drawing.Joined(); len(joined) > 0 {
		values[keyJoined] = joined
	}
	for key, value := range values {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("checkpoint: %s: %w", key, err)
		}
		metadata[key] = string(text)
	}
	data, err := safetensors.Encode(safetensors.File{Metadata: metadata, Tensors: tensors})
	if err != nil {
		return nil, err
	}
	writeHash(data)
	return data, nil
}

// LoadCheckpoint reads a file that SaveCheckpoint wrote.
func LoadCheckpoint(data []byte) (Checkpoint, error) {
	f, err := Open(data)
	if err != nil {
		return Checkpoint{}, err
	}
	return f.Checkpoint()
}

// Checkpoint reads the training of a file that SaveCheckpoint wrote. It checks
// the metadata and the layout first, then the hash, which takes longest, and only
// then decodes numbers. With an error the Checkpoint is zero.
func (f File) Checkpoint() (Checkpoint, error) {
	metadata := f.reader.Metadata
	if got := metadata[keyFormat]; got != checkpointFormat {
		return Checkpoint{}, fmt.Errorf("checkpoint: expected a training that Convlab saved (format %q), received format %s", checkpointFormat, quoted(got))
	}
	c, err := f.readMetadata()
	if err != nil {
		return Checkpoint{}, err
	}
	tensors, total, err := weightTensors(c.Model, safetensors.F32)
	if err != nil {
		return Checkpoint{}, err
	}
	weights := len(tensors)
	state := slots(c.Training, total, c.updates())
	for _, s := range state {
		tensors = append(tensors, s.tensor())
	}
	found, err := f.find(tensors)
	if err != nil {
		return Checkpoint{}, err
	}
	tables, err := f.findTables(len(found))
	if err != nil {
		return Checkpoint{}, err
	}
	if err := checkHash(f.data, metadata[keyHash]); err != nil {
		return Checkpoint{}, err
	}
	if c.Weights, err = f.flat(found[:weights], total); err != nil {
		return Checkpoint{}, err
	}
	if c.State, err = f.state(state, found[weights:]); err != nil {
		return Checkpoint{}, err
	}
	if c.History, err = f.history(tables); err != nil {
		return Checkpoint{}, err
	}
	if c.Drawing, err = f.drawing(tables); err != nil {
		return Checkpoint{}, err
	}
	if err := c.check(); err != nil {
		return Checkpoint{}, err
	}
	return c, nil
}

// readMetadata reads and checks what the metadata say of a training.
func (f File) readMetadata() (c Checkpoint, err error) {
	if c.Model, c.Training, err = f.modelAndTraining(); err != nil {
		return c, err
	}
	if err := f.readJSON(keyProgress, "epoch, step and learning rate", &c.Progress); err != nil {
		return c, err
	}
	if page := f.reader.Metadata[keyPage]; page != "" {
		c.Page = json.RawMessage(page)
	}
	return c, c.check()
}

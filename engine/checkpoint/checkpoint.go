package checkpoint

import (
	"encoding/json"
	"fmt"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// Checkpoint is a training to go on with, and what the page shows beside it.
// From it the training ends at the bits at which it would have ended without
// the interruption.
type Checkpoint struct {
	Model    spec.Model
	Training spec.Training
	Weights  []float32   // in the order of the engine's flat vector
	State    [][]float32 // what the optimiser remembers, as the engine has it
	Progress Progress
	History  []Score         // the points of the curves; the last MaxScores are kept
	Drawing  drawing.Drawing // on the pad
	Page     json.RawMessage // what else the page wants back: any JSON of up to MaxPage bytes
}

// Limits of a checkpoint, beside those of every file.
const (
	MaxScores = MaxDimension
	MaxPage   = 448 << 10 // bytes: room for the ink of a whole pad as base64
)

// The keys of a checkpoint's metadata, beside those of a run's.
const (
	keyProgress          = "progress" // Progress as JSON
	keyPage              = "page"
	keyJoined            = "joined" // Drawing.Joined as JSON; not there when none is
	checkpointFormatName = "convlab checkpoint 1"
)

// check refuses what cannot be gone on with.
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

// updates counts the steps that c's optimiser has made.
func (c Checkpoint) updates() int {
	if c.Progress.Source != "" {
		return 0
	}
	return c.Progress.Epoch*c.Training.Steps() + c.Progress.Step
}

// SaveCheckpoint writes c as a safetensors file whose content is under a hash.
// Weights, state and drawing come back bit for bit, the numbers of the history
// as float32. Seconds are counted up to thirty years.
func SaveCheckpoint(c Checkpoint) ([]byte, error) {
	c.Progress.Seconds = min(c.Progress.Seconds, spec.MaxSeconds)
	if err := c.check(); err != nil {
		return nil, err
	}
	arrays, total, err := arraysOf(c.Model, F32)
	if err != nil {
		return nil, err
	}
	if len(c.Weights) != total {
		return nil, fmt.Errorf("checkpoint: expected %d weights, received %d", total, len(c.Weights))
	}
	fill(arrays, c.Weights)
	state, err := stateArrays(memories(c.Training, total, c.updates()), c.State)
	if err != nil {
		return nil, err
	}
	arrays = append(arrays, state...)
	arrays = append(arrays, historyArrays(c.History)...)
	arrays = append(arrays, drawingArrays(c.Drawing)...)

	metadata := map[string]string{keyFormat: checkpointFormatName, keyHash: noHash, keyPage: string(c.Page)}
	texts := map[string]any{keyModel: c.Model, keyTraining: c.Training, keyProgress: c.Progress}
	if joined := c.Drawing.Joined(); len(joined) > 0 {
		texts[keyJoined] = joined
	}
	for key, value := range texts {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("checkpoint: %s: %w", key, err)
		}
		metadata[key] = string(text)
	}
	data, err := Encode(File{Metadata: metadata, Arrays: arrays})
	if err != nil {
		return nil, err
	}
	seal(data)
	return data, nil
}

// LoadCheckpoint reads a file that SaveCheckpoint wrote.
func LoadCheckpoint(data []byte) (Checkpoint, error) {
	o, err := Open(data)
	if err != nil {
		return Checkpoint{}, err
	}
	return o.Checkpoint()
}

// Checkpoint reads the rest of a file that SaveCheckpoint wrote. What it says of
// itself and its layout are checked before its hash, which takes longest, and
// that before any number is decoded; of a bad file nothing is returned but the
// error.
func (o Opened) Checkpoint() (Checkpoint, error) {
	h := o.header
	if got := h.metadata[keyFormat]; got != checkpointFormatName {
		return Checkpoint{}, fmt.Errorf("checkpoint: expected a training that Convlab saved (format %q), received format %s", checkpointFormatName, show(got))
	}
	c, err := described(h.metadata)
	if err != nil {
		return Checkpoint{}, err
	}
	arrays, total, err := arraysOf(c.Model, F32)
	if err != nil {
		return Checkpoint{}, err
	}
	weights := len(arrays)
	memory := memories(c.Training, total, c.updates())
	for _, m := range memory {
		arrays = append(arrays, m.array())
	}
	entries, err := h.find(arrays)
	if err != nil {
		return Checkpoint{}, err
	}
	extras, err := h.extras(len(entries))
	if err != nil {
		return Checkpoint{}, err
	}
	if err := checkSeal(h.file, h.metadata[keyHash]); err != nil {
		return Checkpoint{}, err
	}
	if c.Weights, err = h.flat(entries[:weights], total); err != nil {
		return Checkpoint{}, err
	}
	if c.State, err = h.state(memory, entries[weights:]); err != nil {
		return Checkpoint{}, err
	}
	if c.History, err = h.history(extras); err != nil {
		return Checkpoint{}, err
	}
	if c.Drawing, err = h.drawing(extras); err != nil {
		return Checkpoint{}, err
	}
	if err := c.check(); err != nil {
		return Checkpoint{}, err
	}
	return c, nil
}

// described reads what the metadata say, and checks it.
func described(metadata map[string]string) (c Checkpoint, err error) {
	if c.Model, err = spec.ParseModel([]byte(metadata[keyModel])); err != nil {
		return c, fmt.Errorf("checkpoint: model: %w", err)
	}
	if c.Training, err = spec.ParseTraining([]byte(metadata[keyTraining])); err != nil {
		return c, fmt.Errorf("checkpoint: training: %w", err)
	}
	if err := readText(metadata, keyProgress, "epoch, step and learning rate", &c.Progress); err != nil {
		return c, err
	}
	if page := metadata[keyPage]; page != "" {
		c.Page = json.RawMessage(page)
	}
	return c, c.check()
}

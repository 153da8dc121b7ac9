package checkpoint

import (
	"encoding/json"
	"fmt"

	"convlab/engine/spec"
)

// Run is a trained network: what it is, how it was trained, how well it does,
// and its weights in the order of the engine's flat vector.
type Run struct {
	Model    spec.Model
	Training spec.Training
	Results  Results
	Weights  []float32
}

// Results is what is known of the quality of a network, with its weights as
// they are in the file.
type Results struct {
	Epochs   int     `json:"epochs"`             // finished
	Accuracy float64 `json:"accuracy,omitempty"` // of the 10,000 test images, 0 to 1; with a loss of 0: not measured
	Loss     float64 `json:"loss,omitempty"`     // mean over the same
	Checksum string  `json:"checksum,omitempty"` // of the weights as they were trained, before any rounding
	From     string  `json:"from,omitempty"`     // checksum of the weights that the training began with; "": fresh ones
}

// check refuses what no evaluation can come to.
func (r Results) check() error {
	if r.Epochs < 0 || r.Epochs > spec.MaxEpochs {
		return fmt.Errorf("checkpoint: expected results of 0 to %d epochs, received %d: write how many were finished", spec.MaxEpochs, r.Epochs)
	}
	if !(r.Accuracy >= 0 && r.Accuracy <= 1) || !(r.Loss >= 0) {
		return fmt.Errorf("checkpoint: expected an accuracy of 0 to 1 and a loss of at least 0, received %v and %v: write what was measured, or neither", r.Accuracy, r.Loss)
	}
	for _, sum := range []string{r.Checksum, r.From} {
		if len(sum) > MaxWord {
			return fmt.Errorf("checkpoint: expected a checksum of at most %d bytes, received %d: leave it out", MaxWord, len(sum))
		}
	}
	return nil
}

// The keys of a run's metadata.
const (
	keyFormat   = "format"
	keyModel    = "model"    // spec.Model as JSON
	keyTraining = "training" // spec.Training as JSON
	keyResults  = "results"  // Results as JSON
	formatName  = "convlab 1"
)

// Save writes r as a safetensors file of numbers of type t. The arrays are
// named "conv2d_1/kernel": the layer's Keras name and the weight's.
func Save(r Run, t Type) ([]byte, error) {
	if err := r.Results.check(); err != nil {
		return nil, err
	}
	arrays, total, err := arraysOf(r.Model, t)
	if err != nil {
		return nil, err
	}
	if len(r.Weights) != total {
		return nil, fmt.Errorf("checkpoint: expected %d weights, received %d", total, len(r.Weights))
	}
	metadata, err := r.Metadata()
	if err != nil {
		return nil, err
	}
	metadata[keyFormat] = formatName
	fill(arrays, r.Weights)
	return Encode(File{Metadata: metadata, Arrays: arrays})
}

// Metadata is what there is to say of a network beside its weights, as JSON
// under "model", "training" and "results": for files of any format.
func (r Run) Metadata() (map[string]string, error) {
	texts := map[string]string{}
	for key, value := range map[string]any{keyModel: r.Model, keyTraining: r.Training, keyResults: r.Results} {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("checkpoint: %s: %w", key, err)
		}
		texts[key] = string(text)
	}
	return texts, nil
}

// Load reads a file that Save wrote.
func Load(data []byte) (Run, error) {
	o, err := Open(data)
	if err != nil {
		return Run{}, err
	}
	return o.Run()
}

// Run reads the rest of a file that Save wrote. Model and training pass their
// Check and the arrays are those of the model before any number is decoded; of
// a bad file nothing is returned but the error.
func (o Opened) Run() (r Run, err error) {
	h := o.header
	if got := h.metadata[keyFormat]; got != formatName {
		return Run{}, fmt.Errorf("checkpoint: expected a file that Convlab saved (format %q), received format %s", formatName, show(got))
	}
	if r.Model, err = spec.ParseModel([]byte(h.metadata[keyModel])); err != nil {
		return Run{}, fmt.Errorf("checkpoint: model: %w", err)
	}
	if r.Training, err = spec.ParseTraining([]byte(h.metadata[keyTraining])); err != nil {
		return Run{}, fmt.Errorf("checkpoint: training: %w", err)
	}
	if err := spec.CheckRun(r.Model, r.Training); err != nil {
		return Run{}, fmt.Errorf("checkpoint: %w", err)
	}
	if err := readText(h.metadata, keyResults, "epochs, accuracy and loss", &r.Results); err != nil {
		return Run{}, err
	}
	if err := r.Results.check(); err != nil {
		return Run{}, err
	}
	r.Weights, err = weightsOf(h, r.Model)
	if err != nil {
		return Run{}, err
	}
	return r, nil
}

// arraysOf lists the arrays of m in storage order, without values, and counts
// their numbers.
func arraysOf(m spec.Model, t Type) (arrays []Array, total int, err error) {
	if err := m.Check(); err != nil {
		return nil, 0, fmt.Errorf("checkpoint: %w", err)
	}
	rows, err := m.Ledger()
	if err != nil {
		return nil, 0, fmt.Errorf("checkpoint: %w", err)
	}
	for _, r := range rows {
		for _, w := range r.Layer.Weights(r.Input) {
			arrays = append(arrays, Array{Name: r.Name + "/" + w.Name, Shape: w.Shape, Type: t})
		}
	}
	total, _ = spec.Total(rows)
	return arrays, total, nil
}

// fill gives arrays their values, one after another out of a flat vector.
func fill(arrays []Array, flat []float32) {
	for i, a := range arrays {
		n := spec.Weight{Shape: a.Shape}.Size()
		arrays[i].Values, flat = flat[:n], flat[n:]
	}
}

// weightsOf decodes exactly the arrays of m, in whatever order the file has
// them, into one flat vector.
func weightsOf(h header, m spec.Model) ([]float32, error) {
	arrays, total, err := arraysOf(m, F32)
	if err != nil {
		return nil, err
	}
	if len(h.entries) != len(arrays) {
		return nil, fmt.Errorf("checkpoint: expected %d arrays for this model, received %d", len(arrays), len(h.entries))
	}
	entries, err := h.find(arrays)
	if err != nil {
		return nil, err
	}
	return h.flat(entries, total)
}

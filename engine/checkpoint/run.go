package checkpoint

import (
	"encoding/json"
	"fmt"

	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// Run is a trained network.
type Run struct {
	Model    spec.Model
	Training spec.Training
	Results  Results
	Weights  []float32 // in the order of the engine's flat vector
}

// Results are measurements of a network, with the weights as they are in the
// file.
type Results struct {
	Epochs   int     `json:"epochs"`             // finished
	Accuracy float64 `json:"accuracy,omitempty"` // on the 10,000 test images, 0 to 1; with a loss of 0: not measured
	Loss     float64 `json:"loss,omitempty"`     // mean over the same
	Checksum string  `json:"checksum,omitempty"` // of the weights as they were trained, before any rounding
	From     string  `json:"from,omitempty"`     // checksum of the weights that the training began with; "": fresh ones
}

// check refuses what no evaluation gives.
func (r Results) check() error {
	if r.Epochs < 0 || r.Epochs > spec.MaxEpochs {
		return fmt.Errorf("checkpoint: expected results of 0 to %d epochs, received %d: write how many were finished", spec.MaxEpochs, r.Epochs)
	}
	if !(r.Accuracy >= 0 && r.Accuracy <= 1) || !(r.Loss >= 0) {
		return fmt.Errorf("checkpoint: expected an accuracy of 0 to 1 and a loss of at least 0, received %v and %v: write what was measured, or neither", r.Accuracy, r.Loss)
	}
	for _, sum := range []string{r.Checksum, r.From} {
		if len(sum) > maxWord {
			return fmt.Errorf("checkpoint: expected a checksum of at most %d bytes, received %d: leave it out", maxWord, len(sum))
		}
	}
	return nil
}

// Keys of a run's metadata.
const (
	keyFormat   = "format"
	keyModel    = "model"    // spec.Model as JSON
	keyTraining = "training" // spec.Training as JSON
	keyResults  = "results"  // Results as JSON
	runFormat   = "convlab 1"
)

// maxWord limits a checksum or a name in the metadata, in bytes.
const maxWord = 64

// Save writes r as a safetensors file of numbers of dtype t. A tensor has the
// layer's Keras name and the weight's: "conv2d_1/kernel".
func Save(r Run, t safetensors.DType) ([]byte, error) {
	if err := r.Results.check(); err != nil {
		return nil, err
	}
	tensors, total, err := weightTensors(r.Model, t)
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
	metadata[keyFormat] = runFormat
	fill(tensors, r.Weights)
	return safetensors.Encode(safetensors.File{Metadata: metadata, Tensors: tensors})
}

// Metadata describes the network in texts for a file of any format: JSON under
// "model", "training" and "results".
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
	f, err := Open(data)
	if err != nil {
		return Run{}, err
	}
	return f.Run()
}

// Run reads the network of a file that Save wrote. It checks the metadata and the
// layout before it decodes numbers. With an error the Run is zero.
func (f File) Run() (r Run, err error) {
	if got := f.reader.Metadata[keyFormat]; got != runFormat {
		return Run{}, fmt.Errorf("checkpoint: expected a file that Convlab saved (format %q), received format %s", runFormat, quoted(got))
	}
	if r.Model, r.Training, err = f.modelAndTraining(); err != nil {
		return Run{}, err
	}
	if err := spec.CheckRun(r.Model, r.Training); err != nil {
		return Run{}, fmt.Errorf("checkpoint: %w", err)
	}
	if err := f.readJSON(keyResults, "epochs, accuracy and loss", &r.Results); err != nil {
		return Run{}, err
	}
	if err := r.Results.check(); err != nil {
		return Run{}, err
	}
	if r.Weights, err = f.weights(r.Model); err != nil {
		return Run{}, err
	}
	return r, nil
}

// modelAndTraining reads two descriptions, which need not fit each other.
func (f File) modelAndTraining() (m spec.Model, t spec.Training, err error) {
	if m, err = spec.ParseModel([]byte(f.reader.Metadata[keyModel])); err != nil {
		return m, t, fmt.Errorf("checkpoint: model: %w", err)
	}
	if t, err = spec.ParseTraining([]byte(f.reader.Metadata[keyTraining])); err != nil {
		return m, t, fmt.Errorf("checkpoint: training: %w", err)
	}
	return m, t, nil
}

// weights decodes the tensors of m, which must be all that the file has, in any
// order, into one flat vector.
func (f File) weights(m spec.Model) ([]float32, error) {
	tensors, total, err := weightTensors(m, safetensors.F32)
	if err != nil {
		return nil, err
	}
	if got := len(f.reader.Tensors); got != len(tensors) {
		return nil, fmt.Errorf("checkpoint: expected %d tensors for this model, received %d", len(tensors), got)
	}
	found, err := f.find(tensors)
	if err != nil {
		return nil, err
	}
	return f.flat(found, total)
}

// weightTensors lists the tensors of m in storage order, without values, and
// counts their numbers.
func weightTensors(m spec.Model, t safetensors.DType) (tensors []safetensors.Tensor, total int, err error) {
	if err := m.Check(); err != nil {
		return nil, 0, fmt.Errorf("checkpoint: %w", err)
	}
	rows, err := m.Ledger()
	if err != nil {
		return nil, 0, fmt.Errorf("checkpoint: %w", err)
	}
	for _, r := range rows {
		for _, w := range r.Layer.Weights(r.Input) {
			tensors = append(tensors, safetensors.Tensor{Name: r.Name + "/" + w.Name, Shape: w.Shape, DType: t})
		}
	}
	total, _ = spec.Total(rows)
	return tensors, total, nil
}

// fill sets the values of tensors to consecutive parts of a flat vector.
func fill(tensors []safetensors.Tensor, flat []float32) {
	for i, t := range tensors {
		n := spec.Weight{Shape: t.Shape}.Size()
		tensors[i].Values, flat = flat[:n], flat[n:]
	}
}

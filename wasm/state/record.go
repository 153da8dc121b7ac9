package state

import (
	"math"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Record is a training in the table: its settings, and its results at the end of
// its last whole epoch.
type Record struct {
	ID            int           `json:"-"`                        // of the row, in this visit
	Date          int64         `json:"date"`                     // milliseconds since 1970
	Model         spec.Model    `json:"model"`                    //
	Training      spec.Training `json:"training"`                 // with the learning rate of the last step
	RateChanged   bool          `json:"steered"`                  // that rate was another one before
	Continued     bool          `json:"carried"`                  // it began from weights that were learned before,
	ContinuedFrom string        `json:"continued_from,omitempty"` // which have this checksum; "": fresh ones, or not known
	Epochs        int           `json:"epochs"`                   // finished
	Accuracy      float64       `json:"accuracy"`                 // on Tested test pictures, 0..1
	Loss          float64       `json:"loss"`                     //
	Tested        int           `json:"tested"`                   // below spec.TestExamples: a sample
	Seconds       float64       `json:"seconds"`                  // spent training
	Checksum      string        `json:"checksum"`                 //

	written bool // the browser has it
}

// Speed is the mean of images a second.
func (r Record) Speed() float64 { return float64(r.Epochs) * float64(r.Training.Examples) / r.Seconds }

// BestCandidate reports whether r may be called the best: it began from fresh
// weights and kept its learning rate, so that its settings and epochs reproduce
// it, and was measured on all test pictures.
func (r Record) BestCandidate() bool {
	return !r.Continued && !r.RateChanged && r.Tested == spec.TestExamples
}

// Weights is the number of weights.
func (r Record) Weights() int {
	rows, err := r.Model.Ledger()
	if err != nil {
		return 0
	}
	n, _ := spec.Total(rows)
	return n
}

// valid reports whether a training can have produced r.
func (r Record) valid() bool {
	within := func(v, low, high float64) bool { return v >= low && v <= high } // false for NaN
	return spec.CheckRun(r.Model, r.Training) == nil &&
		within(float64(r.Date), 0, float64(maxTime)) && within(float64(r.Epochs), 1, spec.MaxEpochs) &&
		within(r.Accuracy, 0, 1) && within(r.Loss, 0, math.MaxFloat32) && within(float64(r.Tested), 1, spec.TestExamples) &&
		r.Seconds > 0 && r.Seconds < spec.MaxSeconds && len(r.Checksum) > 0 && len(r.Checksum) <= maxChecksum &&
		len(r.ContinuedFrom) <= maxChecksum && (r.ContinuedFrom == "" || r.Continued)
}

// maxChecksum is the longest checksum that is read from the storage, in bytes.
const maxChecksum = 64

// recorder watches the training under way.
type recorder struct {
	began       bool
	rateChanged bool
	rate        float32 // of the first step
	row         int     // ID of its Record, 0: none yet
	last        string  // checksum of that Record
	tested      int     // and its Tested
}

// begin records the start of a training: its curves are empty, or those of an
// earlier visit or of a file. A rollback and a worker that replaces a dead one
// start no training.
func (t *Records) begin(rate float32) {
	t.recorder = recorder{began: true, rate: rate}
}

// checkRate records whether the learning rate was changed during the training.
func (t *Records) checkRate(p wire.Progress) {
	if t.recorder.began && p.Phase == wire.Running && p.LearningRate != t.recorder.rate {
		t.recorder.rateChanged = true
	}
}

// record adds the training under way to the table after every measured epoch, so
// that it is there however the training ends.
func (s *State) record() []Command {
	n, k := s.Network, &s.Records.recorder
	ended := n.Origin == wire.Yours && !n.Changed && n.Epoch > 0 && n.Step == 0
	measured := s.Run.Results != nil && n.Measured && s.Run.Results.Count == n.Tested && s.Run.Results.Accuracy == n.Accuracy
	known := n.Checksum == k.last && n.Tested <= k.tested
	if !k.began || !ended || !measured || known {
		return nil
	}
	r := Record{
		Date: s.date, Model: n.Model, Training: n.Training, RateChanged: k.rateChanged, Epochs: n.Epoch,
		Continued: n.ContinuedFrom != "", ContinuedFrom: n.ContinuedFrom,
		Accuracy: n.Accuracy, Loss: s.Run.Results.Loss, Tested: n.Tested, Seconds: s.Run.Progress.Seconds, Checksum: n.Checksum,
	}
	if !r.valid() {
		return nil
	}
	k.row, k.last, k.tested = s.Records.add(r, k.row, &s.Run), r.Checksum, r.Tested
	return s.Records.store()
}

// passed reports whether the training of r was at old before: the same settings
// lead through the same weights. The learning rate may have been changed since,
// and points from a file are float32.
func (u *Run) passed(r, old Record) bool {
	a, b := r.Training, old.Training
	a.Epochs, a.LearningRate = b.Epochs, b.LearningRate // its end changes no step
	if a != b || !r.Model.Same(old.Model) || r.Continued != old.Continued {
		return false
	}
	if r.ContinuedFrom != old.ContinuedFrom && r.ContinuedFrom != "" && old.ContinuedFrom != "" { // rows of earlier releases have none
		return false
	}
	if r.Checksum == old.Checksum {
		return true
	}
	for _, p := range u.Scores {
		if p.Set == wire.TestSet && p.Epoch == float64(old.Epochs) && float32(p.Accuracy) == float32(old.Accuracy) && float32(p.Loss) == float32(old.Loss) {
			return r.Epochs >= old.Epochs
		}
	}
	return false
}

// follow copies what only the row before knows of the training of r: a restored
// run, or one from a file, is recorded from there on only.
func (r *Record) follow(old Record) {
	rate := &r.Training.LearningRate
	if r.Checksum == old.Checksum { // no step was made since
		*rate = old.Training.LearningRate
	}
	r.RateChanged = r.RateChanged || old.RateChanged || *rate != old.Training.LearningRate
}

package state

import (
	"math"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Record is what is kept of a training: its settings, and what it came to at
// the end of its last whole epoch.
type Record struct {
	ID            int           `json:"-"`                        // of the row, in this visit
	Date          int64         `json:"date"`                     // milliseconds since 1970
	Model         spec.Model    `json:"model"`                    //
	Training      spec.Training `json:"training"`                 // with the learning rate of the last step
	Steered       bool          `json:"steered"`                  // that rate was another one before
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

// BestCandidate reports whether r may be compared for the best: it began from
// fresh weights and kept its learning rate, so that its settings and epochs tell
// all that it took, and was measured on all test pictures.
func (r Record) BestCandidate() bool {
	return !r.Continued && !r.Steered && r.Tested == spec.TestExamples
}

// Weights counts what was learned.
func (r Record) Weights() int {
	rows, err := r.Model.Ledger()
	if err != nil {
		return 0
	}
	n, _ := spec.Total(rows)
	return n
}

// valid reports whether a training can have come to r.
func (r Record) valid() bool {
	within := func(v, low, high float64) bool { return v >= low && v <= high } // false for NaN
	return spec.CheckRun(r.Model, r.Training) == nil &&
		within(float64(r.Date), 0, float64(maxTime)) && within(float64(r.Epochs), 1, spec.MaxEpochs) &&
		within(r.Accuracy, 0, 1) && within(r.Loss, 0, math.MaxFloat32) && within(float64(r.Tested), 1, spec.TestExamples) &&
		r.Seconds > 0 && r.Seconds < spec.MaxSeconds && len(r.Checksum) > 0 && len(r.Checksum) <= maxChecksum &&
		len(r.ContinuedFrom) <= maxChecksum && (r.ContinuedFrom == "" || r.Continued)
}

// maxChecksum bounds what a storage may claim of a checksum, in bytes.
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

// begin takes note of a training that begins: m empties the curves, or fills
// them with those of a training of an earlier visit or of a file. A rollback, and
// a worker that takes over from one that died, are no beginning.
func (t *Records) begin(rate float32) {
	t.recorder = recorder{began: true, rate: rate}
}

// checkRate takes note of a learning rate that was changed on the way.
func (t *Records) checkRate(p wire.Progress) {
	if t.recorder.began && p.Phase == wire.Running && p.LearningRate != t.recorder.rate {
		t.recorder.rateChanged = true
	}
}

// record keeps the training under way when an epoch of it has ended and was
// measured: whoever ends it afterwards, and however, it is there.
func (s *State) record() []Command {
	n, k := s.Network, &s.Records.recorder
	ended := n.Origin == wire.Yours && !n.Changed && n.Epoch > 0 && n.Step == 0
	measured := s.Run.Results != nil && n.Measured && s.Run.Results.Count == n.Tested && s.Run.Results.Accuracy == n.Accuracy
	known := n.Checksum == k.last && n.Tested <= k.tested
	if !k.began || !ended || !measured || known {
		return nil
	}
	r := Record{
		Date: s.date, Model: n.Model, Training: n.Training, Steered: k.rateChanged, Epochs: n.Epoch,
		Continued: n.ContinuedFrom != "", ContinuedFrom: n.ContinuedFrom,
		Accuracy: n.Accuracy, Loss: s.Run.Results.Loss, Tested: n.Tested, Seconds: s.Run.Progress.Seconds, Checksum: n.Checksum,
	}
	if !r.valid() {
		return nil
	}
	k.row, k.last, k.tested = s.Records.add(r, k.row, &s.Run), r.Checksum, r.Tested
	return s.Records.store()
}

// passed reports whether the training that came to r was at old on its way:
// the same settings lead through the same weights. The learning rate may have been
// changed since, and points that have been in a file are float32.
func (u *Run) passed(r, old Record) bool {
	a, b := r.Training, old.Training
	a.Epochs, a.LearningRate = b.Epochs, b.LearningRate // where it ends changes no step
	if a != b || !r.Model.Same(old.Model) || r.Continued != old.Continued {
		return false
	}
	if r.ContinuedFrom != old.ContinuedFrom && r.ContinuedFrom != "" && old.ContinuedFrom != "" { // rows of earlier releases do not know theirs
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

// follow takes over what only the row before knows of the training that came to r:
// a run that was brought back, or comes from a file, is watched from there only.
func (r *Record) follow(old Record) {
	rate := &r.Training.LearningRate
	if r.Checksum == old.Checksum { // no step was made since
		*rate = old.Training.LearningRate
	}
	r.Steered = r.Steered || old.Steered || *rate != old.Training.LearningRate
}

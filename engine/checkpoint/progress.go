package checkpoint

import (
	"fmt"

	"convlab/engine/spec"
)

// Progress is how far a training has come.
type Progress struct {
	Epoch        int     `json:"epoch"`          // finished epochs; may be beyond Training.Epochs
	Step         int     `json:"step"`           // finished steps of the epoch under way
	LearningRate float32 `json:"learning_rate"`  // of the next step
	Seconds      float64 `json:"seconds"`        // spent training
	Accuracy     float64 `json:"accuracy"`       // on Tested test images, 0 to 1
	Tested       int     `json:"tested"`         // 0: not measured
	Saved        int64   `json:"saved"`          // when, in milliseconds since 1970
	End          int     `json:"end,omitempty"`  // epoch at which the run stops; 0: Training.Epochs
	From         string  `json:"from,omitempty"` // checksum of the weights that the run began with; "": fresh ones

	// Source says where the weights come from while no training has begun. Epoch
	// and Step then count what the weights have seen in earlier trainings.
	Source string `json:"source,omitempty"`
}

// check refuses what no training with so many steps in an epoch can reach.
func (p Progress) check(steps int) error {
	if p.Source != "" {
		steps = spec.MaxExamples // one image a step makes the longest epoch
	}
	if p.Epoch < 0 || p.Epoch > spec.MaxEpochs || p.Step < 0 || p.Step >= steps || p.Source == "" && p.Epoch == spec.MaxEpochs && p.Step > 0 {
		return fmt.Errorf("checkpoint: expected a place within %d epochs of %d steps, received epoch %d, step %d: save the training again", spec.MaxEpochs, steps, p.Epoch, p.Step)
	}
	if err := spec.CheckLearningRate(p.LearningRate); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if !(p.Seconds >= 0 && p.Seconds <= spec.MaxSeconds) {
		return fmt.Errorf("checkpoint: expected 0 to %.0f seconds of training, received %v: leave them out", spec.MaxSeconds, p.Seconds)
	}
	if p.Tested < 0 || p.Tested > spec.TestExamples {
		return fmt.Errorf("checkpoint: expected an accuracy that was measured on 0 to %d test images, received one on %d: leave both out", spec.TestExamples, p.Tested)
	}
	if !(p.Accuracy >= 0 && p.Accuracy <= 1) || p.Tested == 0 && p.Accuracy > 0 {
		return fmt.Errorf("checkpoint: expected an accuracy of 0 to 1, and of 0 where no image was tested, received %v on %d images: leave both out", p.Accuracy, p.Tested)
	}
	if p.Saved < 0 {
		return fmt.Errorf("checkpoint: expected a time since 1970, in milliseconds, received %d: leave it out", p.Saved)
	}
	if p.End < 0 || p.End > spec.MaxEpochs {
		return fmt.Errorf("checkpoint: expected a run that stops within %d epochs, received one of %d: leave the end out", spec.MaxEpochs, p.End)
	}
	if len(p.From) > maxWord {
		return fmt.Errorf("checkpoint: expected a checksum of at most %d bytes, received %d: leave it out", maxWord, len(p.From))
	}
	if len(p.Source) > maxWord {
		return fmt.Errorf("checkpoint: expected a word of at most %d bytes for where the weights come from, received %d: save the training again", maxWord, len(p.Source))
	}
	return nil
}

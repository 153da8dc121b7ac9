package spec

import (
	"fmt"
	"math"
	"slices"
)

// Setup is a network and the training that is to be done with it.
type Setup struct {
	Model    Model
	Training Training
}

// Check is CheckRun.
func (s Setup) Check() error { return CheckRun(s.Model, s.Training) }

func (s Setup) same(other Setup) bool {
	return s.Model.Same(other.Model) && s.Training == other.Training
}

// with is s with another layer i.
func (s Setup) with(i int, l Layer) Setup {
	s.Model.Layers = slices.Clone(s.Model.Layers)
	s.Model.Layers[i] = l
	return s
}

// Check returns nil exactly when t can run.
func (t Training) Check() error {
	for _, err := range []error{
		t.checkOptimizer(),
		checkRange("", "batch_size", t.BatchSize, 1, MaxBatchSize),
		checkRange("", "epochs", t.Epochs, 1, MaxEpochs),
		checkRange("", "examples", t.Examples, MinExamples, MaxExamples),
		checkRange("", "shift", t.Shift, 0, MaxShift),
		checkRange("", "shards", t.Shards, 1, MaxShards),
	} {
		if err != nil {
			return err
		}
	}
	if t.BatchSize > t.Examples {
		return &Error{
			Path: "batch_size", Value: fmt.Sprint(t.BatchSize), Rule: RuleExamples,
			Want: fmt.Sprintf("at most the %d training images", t.Examples), Low: 1, High: t.Examples,
		}
	}
	return nil
}

func (t Training) checkOptimizer() error {
	switch t.Optimizer {
	case RMSprop, SGD, Adam:
	default:
		return choice("", "optimizer", t.Optimizer, RMSprop, SGD, Adam)
	}
	if err := CheckLearningRate(t.LearningRate); err != nil {
		return err
	}
	if !(t.Momentum >= 0 && t.Momentum < 1) {
		return &Error{Path: "momentum", Value: fmt.Sprint(t.Momentum), Rule: RuleRange, Want: "0 up to, but not including, 1"}
	}
	return nil
}

// CheckLearningRate accepts finite rates above 0 and up to MaxLearningRate.
func CheckLearningRate(rate float32) error {
	if r := float64(rate); math.IsNaN(r) || r <= 0 || r > MaxLearningRate {
		return &Error{
			Path: "learning_rate", Value: fmt.Sprint(rate), Rule: RuleRange,
			Want: fmt.Sprintf("above 0 and at most %d", MaxLearningRate), High: MaxLearningRate,
		}
	}
	return nil
}

// CheckRun returns nil exactly when m can be trained as t says: both pass
// their own Check, and a shard of a batch
// fits the memory of a tab and takes no longer than a worker may be silent.
func CheckRun(m Model, t Training) error {
	if err := m.Check(); err != nil {
		return err
	}
	if err := t.Check(); err != nil {
		return err
	}
	rows, err := m.Ledger()
	if err != nil {
		return err
	}
	numbers := m.Input.Size()
	for _, r := range rows {
		numbers += r.Output.Size()
	}
	_, macs := Total(rows)
	work, memory := int(MaxShardMACs/macs)*t.Shards, MaxShardNumbers/numbers*t.Shards
	most := min(work, memory)
	if t.BatchSize <= most {
		return nil
	}
	refused := &Error{Path: "batch_size", Value: fmt.Sprint(t.BatchSize), Low: 1, High: most}
	if most == work {
		refused.Rule, refused.Want = RuleWork, fmt.Sprintf("at most %d for a network with %d multiply-adds an image", most, macs)
	} else {
		refused.Rule, refused.Want = RuleMemory, fmt.Sprintf("at most %d for a network with %d numbers between its layers", most, numbers)
	}
	return refused
}

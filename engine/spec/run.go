package spec

import (
	"fmt"
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
	for _, s := range Settings() {
		if err := s.Check(t); err != nil {
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

// CheckLearningRate accepts finite rates above 0 and up to MaxLearningRate.
func CheckLearningRate(rate float32) error {
	s, _ := FindSetting("learning_rate")
	return s.Check(Training{LearningRate: rate})
}

// CheckRun returns nil exactly when m can be trained as t says: both pass
// their own Check, and a shard of a batch fits the memory of a tab and takes no
// longer than a worker may be silent.
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

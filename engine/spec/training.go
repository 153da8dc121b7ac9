package spec

import (
	"fmt"
	"math"
)

// Training describes a run. Together with a Model it determines every bit of
// the trained weights.
type Training struct {
	Optimizer    string  `json:"optimizer"`
	LearningRate float32 `json:"learning_rate"`
	Momentum     float32 `json:"momentum,omitempty"` // SGD only
	Nesterov     bool    `json:"nesterov,omitempty"` // SGD only
	BatchSize    int     `json:"batch_size"`
	Epochs       int     `json:"epochs"`
	Examples     int     `json:"examples"`        // the first so many training images
	Shift        int     `json:"shift,omitempty"` // augmentation: pixels a picture may move each way
	Shards       int     `json:"shards"`          // pieces into which every batch is cut, whatever the number of workers
	Seed         uint64  `json:"seed"`
}

// The optimisers, by their Keras names in lower case.
const (
	RMSprop = "rmsprop" // rho 0.9, epsilon 1e-7
	SGD     = "sgd"
	Adam    = "adam" // beta_1 0.9, beta_2 0.999, epsilon 1e-7
)

// The bounds of a run.
const (
	MaxBatchSize    = 1024
	MaxEpochs       = 100
	MinExamples     = 100
	MaxExamples     = 60000
	MaxShift        = 4
	MaxShards       = 16
	MaxLearningRate = 10
	TestExamples    = 10000 // MNIST's test images

	// MaxGradient is the magnitude from which a gradient counts as not finite. Its
	// square must fit float32 (2^128), and so must what every optimiser makes of it
	// at rates up to MaxLearningRate: then weights that were finite before a step
	// are so after it, and no copy of them is needed.
	MaxGradient = 1 << 60
)

// Note is how the note trains both networks, but for the batch size.
func Note(batchSize int) Training {
	return Training{
		Optimizer: RMSprop, LearningRate: 0.001, BatchSize: batchSize,
		Epochs: 5, Examples: MaxExamples, Shards: 4, Seed: 1,
	}
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

// Steps is the number of batches in one epoch; the last one may be smaller.
func (t Training) Steps() int { return (t.Examples + t.BatchSize - 1) / t.BatchSize }

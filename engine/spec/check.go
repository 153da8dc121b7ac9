package spec

import "fmt"

// The limits keep every network that can be described buildable in a browser tab.
// They are far above what MNIST needs and far below what would exhaust memory.
const (
	MaxLayers       = 24
	MaxKernelSize   = 7
	MaxStrides      = 3
	MinPoolSize     = 2
	MaxPoolSize     = 3
	MaxFilters      = 256
	MaxUnits        = 4096
	MaxWeights      = 4 << 20   // 16 MiB of float32
	MaxMACs         = 200 << 20 // multiply-adds for one image, forward
	MaxActivations  = 1 << 20   // outputs of all layers for one image
	MaxScratch      = 24 << 20  // scratch numbers of all convolutions, for any batch size: 96 MiB, and as much for the View that answers drawings
	MaxShardNumbers = 48 << 20  // outputs of all layers for one shard of a batch: 192 MiB, and as much for their gradients
	MaxShardMACs    = 1 << 30   // multiply-adds for one shard of a batch, forward: with backward below 5 s at 1.5 GFLOP/s, so that a worker is not taken for dead
	MaxSide         = 64        // rows or columns of an input
	MaxChannels     = 4         // channels of an input
	MaxDropout      = 0.9
	MaxText         = 64 << 10 // bytes of JSON; a model of MaxLayers layers needs about 3 KiB
)

// Check applies the rules of Shapes and all others. It returns nil exactly when
// the model can be built and trained.
func (m Model) Check() error {
	shapes, err := m.Shapes()
	if err != nil {
		return err
	}
	last := len(m.Layers) - 1
	for i, l := range m.Layers {
		if i < last && activationOf(l) == Softmax {
			return &Error{
				Path: fmt.Sprintf("layers[%d].activation", i), Kind: l.Kind(), Value: "softmax", Rule: RuleSoftmax,
				Want: "softmax only in the last layer",
			}
		}
	}
	if d, ok := m.Layers[last].(Dense); !ok || d.Units != Classes || d.Activation != Softmax {
		return &Error{
			Path: fmt.Sprintf("layers[%d]", last), Kind: m.Layers[last].Kind(), Value: kerasLayer(m.Layers[last]), Rule: RuleOutput,
			Want: kerasLayer(Dense{Units: Classes, Activation: Softmax}) + " at the end",
		}
	}
	return m.checkCost(shapes)
}

func checkLayers(n int) error {
	if n >= 1 && n <= MaxLayers {
		return nil
	}
	return &Error{
		Path: "layers", Value: fmt.Sprintf("%d layers", n), Rule: RuleLayers,
		Want: fmt.Sprintf("1 to %d", MaxLayers), Low: 1, High: MaxLayers,
	}
}

func (m Model) checkInput() error {
	s := m.Input
	if s.H < 1 || s.W < 1 || s.C < 1 || s.H > MaxSide || s.W > MaxSide || s.C > MaxChannels {
		return &Error{
			Path: "input", Value: fmt.Sprintf("%d×%d×%d", s.H, s.W, s.C), Rule: RuleRange,
			Want: fmt.Sprintf("1×1×1 to %d×%d×%d", MaxSide, MaxSide, MaxChannels), Low: 1, High: MaxSide,
		}
	}
	return nil
}

func (m Model) checkCost(shapes []Shape) error {
	var weights, macs, numbers int64
	in := m.Input
	for i, l := range m.Layers {
		weights += weightCount(l, in)
		macs += l.MACs(in)
		numbers += int64(shapes[i].Size())
		in = shapes[i]
	}
	scratch, err := m.Scratch()
	if err != nil {
		return err
	}
	for _, c := range []struct {
		rule      Rule
		unit      string
		got, most int64
	}{
		{RuleWeights, "weights", weights, MaxWeights},
		{RuleMACs, "multiply-adds an image", macs, MaxMACs},
		{RuleNumbers, "numbers between layers", numbers, MaxActivations},
		{RuleScratch, "numbers that convolutions work in", scratch, MaxScratch},
	} {
		if c.got > c.most {
			return &Error{
				Path: "layers", Value: fmt.Sprintf("%d %s", c.got, c.unit), Rule: c.rule,
				Want: fmt.Sprintf("at most %d: fewer filters or units, or a larger stride", c.most), High: int(c.most),
			}
		}
	}
	return nil
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
// longer than a worker may stay silent.
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

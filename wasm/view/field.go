package view

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"convlab/engine/spec"
)

// Refusal is a value that a control could not take.
type Refusal struct {
	Path  string // of the control
	Value string // as it was typed or chosen
	Error *spec.Error
	Model spec.Model // whose layers Error names; without layers where it names none
}

// set writes the text of one control into s. The text may be anything.
func (s *Settings) set(path, value string) error {
	value = strings.TrimSpace(value)
	var i int
	var field string
	if n, _ := fmt.Sscanf(path, "blocks[%d].%s", &i, &field); n == 2 {
		if i < 0 || i >= len(s.Blocks) {
			return unknown(path)
		}
		return s.Blocks[i].set(path, field, value)
	}
	if name, ok := strings.CutPrefix(path, "training."); ok {
		return setTraining(&s.Training, path, name, value)
	}
	switch path {
	case "head":
		s.Head = Head(value)
		return oneOf(path, value, string(FlattenHead), string(GlobalHead))
	case "units":
		return whole(path, value, 0, spec.MaxUnits, &s.Units)
	case "hidden":
		s.Hidden = spec.Activation(value)
		return nil
	case "dropout":
		return number(path, value, 0, spec.MaxDropout, &s.Dropout)
	}
	return unknown(path)
}

func (b *Block) set(path, field, value string) error {
	switch field {
	case "filters":
		return whole(path, value, 1, spec.MaxFilters, &b.Filters)
	case "window":
		return whole(path, value, 1, spec.MaxKernelSize, &b.Window)
	case "stride":
		return whole(path, value, 1, spec.MaxStrides, &b.Stride)
	case "padding":
		b.Padding = spec.Padding(value)
	case "activation":
		b.Activation = spec.Activation(value)
	case "pooling":
		b.Pooling = Pooling(value)
		return oneOf(path, value, string(NoPooling), string(MaxPooling), string(AveragePooling))
	case "pool_size":
		// Keras's stride follows the size unless it was chosen.
		follow := b.PoolStride == b.PoolSize
		if err := whole(path, value, spec.MinPoolSize, spec.MaxPoolSize, &b.PoolSize); err != nil {
			return err
		}
		if follow {
			b.PoolStride = b.PoolSize
		}
	case "pool_stride":
		return whole(path, value, 1, spec.MaxStrides, &b.PoolStride)
	case "pool_padding":
		b.PoolPadding = spec.Padding(value)
	default:
		return unknown(path)
	}
	return nil
}

func setTraining(t *spec.Training, path, name, value string) error {
	switch name {
	case "optimizer":
		t.Optimizer = value
		return oneOf(path, value, spec.RMSprop, spec.SGD, spec.Adam)
	case "learning_rate":
		if err := number(path, value, 0, spec.MaxLearningRate, &t.LearningRate); err != nil {
			return err
		}
		return spec.CheckLearningRate(t.LearningRate)
	case "momentum":
		return number(path, value, 0, 0.999, &t.Momentum)
	case "nesterov":
		t.Nesterov = value == "true"
		return oneOf(path, value, "true", "false")
	case "batch_size":
		return whole(path, value, 1, spec.MaxBatchSize, &t.BatchSize)
	case "epochs":
		return whole(path, value, 1, spec.MaxEpochs, &t.Epochs)
	case "examples":
		return whole(path, value, spec.MinExamples, spec.MaxExamples, &t.Examples)
	case "shift":
		return whole(path, value, 0, spec.MaxShift, &t.Shift)
	case "seed":
		seed, err := strconv.ParseUint(value, 10, 64)
		if err != nil {
			return refuse(path, value, "a whole number from 0 to 18,446,744,073,709,551,615", spec.RuleRange, 0, 0)
		}
		t.Seed = seed
		return nil
	}
	return unknown(path)
}

// whole reads 60000, 60,000 and 60 000.
func whole(path, value string, low, high int, to *int) error {
	n, err := strconv.Atoi(strings.NewReplacer(",", "", " ", "").Replace(value))
	if err != nil || n < low || n > high {
		return refuse(path, value, fmt.Sprintf("a whole number from %d to %d", low, high), spec.RuleRange, low, high)
	}
	*to = n
	return nil
}

// number reads 0.001 and, as much of the world writes it, 0,001.
func number(path, value string, low, high float64, to *float32) error {
	n, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 32)
	if err != nil || math.IsNaN(n) || n < low || n > high {
		return refuse(path, value, fmt.Sprintf("a number from %v to %v", low, high), spec.RuleRange, int(low), int(math.Ceil(high)))
	}
	*to = float32(n)
	return nil
}

func oneOf(path, value string, want ...string) error {
	for _, w := range want {
		if value == w {
			return nil
		}
	}
	return refuse(path, value, "one of "+strings.Join(want, ", "), spec.RuleChoice, 0, 0)
}

func unknown(path string) error {
	return refuse(path, path, "a setting of this page", spec.RuleChoice, 0, 0)
}

func refuse(path, value, want string, rule spec.Rule, low, high int) *spec.Error {
	if r := []rune(value); len(r) > 40 {
		value = string(r[:40]) + "…"
	}
	return &spec.Error{Path: path, Value: value, Want: want, Rule: rule, Low: low, High: high}
}

// refusal keeps what the page needs to explain err beside the control.
func refusal(path, value string, err error) *Refusal {
	e := &spec.Error{Path: path, Value: value, Want: err.Error(), Rule: spec.RuleSyntax}
	errors.As(err, &e)
	return &Refusal{Path: path, Value: value, Error: e}
}

package state

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
	Fixes []Fix      // what would work, best first; Draft.Fixes says whether they still do
	from  Settings   // what the controls show
}

// set writes the text of one control into s. The text may be anything.
func (s *Settings) set(path, value string) error {
	value = strings.TrimSpace(value)
	if i, field, ok := BlockOf(path); ok {
		if i >= len(s.Blocks) {
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
		return oneOf(path, value, choices(path)...)
	case "units":
		return whole(path, value, &s.Units)
	case "hidden":
		s.Hidden = spec.Activation(value)
		return nil
	case "dropout":
		return number(path, value, &s.Dropout)
	}
	return unknown(path)
}

func (b *Block) set(path, field, value string) error {
	switch field {
	case "filters":
		return whole(path, value, &b.Filters)
	case "window":
		return whole(path, value, &b.Window)
	case "stride":
		return whole(path, value, &b.Stride)
	case "padding":
		b.Padding = spec.Padding(value)
	case "activation":
		b.Activation = spec.Activation(value)
	case "pooling":
		b.Pooling = Pooling(value)
		return oneOf(path, value, choices(field)...)
	case "pool_size":
		// Keras's stride follows the size unless it was chosen.
		follow := b.PoolStride == b.PoolSize
		if err := whole(path, value, &b.PoolSize); err != nil {
			return err
		}
		if follow {
			b.PoolStride = b.PoolSize
		}
	case "pool_stride":
		return whole(path, value, &b.PoolStride)
	case "pool_padding":
		b.PoolPadding = spec.Padding(value)
	default:
		return unknown(path)
	}
	return nil
}

// setTraining sets the value of a row of the table of settings.
func setTraining(t *spec.Training, path, name, value string) error {
	row, ok := spec.FindSetting(name)
	if !ok || row.Internal != "" {
		return unknown(path)
	}
	switch to := row.Of(t).(type) {
	case *string:
		*to = value
		return oneOf(path, value, row.Choices...)
	case *bool:
		*to = value == "true"
		return oneOf(path, value, "true", "false")
	case *int:
		return whole(path, value, to)
	case *uint64:
		return whole(path, value, to)
	case *float32:
		return number(path, value, to)
	}
	return unknown(path)
}

// whole reads a whole number within the limits of its field.
func whole[N int | uint64](path, value string, to *N) error {
	f, _ := wholeFieldOf(path)
	n, err := spec.ParseWhole[N](value)
	if err == nil && uint64(n) >= f.low && uint64(n) <= f.high {
		*to = n
		return nil
	}
	high := int(min(f.high, math.MaxInt)) // the text about a seed does not use it
	return refuse(path, value, fmt.Sprintf("a whole number from %d to %d", f.low, f.high), spec.RuleRange, int(f.low), high)
}

// number reads a number with decimals. Its limits are those of spec.CheckRun.
func number(path, value string, to *float32) error {
	n, err := spec.ParseDecimal(value)
	if err != nil {
		f, _ := decimalFieldOf(path)
		return refuse(path, value, fmt.Sprintf("a number from %v to %v", f.low, f.high), spec.RuleRange, int(f.low), int(math.Ceil(float64(f.high))))
	}
	*to = n
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

// refusal has what the page needs to explain err next to the control.
func refusal(path, value string, err error) *Refusal {
	e := &spec.Error{Path: path, Value: value, Want: err.Error(), Rule: spec.RuleSyntax}
	errors.As(err, &e)
	return &Refusal{Path: path, Value: value, Error: e}
}

// FieldPath is the path of a block's control.
func FieldPath(block int, field string) string { return fmt.Sprintf("blocks[%d].%s", block, field) }

// BlockOf is the block and the name of a control that is a block's: the reverse of FieldPath. Every chip asks in every frame, for
// which fmt.Sscanf is too slow.
func BlockOf(path string) (block int, field string, ok bool) {
	rest, ok := strings.CutPrefix(path, "blocks[")
	if !ok {
		return 0, "", false
	}
	index, field, ok := strings.Cut(rest, "].")
	block, err := strconv.Atoi(index)
	return block, field, ok && err == nil && block >= 0
}

// FieldText is the value of a setting as its control writes it. Paths are
// those of SetField.
func FieldText(s Settings, path string) string {
	if i, name, ok := BlockOf(path); ok && i < len(s.Blocks) {
		return blockText(s.Blocks[i], name)
	}
	if name, ok := strings.CutPrefix(path, "training."); ok {
		return trainingText(s.Training, name)
	}
	switch path {
	case "head":
		return string(s.Head)
	case "units":
		return strconv.Itoa(s.Units)
	case "hidden":
		return string(s.Hidden.Or())
	case "dropout":
		return spec.FormatDecimal(s.Dropout)
	}
	return ""
}

func blockText(b Block, name string) string {
	switch name {
	case "filters":
		return strconv.Itoa(b.Filters)
	case "window":
		return strconv.Itoa(b.Window)
	case "stride":
		return strconv.Itoa(b.Stride)
	case "padding":
		return string(b.Padding.Or())
	case "activation":
		return string(b.Activation.Or())
	case "pooling":
		return string(b.Pooling)
	case "pool_size":
		return strconv.Itoa(b.PoolSize)
	case "pool_stride":
		return strconv.Itoa(b.PoolStride)
	case "pool_padding":
		return string(b.PoolPadding.Or())
	}
	return ""
}

func trainingText(t spec.Training, name string) string {
	if row, ok := spec.FindSetting(name); ok && row.Internal == "" {
		return settingText(row, t)
	}
	return ""
}

// settingText is a value of a training as its control and the CSV of the runs have it: numbers in full, without exponent.
func settingText(row spec.Setting, t spec.Training) string {
	if v, ok := row.Get(t).(float32); ok {
		return spec.FormatDecimal(v)
	}
	return fmt.Sprint(row.Get(t))
}

package state

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/spec"
)

// FieldPath is that of a block's control.
func FieldPath(block int, field string) string { return fmt.Sprintf("blocks[%d].%s", block, field) }

// FieldText is the value of a setting as its control writes it. Paths are
// those of SetField.
func FieldText(s Settings, path string) string {
	var i int
	var name string
	if n, _ := fmt.Sscanf(path, "blocks[%d].%s", &i, &name); n == 2 && i < len(s.Blocks) {
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
	switch name {
	case "optimizer":
		return t.Optimizer
	case "learning_rate":
		return spec.FormatDecimal(t.LearningRate)
	case "momentum":
		return spec.FormatDecimal(t.Momentum)
	case "nesterov":
		return strconv.FormatBool(t.Nesterov)
	case "batch_size":
		return strconv.Itoa(t.BatchSize)
	case "epochs":
		return strconv.Itoa(t.Epochs)
	case "examples":
		return strconv.Itoa(t.Examples)
	case "shift":
		return strconv.Itoa(t.Shift)
	case "seed":
		return strconv.FormatUint(t.Seed, 10)
	}
	return ""
}

package main

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

// fieldText is the value of a setting as its control writes it. Paths are
// those of view.SetField.
func fieldText(s view.Settings, path string) string {
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

func blockText(b view.Block, name string) string {
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

// draftShapes follows the settings through their layers: for every block the
// shape that it hands on, then the vector that the head makes.
func draftShapes(s view.Settings) [][]spec.Shape {
	shapes, err := s.Model().Shapes()
	if err != nil {
		return nil
	}
	list := make([][]spec.Shape, 0, len(s.Blocks)+1)
	for _, b := range s.Blocks {
		makes := 1
		if b.Pooling != view.NoPooling {
			makes = 2
		}
		list = append(list, shapes[:makes])
		shapes = shapes[makes:]
	}
	return append(list, shapes[:1])
}

// shapesText is "26×26×32 → 13×13×32": what the convolution makes, and what pooling leaves of it.
func shapesText(shapes []spec.Shape) string {
	text := make([]string, len(shapes))
	for i, shape := range shapes {
		text[i] = shape.String()
	}
	return strings.Join(text, " → ")
}

// headText is "576 → 64 → 10".
func headText(s view.Settings, shapes [][]spec.Shape) string {
	if len(shapes) == 0 {
		return ""
	}
	text := count(shapes[len(shapes)-1][0].Size())
	if s.Units > 0 {
		text += " → " + count(s.Units)
	}
	return text + " → " + strconv.Itoa(spec.Classes)
}

package wording

import (
	"strconv"

	"convlab/engine/spec"
)

// LayerName names a layer in the user's words: "conv 2", "max pool", "dense".
// n is the number of a convolution in its network, from 1.
func LayerName(w Words, l spec.Layer, n int) string {
	switch l.(type) {
	case spec.Conv2D:
		return w.Format("layer.conv", "n", strconv.Itoa(n))
	case spec.Dense:
		return w.Format("layer.dense")
	}
	return w.Format("layer." + l.Kind())
}

// LayerNames names every layer of a model by LayerName, but a dense layer at its
// end "output".
func LayerNames(w Words, m spec.Model) []string {
	names := make([]string, len(m.Layers))
	convs := 0
	for i, l := range m.Layers {
		if _, ok := l.(spec.Conv2D); ok {
			convs++
		}
		names[i] = LayerName(w, l, convs)
	}
	if last := len(names) - 1; last >= 0 {
		if _, ok := m.Layers[last].(spec.Dense); ok {
			names[last] = w.Format("layer.output")
		}
	}
	return names
}

// LayerTitle is LayerName with the size of the window, as a title over maps:
// "conv 2, 3×3".
func LayerTitle(w Words, l spec.Layer, n int) string {
	switch l := l.(type) {
	case spec.Conv2D:
		return w.Format("stage.conv", "n", strconv.Itoa(n), "k", strconv.Itoa(l.KernelSize))
	case spec.MaxPooling2D:
		return w.Format("stage.max", "k", strconv.Itoa(l.PoolSize))
	case spec.AveragePooling2D:
		return w.Format("stage.average", "k", strconv.Itoa(l.PoolSize))
	}
	return LayerName(w, l, n)
}

package main

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

// layerNames names every layer of a model in the user's words: "conv 1",
// "max pool", "dense", "output".
func layerNames(w view.Words, m spec.Model) []string {
	names := make([]string, len(m.Layers))
	convs := 0
	for i, l := range m.Layers {
		switch l.(type) {
		case spec.Conv2D:
			convs++
			names[i] = w.Say("layer.conv", "n", strconv.Itoa(convs))
		case spec.Dense:
			names[i] = w.Say("layer.dense")
			if i == len(m.Layers)-1 {
				names[i] = w.Say("layer.output")
			}
		default:
			names[i] = w.Say("layer." + l.Kind())
		}
	}
	return names
}

package main

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

// refusalText says in the user's words why a value cannot work and what would.
func refusalText(w view.Words, r *view.Refusal) string {
	e := r.Error
	size, input, onMaps := strings.Cut(e.Value, " on ")
	value := e.Value
	if value == "" { // what a number field gives for letters
		value = w.Say("refusal.empty")
	}
	values := []string{
		"value", value, "low", count(e.Low), "high", count(e.High), "size", size, "maps", input, "layer", layerOf(w, e),
	}
	rule := string(e.Rule)
	switch {
	case e.Rule == spec.RuleWindow && onMaps && e.High < e.Low:
		return w.Say("refusal.nothing_left", values...)
	case e.Rule == spec.RuleRange && fraction(r.Path):
		rule = "range_" + field(r.Path)
	}
	return w.Say("refusal."+rule, values...)
}

// fraction reports whether the control takes numbers with decimals, whose
// bounds an Error cannot hold.
func fraction(path string) bool {
	switch field(path) {
	case "learning_rate", "dropout", "momentum", "seed":
		return true
	}
	return false
}

// field is the last part of a path: "filters" of "blocks[1].filters".
func field(path string) string { return path[strings.LastIndex(path, ".")+1:] }

// layerOf names the layer that an error is about: "layer 4, max pool".
func layerOf(w view.Words, e *spec.Error) string {
	var i int
	if n, _ := fmt.Sscanf(e.Path, "layers[%d]", &i); n != 1 || e.Kind == "" {
		return w.Say("refusal.network")
	}
	return w.Say("refusal.layer", "n", strconv.Itoa(i+1), "kind", w.Say("kind."+e.Kind))
}

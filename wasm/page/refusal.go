package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

// refusalText says in the user's words why a value cannot work, and what to try
// where no fix is offered.
func refusalText(w view.Words, r *view.Refusal) string {
	e := r.Error
	size, input, onMaps := strings.Cut(e.Value, " on ")
	value := w.Say("refusal.value", "value", e.Value)
	if e.Value == "" { // an empty field
		value = w.Say("refusal.empty")
	}
	values := []string{
		"value", value, "low", count(e.Low), "high", count(e.High), "size", size, "maps", input, "layer", layerOf(w, r), "number", number(e.Value),
	}
	rule := string(e.Rule)
	switch {
	case e.Rule == spec.RuleWindow && onMaps && e.High < e.Low:
		rule = "nothing_left"
	case e.Rule == spec.RuleRange && fraction(r.Path):
		rule = "range_" + field(r.Path)
	}
	text := w.Say("refusal."+rule, values...)
	if len(r.Fixes) > 0 { // they say what works
		return text
	}
	switch rule {
	case "window", "nothing_left", "macs", "numbers", "scratch", "weights":
		text += " " + w.Say("refusal.try_"+rule)
	}
	return text
}

// refusalSaid is what a screen reader says when something is refused: why, and
// what works instead. "": nothing is refused.
func refusalSaid(s *view.State) string {
	if s.Refusal == nil {
		return ""
	}
	text := refusalText(s.Words, s.Refusal)
	var works []string
	for _, f := range s.Fixes() {
		works = append(works, fixText(s.Words, f))
	}
	if len(works) > 0 {
		text += " " + s.Words.Say("fix.title") + " " + strings.Join(works, "; ") + "."
	}
	return text
}

// number is the number with which a value begins: 1,300,000 of "1300000 weights".
func number(value string) string {
	first, _, _ := strings.Cut(value, " ")
	n, err := strconv.Atoi(first)
	if err != nil {
		return value
	}
	return count(n)
}

// fraction reports whether the control takes numbers whose bounds an Error cannot
// hold: with decimals, or larger than an int.
func fraction(path string) bool {
	row, ok := spec.FindSetting(field(path))
	return field(path) == "dropout" || ok && (row.Kind() == spec.Decimal || row.High > math.MaxInt)
}

// field is the last part of a path: "filters" of "blocks[1].filters".
func field(path string) string { return path[strings.LastIndex(path, ".")+1:] }

// layerOf names the layer that an error is about as the page does: "conv 3",
// "the max pool behind conv 2".
func layerOf(w view.Words, r *view.Refusal) string {
	var i int
	names := view.LayerNames(w, r.Model)
	if n, _ := fmt.Sscanf(r.Error.Path, "layers[%d]", &i); n != 1 || i < 0 || i >= len(names) {
		return w.Say("refusal.network")
	}
	switch r.Model.Layers[i].(type) {
	case spec.MaxPooling2D, spec.AveragePooling2D:
		if i > 0 {
			return w.Say("refusal.pooling", "pool", names[i], "conv", names[i-1])
		}
	}
	return names[i]
}

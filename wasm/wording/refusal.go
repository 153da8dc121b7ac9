package wording

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// Refusal says in the user's words why a value cannot work, and what to try
// where no fix is offered.
func Refusal(w Words, r *state.Refusal) string {
	e := r.Error
	size, input, onMaps := strings.Cut(e.Value, " on ")
	value := w.Format("refusal.value", "value", e.Value)
	if e.Value == "" { // an empty field
		value = w.Format("refusal.empty")
	}
	values := []string{
		"value", value, "low", Count(e.Low), "high", Count(e.High), "size", size, "maps", input, "layer", layerOf(w, r), "number", number(e.Value),
	}
	rule := string(e.Rule)
	switch {
	case e.Rule == spec.RuleWindow && onMaps && e.High < e.Low:
		rule = "nothing_left"
	case e.Rule == spec.RuleRange && fraction(r.Path):
		rule = "range_" + state.FieldName(r.Path)
	}
	text := w.Format("refusal."+rule, values...)
	if len(r.Fixes) > 0 { // they say what works
		return text
	}
	switch rule {
	case "window", "nothing_left", "macs", "numbers", "scratch", "weights":
		text += " " + w.Format("refusal.try_"+rule)
	}
	return text
}

// RefusalAnnouncement is the text for screen readers when something is refused: why, and
// what works instead. "": nothing is refused.
func RefusalAnnouncement(w Words, s *state.State) string {
	if s.Draft.Refusal == nil {
		return ""
	}
	text := Refusal(w, s.Draft.Refusal)
	var works []string
	for _, f := range s.Draft.Fixes() {
		works = append(works, Fix(w, f))
	}
	if len(works) > 0 {
		text += " " + w.Format("fix.title") + " " + strings.Join(works, "; ") + "."
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
	return Count(n)
}

// fraction reports whether the control takes numbers whose bounds an Error cannot
// hold: with decimals, or larger than an int.
func fraction(path string) bool {
	row, ok := spec.FindSetting(state.FieldName(path))
	return state.FieldName(path) == "dropout" || ok && (row.Kind() == spec.Decimal || row.High > math.MaxInt)
}

// layerOf names the layer that an error is about as the page does: "conv 3",
// "the max pool after conv 2".
func layerOf(w Words, r *state.Refusal) string {
	var i int
	names := LayerNames(w, r.Model)
	if n, _ := fmt.Sscanf(r.Error.Path, "layers[%d]", &i); n != 1 || i < 0 || i >= len(names) {
		return w.Format("refusal.network")
	}
	switch r.Model.Layers[i].(type) {
	case spec.MaxPooling2D, spec.AveragePooling2D:
		if i > 0 {
			return w.Format("refusal.pooling", "pool", names[i], "conv", names[i-1])
		}
	}
	return names[i]
}

// Fix names the change of a fix as its control does: "padding same in conv 3".
func Fix(w Words, f state.Fix) string {
	layer := ""
	if block, _, ok := state.BlockOf(f.Path); ok {
		layer = LayerName(w, spec.Conv2D{}, block+1)
	}
	return w.Format("fix."+state.FieldName(f.Path), "value", number(f.Value), "layer", layer)
}

// FixHint says which weights a fix of the network keeps, and its cost.
func FixHint(w Words, f state.Fix) string {
	if strings.HasPrefix(f.Path, "training.") {
		return ""
	}
	model := f.Model()
	names := LayerNames(w, model)
	var learn []string
	for _, i := range f.Learn {
		learn = append(learn, names[i])
	}
	text := w.Format("fix.learn_none")
	if len(learn) > 0 {
		text = w.Format("fix.learn", "layers", strings.Join(learn, ", "))
	}
	return text + " " + costText(w, f.Old, f.Cost)
}

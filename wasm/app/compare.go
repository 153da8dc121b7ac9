package main

import (
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

// comparison sets a network beside the other one of the note.
func comparison(w view.Words, rows []spec.Row, dense bool) string {
	other, name := spec.NoteDense(), "preset.dense"
	if dense {
		other, name = spec.NoteConvnet(), "preset.convnet"
	}
	its, err := other.Ledger()
	if err != nil {
		return ""
	}
	weights, macs := spec.Total(rows)
	otherWeights, otherMACs := spec.Total(its)
	return w.Say("summary.compare", "other", w.Say(name),
		"weights", count(otherWeights), "weightratio", ratio(w, float64(otherWeights), float64(weights)),
		"macs", millions(otherMACs), "macratio", ratio(w, float64(otherMACs), float64(macs)))
}

// droppedText tells which layers read only a part of their input, as Keras's
// flooring has it.
func droppedText(w view.Words, rows []spec.Row, names []string) string {
	var list []string
	for i, r := range rows {
		if r.Dropped > 0 {
			list = append(list, w.Say("summary.dropped", "layer", names[i],
				"n", count(r.Dropped), "all", count(r.Input.H*r.Input.W)))
		}
	}
	return strings.Join(list, " ")
}

package wording

import (
	"strconv"
	"strings"

	"convlab/engine/spec"
)

// Comparison compares a network with the other one of the note.
func Comparison(w Words, rows []spec.Row, dense bool) string {
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
	return w.Format("summary.compare", "other", w.Format(name),
		"weights", Count(otherWeights), "weightratio", Ratio(w, float64(otherWeights), float64(weights)),
		"macs", Millions(otherMACs), "macratio", Ratio(w, float64(otherMACs), float64(macs)))
}

// Dropped names the layers that read only a part of their input because the output
// size is rounded down, as in Keras.
func Dropped(w Words, rows []spec.Row, names []string) string {
	var list []string
	for i, r := range rows {
		if r.Dropped > 0 {
			list = append(list, w.Format("summary.dropped", "layer", names[i], "from", side(r.Input), "to", side(r.Output),
				"n", Count(r.Dropped), "all", Count(r.Input.H*r.Input.W)))
		}
	}
	return strings.Join(list, " ")
}

// side writes the rows and columns of a shape as "11×11".
func side(s spec.Shape) string { return strconv.Itoa(s.H) + "×" + strconv.Itoa(s.W) }

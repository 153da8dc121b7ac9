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
			list = append(list, w.Format("summary.dropped", "layer", names[i], "from", Size(r.Input), "to", Size(r.Output),
				"n", Count(r.Dropped), "all", Count(r.Input.H*r.Input.W)))
		}
	}
	return strings.Join(list, " ")
}

// Sees is the side of the receptive field of a layer that has one, "all" where it is the whole picture.
func Sees(w Words, r spec.Row) string {
	if r.ReceptiveField == 0 {
		return w.Format("summary.all")
	}
	return strconv.Itoa(r.ReceptiveField)
}

// WeightUse says how often each weight of a layer is used for one image: in a convolution once at each place, in a dense layer once.
// Biases, one for each channel, are no factors of a product.
func WeightUse(w Words, r spec.Row) string {
	if r.MACs == 0 {
		return ""
	}
	times := r.MACs / int64(r.Weights-r.Output.C)
	if times == 1 {
		return w.Format("summary.once")
	}
	return w.Format("summary.used", "n", Count(int(times)))
}

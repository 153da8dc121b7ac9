package main

import (
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/view"
)

// mistakeText is what stands under a misread digit, what it says in words, and
// its name for a screen reader and for voice control, which must hold what is
// seen (WCAG 2.5.3).
func mistakeText(w view.Words, m wire.Mistake) (seen, said, name string) {
	label, predicted := strconv.Itoa(m.Label), strconv.Itoa(m.Predicted)
	seen = label + " → " + predicted
	said = w.Say("results.mistake", "label", label, "predicted", predicted, "p", percent(float64(m.Probability), 0))
	return seen, said, seen + ": " + said
}

package wording

import (
	"slices"
	"strconv"

	"convlab/engine/drawing"
	"convlab/wasm/state"
)

// Numeral is the large text of the answer: the digit, "?" while layers must be learned, "–" where there is nothing to read; and
// whether the network is unsure of it.
func Numeral(s *state.State) (text string, unsure bool) {
	if s.Pad.Empty() || s.Pad.Verdict != drawing.Digit {
		return "–", false
	}
	p, ok := s.Probabilities()
	if !ok {
		if len(s.Draft.Learn) > 0 || len(s.Network.Learn) > 0 {
			return "?", false
		}
		return "–", false
	}
	best := s.Best()
	if best < 0 {
		return "–", false
	}
	return strconv.Itoa(best), p[best] < 0.6
}

// Probability writes a probability, and never one more certain than it is.
func Probability(p float32) string {
	switch {
	case p != p:
		return "–"
	case p > 0.999:
		return "> 99.9 %"
	case p < 0.001:
		return "< 0.1 %"
	case p >= 0.9 || p < 0.01:
		return Percent(float64(p), 1)
	}
	return Percent(float64(p), 0)
}

// AnswerTitle is the title of the table of probabilities.
func AnswerTitle(w Words, s *state.State) string {
	if s.Pad.Verdict != drawing.Digit {
		return Answer(w, s)
	}
	return w.Format("prediction.caption")
}

// AnswerCaption says which unit adds most to the score of the digit that the route leads to, or why there is no answer.
func AnswerCaption(w Words, s *state.State) string {
	if s.Pad.Verdict != drawing.Digit {
		return Answer(w, s)
	}
	last := len(s.Model().Layers) - 1
	switch s.LayerStatus(last) {
	case state.LayerToLearn:
		return w.Format("column.learn")
	case state.LayerWaits:
		return w.Format("column.waits", "name", ColumnNames(w, s.Model())[s.Network.Learn[0]])
	}
	best := s.Best()
	e := &s.Route.Explanation
	hidden := s.LastHidden()
	switch {
	case best < 0 || !s.Route.Answered() || s.LayerStatus(last) != state.LayerKnown:
		return ""
	case e.BiasDecides():
		return w.Format("answer.bias")
	case hidden < 0:
		return ""
	}
	adds := e.UnitScores[e.Digit]
	cell, _ := s.Route.Cell(hidden)
	strongest := cell.Channel >= len(e.Contributions) || e.Contributions[cell.Channel] >= slices.Max(e.Contributions)
	if adds <= 0 && strongest { // the route was kept while the ink changed
		return w.Format("answer.bias")
	}
	decimals := 1
	if score := e.Logits[e.Digit]; score < 1 && score > -1 {
		decimals = 2
	}
	number := func(v float32) string { return Signed(v, decimals) }
	key := "answer.strongest"
	switch {
	case !strongest: // the visitor has chosen another unit
		key = "answer.unit"
	case e.Digit != best:
		key = "answer.why"
	case adds > e.Logits[e.Digit]: // the others take away
		key = "answer.more"
	}
	return w.Format(key, "unit", strconv.Itoa(cell.Channel+1), "adds", number(adds), "digit", strconv.Itoa(e.Digit), "score", number(e.Logits[e.Digit]),
		"best", strconv.Itoa(best), "bestscore", number(e.Logits[best]))
}

package layout

import (
	"strconv"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestTheAnswerIsSaidOverTheBars(t *testing.T) {
	w := words(t, "en")
	labels := func(s *state.State) map[string]bool {
		found := map[string]bool{}
		for _, l := range Scene(w, s).Labels {
			found[l.Text] = true
		}
		return found
	}
	s := open(t, wire.Yours)
	upright := make([]float32, drawing.Pixels) // a line: a 1
	for y := 4; y < 24; y++ {
		upright[y*drawing.PictureSide+13], upright[y*drawing.PictureSide+14] = 1, 1
	}
	s.Update(wire.Picture{Pixels: upright, Label: 1})
	answer(s)
	reads := "reads " + strconv.Itoa(s.Best())
	before := labels(s)
	if !before[reads] {
		t.Errorf("the page does not say that it %s: %v", reads, before)
	}
	s.Update(state.Clear{})
	zigzag(s)
	answer(s)
	for i := range 3 {
		s.Update(state.Tick{Now: s.Now() + state.Rest*float64(i+1)})
	}
	after := labels(s)
	if after[reads] || !after["no digit: a scribble"] {
		t.Errorf("a scribble is not called one: %v", after)
	}
	probabilities, ok := s.Probabilities()
	if bar := strconv.FormatFloat(100*float64(probabilities[s.Best()]), 'f', 1, 64) + " %"; !ok || !before[bar] || !after[bar] {
		t.Errorf("the bar of %s is not there before and after", bar)
	}
}

package wording

import (
	"math"
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestWhatIsNoDigitIsSaidInPlaceOfAnAnswer(t *testing.T) {
	w, s := words(t, "en"), state.New()
	s.Update(wire.Hello{Build: "test"})
	var points []drawing.Point
	for i := range 12 { // a zigzag
		points = append(points, drawing.Point{X: 0.1 + 0.07*float32(i), Y: 0.2 + 0.6*float32(i%2)})
	}
	s.Update(state.PenDown{Points: points})
	s.Update(state.PenUp{})
	if before := AnswerTitle(w, s); before != w.Format("prediction.caption") {
		t.Errorf("while the pen may go on the answer is called %q", before)
	}
	for range 3 {
		s.Update(state.Tick{Now: s.Now() + state.Rest})
	}
	for what, said := range map[string]string{"title": AnswerTitle(w, s), "caption": AnswerCaption(w, s)} {
		if said != "not a digit: a scribble" {
			t.Errorf("the %s says %q of a scribble", what, said)
		}
	}
}

// denseRead is a page whose dense network reads a stroke as 3 with 5 points, of which unit 11 adds 2, unit 12 takes 0.5 away, and
// the chosen unit is one of the two.
func denseRead(t *testing.T, chosen int) *state.State {
	t.Helper()
	m := spec.NoteDense()
	s := state.New()
	s.Update(state.WorkerStarted{})
	s.Update(wire.Hello{Build: "test"})
	s.Update(wire.Network{Model: m, Training: spec.Note(128), Origin: wire.Pretrained})
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.4, Y: 0.3}, {X: 0.6, Y: 0.7}}})
	s.Update(state.PenUp{})
	shapes, _ := m.Shapes()
	a := wire.Activations{Shapes: append([]spec.Shape{m.Input}, shapes...), Ink: true}
	for _, shape := range a.Shapes {
		a.Numbers = append(a.Numbers, make([]float32, shape.Size())...)
	}
	a.Numbers[len(a.Numbers)-7] = 1
	s.Update(a)
	n := func(size int) []float32 { return make([]float32, size) }
	e := wire.Explanation{
		ID: 1000, Digit: 3, Layer: 1, Route: make([]spec.Cell, len(m.Layers)+1), Logits: n(10), UnitScores: n(10), Contributions: n(512),
		Unit: &wire.Unit{Weights: n(784), Products: n(784)},
	}
	e.Logits[3], e.Contributions[10], e.Contributions[11] = 5, 2, -0.5
	for i := 2; i < len(m.Layers); i++ {
		e.Route[i].Channel = chosen
	}
	e.Route[len(m.Layers)].Channel = 3
	e.UnitScores[3] = e.Contributions[chosen]
	s.Update(e)
	return s
}

func TestADivergedNetworkReadsNoDigit(t *testing.T) {
	w, s := words(t, "en"), denseRead(t, 10)
	before := Announcement(w, s)
	a := s.Prediction.Activations
	a.Numbers = slices.Clone(a.Numbers)
	for d := range spec.Classes {
		a.Numbers[len(a.Numbers)-spec.Classes+d] = float32(math.NaN())
	}
	s.Update(a)
	numeral, _ := Numeral(s)
	if numeral != "–" || Answer(w, s) != "" || !strings.HasPrefix(before, "The network reads 3.") || strings.Contains(Announcement(w, s), "3") || strings.Contains(Announcement(w, s), "0") {
		t.Errorf("it shows %q, says %q and announces %q, before %q", numeral, Answer(w, s), Announcement(w, s), before)
	}
}

func TestTheAnswersCaptionNamesTheStrongestUnitOrTheChosenOne(t *testing.T) {
	w := words(t, "en")
	for unit, want := range map[int]string{
		10: "strongest of many routes: unit 11 gives 2.0 of 3’s 5.0 points",
		11: "unit 12 adds −0.5; altogether 3 has 5.0 points",
	} {
		if got := AnswerCaption(w, denseRead(t, unit)); got != want {
			t.Errorf("of unit %d it says %q, want %q", unit+1, got, want)
		}
	}
}

// Its route begins at the score itself: the numbers before are only examples.
func TestWhereNoNumberAddsToTheScoreTheBiasDecides(t *testing.T) {
	out := spec.Dense{Units: spec.Classes, Activation: spec.Softmax}
	direct := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{spec.Flatten{}, out}}
	for _, c := range []struct {
		m     spec.Model
		layer int
	}{{spec.NoteConvnet(), 4}, {spec.NoteConvnet(), 1}, {spec.NoteDense(), 1}, {direct, 1}} {
		last := len(c.m.Layers)
		for from := range last + 1 {
			s := explained(t, c.m, c.layer, func(e *wire.Explanation) {
				e.Digit, e.From = 3, from
				e.Logits[3], e.Contributions[0], e.UnitScores[3] = 5, 2, 2
			})
			for language, want := range map[string][2]string{
				"en": {"the bias decides", "No number adds to the score of 3: the bias decides."},
				"ko": {"편향이 결정합니다", "3의 점수를 올리는 값이 없습니다. 편향이 결정합니다."},
			} {
				w := words(t, language)
				if got := AnswerCaption(w, s); (got == want[0]) != (from == last) {
					t.Errorf("%d layers, from %d: the caption is %q", last, from, got)
				}
				text := WindowSentence(w, s)
				if whole := text.Before + text.Learned + text.After; strings.HasSuffix(whole, " "+want[1]) != (from == last) {
					t.Errorf("%d layers, from %d: the window says %q", last, from, whole)
				}
			}
		}
	}
}

func TestTheNoteOfThePadSaysThatItShowsAnExample(t *testing.T) {
	w, s := words(t, "en"), denseRead(t, 10)
	s.Pad.Used = true
	if got := PadNote(w, s); got != "" {
		t.Errorf("of a drawing it says %q", got)
	}
	s.Pad = state.New().Pad
	if got := PadNote(w, s); got != "" {
		t.Errorf("before the example it says %q", got)
	}
	s.Update(s.Prediction.Activations) // nothing is asked any more
	s.Update(state.DrawExample{Now: 1, Still: true})
	if got := PadNote(w, s); got != "example: draw your own" {
		t.Errorf("of the example it says %q", got)
	}
	s.Update(state.Clear{})
	for range 2 { // of the example, and of the empty pad
		s.Update(s.Prediction.Activations)
	}
	if PadNote(w, s) != "draw here" {
		t.Errorf("of an empty pad it says %q", PadNote(w, s))
	}
}

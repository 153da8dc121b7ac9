package state

import (
	"slices"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// explain answers the last Predict of s with a route through the note's convnet whose numbers have that channel, and of which the
// one of a layer is chosen.
func explain(t *testing.T, s *State, layer, channel int) {
	t.Helper()
	answer(s)
	route := []spec.Cell{{Row: 3}}
	for range 8 {
		route = append(route, spec.Cell{Channel: channel})
	}
	e := routed(t, s.Network.Model, layer, route)
	e.ID = s.Prediction.asked
	s.Update(e)
}

// routed is an explanation of a chosen convolution that fits a model.
func routed(t *testing.T, m spec.Model, layer int, route []spec.Cell) wire.Explanation {
	t.Helper()
	shapes, _ := m.Shapes()
	in := append([]spec.Shape{m.Input}, shapes...)
	n := func(size int) []float32 { return make([]float32, size) }
	e := wire.Explanation{Layer: layer, Route: route, Logits: n(10), UnitScores: n(10), Contributions: n(in[len(in)-2].Size())}
	for i, l := range m.Layers {
		if c, ok := l.(spec.Conv2D); ok {
			k := c.KernelSize * c.KernelSize
			e.Kernels = append(e.Kernels, wire.Kernel{Layer: i, Weights: n(k), Shares: n(in[i].C)})
			if i == layer {
				e.Window = &wire.Window{Padded: make([]bool, k), Patch: n(k * in[i].C), Weights: n(k * in[i].C), Products: n(k * in[i].C), Sums: n(in[i].C)}
			}
		}
	}
	if !e.Fits(m) {
		t.Fatal("the explanation does not fit its model")
	}
	return e
}

// drawn returns a page with a stroke whose route is known: in every layer it goes through channel 7, and conv 3 has the chosen
// number.
func drawn(t *testing.T) *State {
	t.Helper()
	s := open(t, wire.Pretrained)
	answer(s) // what was asked of the empty pad
	s.Update(PenDown{Points: []drawing.Point{{X: 0.4, Y: 0.4}}})
	s.Update(PenUp{})
	explain(t, s, 4, 7)
	if c := s.Route.Chosen(); c != (Number{4, spec.Cell{Channel: 7}, true}) {
		t.Fatalf("chosen is %+v", c)
	}
	return s
}

func question(t *testing.T, list []Command) wire.Question {
	t.Helper()
	return *only[wire.Predict](t, list).Question
}

func TestAClickChoosesANumberAndAsksForTheWayToIt(t *testing.T) {
	s := drawn(t)
	cell := spec.Cell{Row: 5, Column: 6, Channel: 9}
	q := question(t, s.Update(ChooseNumber{Layer: 2, Cell: cell}))
	if q.Choose != wire.ChooseBefore || q.Layer != 2 || q.Route[3] != cell || q.Route[5].Channel != 7 {
		t.Errorf("asked was %+v", q)
	}
	if got := s.Route.Chosen(); got != (Number{2, cell, true}) || s.Route.Answered() {
		t.Errorf("before the answer %+v is chosen, answered: %v", got, s.Route.Answered())
	}
	explain(t, s, 2, 3)
	if got := s.Route.Chosen(); got != (Number{2, spec.Cell{Channel: 3}, true}) || !s.Route.Answered() {
		t.Errorf("after the answer %+v is chosen, answered: %v", got, s.Route.Answered())
	}
}

// The page asks one question at a time, so the answer to the one before comes after the click.
func TestAnAnswerFromBeforeAClickChangesNothing(t *testing.T) {
	s := drawn(t)
	s.Update(SetSteps{}) // asks
	cell := spec.Cell{Row: 1, Column: 1, Channel: 2}
	s.Update(ChooseNumber{Layer: 2, Cell: cell})
	explainOld := routed(t, s.Network.Model, 4, slices.Repeat([]spec.Cell{{}}, 9))
	explainOld.ID = s.Prediction.asked
	answer(s) // asks again, now with the click
	s.Update(explainOld)
	if got := s.Route.Chosen(); got != (Number{2, cell, true}) {
		t.Errorf("the answer from before replaced the click: %+v", got)
	}
}

func TestTheRouteStaysWhileThePenMovesAndIsChosenAnewWhenItIsLifted(t *testing.T) {
	s := drawn(t)
	if q := question(t, s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})); q.Choose != wire.ChooseNone || q.Layer != 4 || q.Route[5].Channel != 7 {
		t.Errorf("as the pen goes down it asks %+v", q)
	}
	explain(t, s, 4, 7)
	if q := question(t, s.Update(PenMove{Points: []drawing.Point{{X: 0.6, Y: 0.6}}})); q.Choose != wire.ChooseNone {
		t.Errorf("as the pen moves it asks %+v", q)
	}
	explain(t, s, 4, 7)
	if q := question(t, s.Update(PenUp{})); q.Choose != wire.ChooseRoute {
		t.Errorf("as the pen is lifted it asks %+v", q)
	}
}

func TestTheFirstStrokeFindsItsRouteWhileItIsDrawn(t *testing.T) {
	s := open(t, wire.Pretrained)
	answer(s)
	blank := routed(t, s.Network.Model, 4, slices.Repeat([]spec.Cell{{}}, 9))
	blank.ID = s.Prediction.asked
	s.Prediction.Activations.Ink = false
	s.Update(blank)
	if q := question(t, s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})); q.Choose != wire.ChooseRoute {
		t.Errorf("it asks %+v", q)
	}
}

func TestAnotherDrawingGivesUpWhatWasChosen(t *testing.T) {
	s := drawn(t)
	s.Update(ChooseNumber{Layer: 0, Cell: spec.Cell{Row: 1}})
	explain(t, s, 0, 7)
	s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	explain(t, s, 0, 7)
	if q := question(t, s.Update(PenUp{})); q.Choose != wire.ChooseRoute {
		t.Errorf("it asks %+v", q)
	}
}

func TestEscapeReturnsToTheRouteOfTheDigitThatIsRead(t *testing.T) {
	s := drawn(t)
	if q := question(t, s.Update(AskWhy{Digit: 5})); q.Choose != wire.ChooseRoute || q.Digit != 5 {
		t.Errorf("why not 5 asks %+v", q)
	}
	explain(t, s, 4, 2)
	s.Update(ChooseNumber{Layer: 0, Cell: spec.Cell{Row: 1}})
	explain(t, s, 0, 7)
	if q := question(t, s.Update(FollowRoute{})); q.Choose != wire.ChooseRoute || q.Digit != -1 {
		t.Errorf("Escape asks %+v", q)
	}
}

// explainKeeping answers with the route that was asked for.
func explainKeeping(t *testing.T, s *State) {
	t.Helper()
	answer(s)
	e := routed(t, s.Network.Model, s.Route.layer, slices.Clone(s.Route.cells))
	e.ID = s.Prediction.asked
	s.Update(e)
}

func TestAPreviewChoosesNothing(t *testing.T) {
	s := drawn(t)
	was := s.Route.Chosen()
	if list := s.Update(HoverNumber{Layer: 0, Cell: spec.Cell{Row: 2}}); len(list) > 0 || s.Route.Chosen() != was || !s.Route.Hover.On {
		t.Errorf("it asks %v, chosen is %+v, hover %+v", kindsOf(list), s.Route.Chosen(), s.Route.Hover)
	}
	if s.Update(HoverNumber{Layer: -1}); s.Route.Hover.On {
		t.Error("the preview stays")
	}
}

func TestAnotherNetworkHasAnotherRoute(t *testing.T) {
	s := drawn(t)
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Pretrained})
	if s.Route.Chosen().On {
		t.Errorf("of the network before %+v is chosen", s.Route.Chosen())
	}
}

func TestTheExplanationOfOtherWeightsIsOutdatedUntilTheFirstAnswer(t *testing.T) {
	trained := func(epoch, step int) wire.Network {
		return wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours, Epoch: epoch, Step: step, ContinuedFrom: "a"}
	}
	continued := trained(2, 4)
	continued.ContinuedFrom = "b"
	changed := trained(2, 4)
	changed.Changed = true
	for name, c := range map[string]struct {
		before []Event
		next   wire.Network
		want   bool
	}{
		"the network is shipped":      {nil, wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained}, true},
		"its weights are fresh":       {nil, wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Untrained}, true},
		"training goes on":            {nil, trained(2, 5), false},
		"the next epoch begins":       {nil, trained(3, 0), false},
		"training goes back":          {nil, trained(2, 3), true},
		"an earlier epoch comes":      {nil, trained(1, 9), true},
		"the run began elsewhere":     {nil, continued, true},
		"layers change":               {nil, changed, true},
		"a file has a later one":      {[]Event{wire.Restored{Name: "a.safetensors"}}, trained(9, 0), true},
		"only the test has been made": {nil, trained(2, 4), false},
	} {
		s := drawn(t)
		s.Update(trained(2, 4))
		explain(t, s, 4, 7)
		if s.Route.Outdated() || s.UnitScores() == nil {
			t.Errorf("%s: after an answer the explanation is outdated: %v, its scores are %v", name, s.Route.Outdated(), s.UnitScores())
		}
		for _, e := range c.before {
			s.Update(e)
		}
		s.Update(c.next)
		if s.Route.Outdated() != c.want || c.want != (s.UnitScores() == nil) {
			t.Errorf("%s: the explanation is outdated: %v, want %v; its scores are %v", name, s.Route.Outdated(), c.want, s.UnitScores())
		}
		if !s.Route.Chosen().On {
			t.Errorf("%s: the chosen number is lost", name)
		}
	}
}

// Their pictures are 1.6 MB for the note's dense network.
func TestTheUnitsOfADenseNetworkAreAskedForOnceAVersion(t *testing.T) {
	s := open(t, wire.Pretrained)
	answer(s)
	pictures := func(list []Command) wire.Pictures { return question(t, list).Pictures }
	dense := wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Pretrained}
	if got := pictures(s.Update(dense)); got != wire.PicturesAll {
		t.Errorf("of a new dense network it asks for %q", got)
	}
	answer(s)
	units := make([]int, 512)
	for i := range units {
		units[i] = i
	}
	s.Update(wire.UnitPictures{Layer: 1, Units: units, Weights: make([]float32, 512*784)})
	if got := pictures(s.Update(SetSteps{})); got != wire.PicturesNone {
		t.Errorf("of the same weights it asks for %q", got)
	}
	answer(s)
	s.Route.Explanation.Version = 1
	if got := pictures(s.Update(SetSteps{Steps: drawing.AllSteps()})); got != wire.PicturesAll {
		t.Errorf("of other weights it asks for %q", got)
	}
}

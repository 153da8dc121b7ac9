package state

import (
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// The trainers have networks of the same seed, so the routes of both pages are the same.
func TestALinkCarriesTheChosenNumber(t *testing.T) {
	for _, preset := range []string{"convnet", "half", "dense"} {
		from, to := enter(t), enter(t)
		from.do(ChoosePreset{preset})
		from.rest()
		draw(from.s, digits(t)[4])
		from.do(SetSteps{from.s.Pad.Steps}) // asks
		from.rest()
		if text := from.s.Link(); strings.Contains(text, "number=") {
			t.Errorf("%s: nothing was chosen and the link is %s", preset, text)
		}
		n := from.s.Route.Chosen()
		n.Cell.Channel += 3
		if shapes, _ := from.s.Network.Model.Shapes(); shapes[n.Layer].H > 1 {
			n.Cell.Row, n.Cell.Column = 1, 2
		}
		from.do(ChooseNumber{n.Layer, n.Cell})
		from.rest()
		text := from.s.Link()
		if !strings.Contains(text, "&number=") {
			t.Fatalf("%s: a number is chosen and the link is %s", preset, text)
		}
		to.do(OpenLink{text})
		if to.s.Link() != text {
			t.Errorf("%s: before the answer the link of the link is %s", preset, to.s.Link())
		}
		to.rest()
		if got := to.s.Route.Chosen(); got != n || !to.s.Route.Answered() || to.s.Link() != text {
			t.Errorf("%s: chosen is %+v, want %+v", preset, got, n)
		}
		if list := to.s.Update(OpenLink{text}); len(list) > 0 {
			t.Errorf("%s: the same link again sent %v", preset, kindsOf(list))
		}
		to.do(FollowRoute{})
		if to.rest(); strings.Contains(to.s.Link(), "number=") {
			t.Errorf("%s: the number was given up and the link is %s", preset, to.s.Link())
		}
	}
}

// explainAll answers every Predict of s, and keeps a number that was chosen.
func explainAll(t *testing.T, s *State) {
	t.Helper()
	for range 9 {
		switch {
		case !s.Prediction.asking:
			return
		case s.Route.fixed:
			explainKeeping(t, s)
		default:
			explain(t, s, 4, 7)
		}
	}
	t.Fatal("it asks again and again")
}

func TestANumberOfALinkWaitsForItsTestPicture(t *testing.T) {
	s, from := open(t, wire.Pretrained), open(t, wire.Pretrained)
	from.Update(picture(9))
	explainAll(t, s)
	s.Update(OpenLink{with(from.Link(), "&number=2.5.6.9")})
	explainAll(t, s)
	if s.Route.fixed {
		t.Error("it was chosen for the drawing before")
	}
	s.Update(picture(9))
	explainAll(t, s)
	if want := (Number{2, spec.Cell{Row: 5, Column: 6, Channel: 9}, true}); s.Route.Chosen() != want {
		t.Errorf("chosen is %+v, want %+v", s.Route.Chosen(), want)
	}
}

// A link without a drawing lets the page begin with its example.
func TestANumberOfALinkWaitsForTheExample(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(OpenLink{with(New().Link(), "&number=2.5.6.9")})
	explainAll(t, s)
	s.Update(DrawExample{Now: 1, Still: true})
	explainAll(t, s)
	if want := (Number{2, spec.Cell{Row: 5, Column: 6, Channel: 9}, true}); s.Route.Chosen() != want {
		t.Errorf("chosen is %+v, want %+v", s.Route.Chosen(), want)
	}
}

func TestANumberThatTheNetworkDoesNotHaveIsIgnored(t *testing.T) {
	for _, number := range []string{
		"99.0.0.0", "2.11.0.0", "2.0.11.0", "2.0.0.64", "2.9223372036854775807.0.0", "5.0.0.0" /* Flatten */, "7.0.0.3", /* the answer */
	} {
		s := drawn(t)
		want := s.Route.Chosen()
		list := s.Update(OpenLink{with(s.Link(), "&number="+number)})
		if len(list) > 0 || len(s.Notices) > 0 || s.Route.Chosen() != want || strings.Contains(s.Link(), "number=") {
			t.Errorf("%s: sent %v, notices %+v, chosen is %+v, the link is %s", number, kindsOf(list), s.Notices, s.Route.Chosen(), s.Link())
		}
	}
}

// The controls may show another network than the one that has the number.
func TestALinkCarriesNoNumberThatItsNetworkDoesNotHave(t *testing.T) {
	s := drawn(t)
	s.Update(ChooseNumber{2, spec.Cell{Row: 9, Column: 6, Channel: 9}})
	if text := s.Link(); !strings.Contains(text, "&number=2.9.6.9&") {
		t.Fatalf("the link is %s", text)
	}
	s.Update(ChoosePreset{"dense"})
	if text := s.Link(); strings.Contains(text, "number=") {
		t.Errorf("the link of a dense network is %s", text)
	}
}

// The weights of a shipped network come after those of the same layers that answered before.
func TestANumberOfALinkWaitsForItsWeights(t *testing.T) {
	s := open(t, wire.Untrained)
	draw(s, digits(t)[1])
	explainAll(t, s)
	s.Update(UsePretrain{})
	s.Update(OpenLink{with(s.Link(), "&number=2.5.6.9")})
	explainAll(t, s)
	if s.Route.fixed {
		t.Error("it was chosen on the route through other weights")
	}
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	explainAll(t, s)
	if want := (Number{2, spec.Cell{Row: 5, Column: 6, Channel: 9}, true}); s.Route.Chosen() != want {
		t.Errorf("chosen is %+v, want %+v", s.Route.Chosen(), want)
	}
}

func TestANumberOfALinkIsGivenUpWhenTheVisitorGoesOn(t *testing.T) {
	for name, act := range map[string]func(*State){
		"another drawing": func(s *State) { draw(s, digits(t)[1]) },
		"another number":  func(s *State) { s.Update(ChooseNumber{0, spec.Cell{Row: 1}}) },
		"the route":       func(s *State) { s.Update(FollowRoute{}) },
		"another network": func(s *State) { s.Update(ChoosePreset{"strided"}) },
		"another link":    func(s *State) { s.Update(OpenLink{New().Link()}) },
		"nothing":         func(s *State) {},
	} {
		s := drawn(t)
		from := open(t, wire.Pretrained)
		draw(from, digits(t)[2])
		s.Update(OpenLink{with(from.Link(), "&number=2.5.6.9")})
		act(s)
		explainAll(t, s)
		if chosen := s.Route.Chosen().Cell == (spec.Cell{Row: 5, Column: 6, Channel: 9}); chosen != (name == "nothing") {
			t.Errorf("%s: chosen is %+v", name, s.Route.Chosen())
		}
	}
}

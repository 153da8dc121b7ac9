package state

import (
	"testing"

	"convlab/engine/spec"
)

// The note's convnet: conv 1 has 26×26 numbers in 32 maps, pool 1 13×13, conv 2 11×11 in 64 maps.
func TestArrowKeysStayWithinTheMapAndLayersKeepThePlace(t *testing.T) {
	s := drawn(t)
	s.Update(ChooseNumber{Layer: 0, Cell: spec.Cell{Row: 0, Column: 25, Channel: 31}})
	explainKeeping(t, s)
	for _, c := range []struct {
		by   MoveNumber
		want Number
	}{
		{MoveNumber{Rows: -1}, Number{0, spec.Cell{Row: 0, Column: 25, Channel: 31}, true}},
		{MoveNumber{Rows: 2, Columns: -5}, Number{0, spec.Cell{Row: 2, Column: 20, Channel: 31}, true}},
		{MoveNumber{Maps: 1}, Number{0, spec.Cell{Row: 2, Column: 20, Channel: 31}, true}},
		{MoveNumber{Layers: -1}, Number{0, spec.Cell{Row: 2, Column: 20, Channel: 31}, true}},
		{MoveNumber{Layers: 1}, Number{1, spec.Cell{Row: 1, Column: 10, Channel: 31}, true}},
		{MoveNumber{Layers: 1}, Number{2, spec.Cell{Row: 0, Column: 8, Channel: 7}, true}},
		{MoveNumber{Columns: -100}, Number{2, spec.Cell{Row: 0, Column: 0, Channel: 7}, true}},
	} {
		s.Update(c.by)
		if got := s.Route.Chosen(); got != c.want {
			t.Errorf("%+v: chosen is %+v, want %+v", c.by, got, c.want)
		}
	}
	for range 9 {
		s.Update(MoveNumber{Layers: 1})
	}
	if got := s.Route.Chosen(); got.Layer != 6 || got.Cell.Row != 0 || got.Cell.Column != 0 {
		t.Errorf("after the last hidden layer %+v is chosen", got)
	}
}

func TestWhatNoNetworkHasIsNotChosen(t *testing.T) {
	s := drawn(t)
	was := s.Route.Chosen()
	for _, e := range []Event{
		ChooseNumber{Layer: -1}, ChooseNumber{Layer: 99}, ChooseNumber{Layer: 5}, ChooseNumber{Layer: 7}, // Flatten and the answer
		ChooseNumber{Layer: 0, Cell: spec.Cell{Row: 26}}, ChooseNumber{Layer: 0, Cell: spec.Cell{Channel: -1}},
		ChooseMap{Layer: 0, Channel: 32}, ChooseMap{Layer: 99}, AskWhy{Digit: 10}, AskWhy{Digit: -2},
	} {
		if list := s.Update(e); len(list) > 0 || s.Route.Chosen() != was {
			t.Errorf("%#v: asks %v, chosen is %+v", e, kindsOf(list), s.Route.Chosen())
		}
	}
}

func TestAMapIsChosenByItsLargestNumber(t *testing.T) {
	s := drawn(t)
	answerWith(s, func(layer, i int) float32 {
		if layer == 1 && i == (4*13+6)*32+3 {
			return 2
		}
		return float32(i%32) / 32
	})
	s.Update(ChooseMap{Layer: 1, Channel: 3})
	if got := s.Route.Chosen(); got != (Number{1, spec.Cell{Row: 4, Column: 6, Channel: 3}, true}) {
		t.Errorf("chosen is %+v", got)
	}
}

package session_test

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestPicturesOfUnitsFollow(t *testing.T) {
	h := opened(t, short())
	for _, c := range []struct {
		pictures wire.Pictures
		units    int
	}{{wire.PicturesMost, wire.MostUnits}, {wire.PicturesAll, 16}, {wire.PicturesNone, 0}} {
		h.events = nil
		q := route(3)
		q.Pictures = c.pictures
		h.Handle(wire.Predict{ID: 9, Question: &q, Pixels: strokes()})
		h.Work()
		all := every[wire.UnitPictures](h)
		if c.units == 0 {
			if len(all) != 0 {
				t.Error("pictures come that were not asked for")
			}
			continue
		}
		e := last[wire.Explanation](h)
		if len(all) != 1 || all[0].ID != 9 || all[0].Version != e.Version || all[0].Layer != 1 || len(all[0].Units) != c.units || !all[0].Fits(small(16)) {
			t.Fatalf("%s: the pictures are %+v", c.pictures, all)
		}
		p := all[0]
		if c.pictures == wire.PicturesMost && !slices.Equal(p.Units, h.observed().MostUnits(1, 8, e.Route)) {
			t.Errorf("the units are %v", p.Units)
		}
		w := h.View().Weights()
		for k, u := range p.Units {
			if got, want := p.Weights[k*784+300], w[300*16+u]; got != want {
				t.Errorf("%s: pixel 300 of unit %d is %v, want %v", c.pictures, u, got, want)
			}
		}
	}
	h.run(wire.Open{Model: spec.NoteConvnet(), Training: short()})
	h.events = nil
	q := route(3)
	q.Pictures = wire.PicturesAll
	h.Handle(wire.Predict{ID: 9, Question: &q, Pixels: strokes()})
	h.Work()
	if n := len(every[wire.UnitPictures](h)); n != 0 {
		t.Errorf("units of a network with convolutions have %d pictures", n)
	}
}

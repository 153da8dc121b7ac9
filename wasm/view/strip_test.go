package view

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestAStripUnfoldsAndFolds(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Yours}) // 512 units in more than four rows
	folds := Layout(s).Folds
	if len(folds) == 0 || folds[0].Open {
		t.Fatalf("the folds are %+v, want some that are closed", folds)
	}
	before := Layout(s).H
	s.Update(Unfold{folds[0].Layer})
	if open := Layout(s); !open.Folds[0].Open || open.H <= before {
		t.Errorf("unfolded, the stage is %v high, was %v: %+v", open.H, before, open.Folds)
	}
	s.Update(Unfold{folds[0].Layer})
	if again := Layout(s); again.Folds[0].Open || again.H != before {
		t.Errorf("folded again, the stage is %v high, was %v", again.H, before)
	}
}

func TestAChangeThatWaitsIsSaidWhereTheOldMapsAre(t *testing.T) {
	s := open(t, wire.Yours)
	s.Words = Words{"stage.before": "before"}
	said := func() bool {
		for _, l := range Layout(s).Labels {
			if l.Text == "before" {
				return true
			}
		}
		return false
	}
	if said() {
		t.Error("said, and nothing waits")
	}
	s.Update(SetField{"blocks[1].filters", "32"})
	if !said() {
		t.Error("a change waits, and the stage shows the old maps without a word")
	}
	if s.Update(Discard{}); said() {
		t.Error("still said after Discard")
	}
}

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

func TestEveryKindOfLayerWithMapsShowsThem(t *testing.T) {
	for _, l := range spec.Kinds() {
		m, i, err := spec.ExampleModel(l)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := m.Ledger()
		if err != nil {
			t.Fatal(err)
		}
		if isMap := rows[i].ReceptiveField > 0; shown(l, false) && hasMaps(rows[i]) != isMap {
			t.Errorf("%s: hasMaps is %v, the output is maps: %v", l.Kind(), !isMap, isMap)
		}
	}
}

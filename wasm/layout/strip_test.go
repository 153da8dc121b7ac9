package layout

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestAStripUnfoldsAndFolds(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Yours}) // 512 units in more than four rows
	folds := Scene(nil, s).Folds
	if len(folds) == 0 || folds[0].Open {
		t.Fatalf("the folds are %+v, want some that are closed", folds)
	}
	before := Scene(nil, s).H
	s.Update(state.Unfold{Layer: folds[0].Layer})
	if open := Scene(nil, s); !open.Folds[0].Open || open.H <= before {
		t.Errorf("unfolded, the stage is %v high, was %v: %+v", open.H, before, open.Folds)
	}
	s.Update(state.Unfold{Layer: folds[0].Layer})
	if again := Scene(nil, s); again.Folds[0].Open || again.H != before {
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

// Until the next worker has brought its network, the strips are those of the controls.
func TestWhatIsShownOfANewWorkerFitsTheControls(t *testing.T) {
	for _, scale := range []state.Scale{state.PerMap, state.PerLayer, state.Shared} {
		s := open(t, wire.Yours)
		s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
		answer(s)
		s.Update(state.SetScale{Scale: scale})
		s.Selection.FeatureMap, s.Selection.Hover = state.Pick{Layer: 0, Map: 20, On: true}, state.Pick{Layer: 0, Map: 31, On: true}
		s.Update(state.SetField{Path: "blocks[0].filters", Value: "16"}) // waits to be learned
		s.Update(wire.Bye{Reason: "gone"})
		paint(s)
		s.Update(state.Retry{})
		paint(s)
		for _, m := range Scene(nil, s).Maps {
			if m.Key == "layer0" && (m.Table.C != 16 || m.Table.Numbers != nil) {
				t.Errorf("scale %s: %d maps are shown, with numbers: %v", scale, m.Table.C, m.Table.Numbers != nil)
			}
		}
	}
}

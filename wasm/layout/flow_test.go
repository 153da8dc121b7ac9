package layout

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// mapsOf is the grid of maps of a scene with that key.
func mapsOf(sc scene.Scene, key string) (scene.Maps, bool) {
	i := slices.IndexFunc(sc.Maps, func(m scene.Maps) bool { return m.Key == key })
	if i < 0 {
		return scene.Maps{}, false
	}
	return sc.Maps[i], true
}

func TestAPoolHasTheColourScaleOfItsConvolution(t *testing.T) {
	s := open(t, wire.Yours)
	answer(s)
	for _, scale := range []state.Scale{state.PerLayer, state.Shared} {
		s.Update(state.SetScale{Scale: scale})
		sc := whole(t, s)
		conv, _ := mapsOf(sc, "map0")
		pool, ok := mapsOf(sc, "map1")
		if !ok || !slices.Equal(conv.Low, pool.Low) || !slices.Equal(conv.High, pool.High) || conv.Ramp != pool.Ramp {
			t.Errorf("scale %s: %v to %v, its pool %v to %v", scale, conv.Low, conv.High, pool.Low, pool.High)
		}
	}
}

func TestEveryKindOfLayerWithMapsShowsThem(t *testing.T) {
	for _, l := range spec.Kinds() {
		m, i, err := spec.ExampleModel(l)
		if err != nil {
			t.Fatal(err)
		}
		s := open(t, wire.Yours)
		s.Update(wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Yours})
		s.Update(state.SetOffset{Offset: i})
		_, slides := l.(spec.Windowed)
		if _, ok := mapsOf(whole(t, s), fmt.Sprint("map", i)); ok != slides {
			t.Errorf("%s: its maps are shown: %v", l.Kind(), ok)
		}
	}
}

// Until the next worker has brought its network, the maps are those of the controls.
func TestWhatIsShownOfANewWorkerFitsTheControls(t *testing.T) {
	for _, scale := range []state.Scale{state.PerMap, state.PerLayer, state.Shared} {
		s := open(t, wire.Yours)
		s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
		answer(s)
		s.Update(state.SetScale{Scale: scale})
		s.Update(state.ChooseMap{Layer: 0, Channel: 31})
		s.Update(state.SetField{Path: "blocks[0].filters", Value: "16"}) // waits to be learned
		for _, e := range []state.Event{wire.Bye{Reason: "gone"}, state.Retry{}} {
			s.Update(e)
			for _, m := range whole(t, s).Maps {
				w, h := m.Size()
				m.Paint(&scene.Palette{}, make([]byte, 4*w*h))
				if m.Key == "channels0" && (m.Table.C != 16 || m.Table.Numbers != nil) {
					t.Errorf("scale %s: %d maps are shown, with numbers: %v", scale, m.Table.C, m.Table.Numbers != nil)
				}
			}
		}
	}
}

func TestTheExampleIsGreyAndTheVisitorsInkIsNot(t *testing.T) {
	s := open(t, wire.Pretrained)
	answer(s)
	s.Update(state.DrawExample{Now: 1, Still: true})
	if sc := whole(t, s); sc.Ink.Color != scene.Edge {
		t.Error("the example has the colour of ink")
	}
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	if sc := whole(t, s); sc.Ink.Color != scene.Ink {
		t.Error("the visitor's ink has the example's colour")
	}
}

func TestTheRouteIsOutlinedAsFarAsItHasGrown(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.2}, {X: 0.5, Y: 0.8}}})
	answer(s)
	explain(t, s, 4)
	outlined := func() int {
		n := 0
		for _, f := range whole(t, s).Frames {
			if f.Color == scene.Accent && f.Stroke == 2 && f.Outset == 0 {
				n++
			}
		}
		return n
	}
	all := outlined()
	for column, want := range []int{1, 2, 3} {
		s.Route.Spread = state.Spread{On: true, Column: column}
		if got := outlined(); got != want || want >= all {
			t.Errorf("up to column %d %d windows of %d are outlined, want %d", column, got, all, want)
		}
	}
	s.Route.Spread = state.Spread{}
	s.Route.Explanation.From = len(s.Route.Explanation.Route) - 1 // no number adds to the score
	if got := outlined(); got > 0 {
		t.Errorf("the bias decides, and %d windows are outlined", got)
	}
}

func TestADivergedNetworkHasNoRibbons(t *testing.T) {
	s := dense(t, spec.NoteDense())
	_, before := placed(t, s)
	for _, v := range []float64{math.NaN(), math.Inf(1)} {
		s.Route.Explanation.Contributions[5] = float32(v)
		if _, sc := placed(t, s); len(sc.Ribbons) >= len(before.Ribbons) {
			t.Errorf("with a contribution of %v there are %d ribbons, before %d", v, len(sc.Ribbons), len(before.Ribbons))
		}
	}
}

package layout

import (
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// window is the page in a window of that size, with curves.
func window(t *testing.T, w, h float32) *state.State {
	t.Helper()
	s := open(t, wire.Yours)
	s.Update(state.SetViewport{Viewport: state.Viewport{W: w, H: h, Scale: 1}})
	s.Update(wire.Scores{Points: []wire.Score{
		{Set: wire.TrainSet, Epoch: 0.5, Loss: 0.7, Accuracy: 0.9}, {Set: wire.TrainSet, Epoch: 1, Loss: 0.5, Accuracy: 0.92}, {Set: wire.TestSet, Epoch: 1, Loss: 0.4, Accuracy: 0.93},
	}})
	return s
}

// laid is the river, its scene and the panel of the curves.
func laid(t *testing.T, s *state.State) (river.River, scene.Scene, Panel) {
	t.Helper()
	r, err := Place(s)
	if err != nil {
		t.Fatal(err)
	}
	sc := Flow(nil, s, &r)
	return r, sc, Curves(words(t, "en"), s, &r, &sc)
}

func TestTheStagePaintsTheCurvesWhereTheWorkbenchIsBelowIt(t *testing.T) {
	for name, s := range map[string]*state.State{"desk": window(t, 1440, 800), "tablet": window(t, 820, 1000)} {
		before, _, _ := laid(t, s)
		s.Update(state.OpenTab{Tab: state.PanelCurves})
		r, sc, panel := laid(t, s)
		if !panel.OnStage || !panel.Shown() {
			t.Fatalf("%s: the stage does not paint the curves", name)
		}
		if sc.H != r.Page || sc.H < r.Bench.Y+river.BarHeight+panel.Height-0.5 || r.Page < before.Page-0.5 {
			t.Errorf("%s: the scene is %v high, the page %v; the panel ends at %v", name, sc.H, r.Page, r.Bench.Y+river.BarHeight+panel.Height)
		}
		for _, h := range panel.Hits {
			if h.Cell.Y < panel.Origin.Y || h.Cell.Y+h.Cell.H > panel.Origin.Y+panel.Height || h.Cell.H < 60 {
				t.Errorf("%s: a plot is at %v, the panel from %v on and %v high", name, h.Cell, panel.Origin.Y, panel.Height)
			}
		}
		if painted := len(sc.Lines); painted < len(panel.Lines) {
			t.Errorf("%s: the stage has %d of the %d lines", name, painted, len(panel.Lines))
		}
	}
}

func TestAPanelOverTheStagePaintsTheCurvesItself(t *testing.T) {
	phone := window(t, 390, 700)
	phone.Update(state.OpenTab{Tab: state.PanelCurves})
	if _, _, panel := laid(t, phone); panel.Shown() {
		t.Error("the curves are laid out for a sheet that is closed")
	}
	phone.Update(state.SetSheet{On: true})
	low := window(t, 1280, 420)
	low.Update(state.OpenTab{Tab: state.PanelCurves})
	for name, s := range map[string]*state.State{"phone": phone, "low window": low} {
		r, sc, panel := laid(t, s)
		if panel.OnStage || !panel.Shown() || sc.H != r.H {
			t.Errorf("%s: the stage paints the curves, or the panel does not: %v, %v high, the scene %v of %v", name, panel.OnStage, panel.Height, sc.H, r.H)
		}
		if panel.Origin != (scene.Point{}) || panel.W != r.W || panel.H != panel.Height {
			t.Errorf("%s: the canvas is %v by %v from %v on, want all of the panel", name, panel.W, panel.H, panel.Origin)
		}
	}
}

func TestOnlyTheTabOfTheCurvesShowsThem(t *testing.T) {
	s := window(t, 1440, 800)
	for _, e := range []state.Event{state.OpenTab{Tab: state.PanelResults}, state.SetBench{Bench: state.BenchBar}} {
		s.Update(e)
		if _, sc, panel := laid(t, s); panel.Shown() || len(panel.Lines) > 0 || len(sc.Slots) != 1 {
			t.Errorf("after %#v the curves are shown", e)
		}
	}
}

func TestThePointerReadsTheCurvesAtItsPlace(t *testing.T) {
	s := window(t, 1440, 800)
	s.Update(state.OpenTab{Tab: state.PanelCurves})
	_, _, panel := laid(t, s)
	for i, h := range panel.Hits {
		target, on := panel.At(h.Cell.X+h.Cell.W/2, h.Cell.Y+10)
		if reading := ReadingAt(s, target); !on || !reading.On || reading.X < 0.49 || reading.X > 0.51 { // the axis ends at epoch 1
			t.Errorf("in the middle of chart %d the reading is %+v, want epoch 0.5", i, reading)
		}
	}
	if target, _ := panel.At(3, 3); ReadingAt(s, target).On {
		t.Error("there is a reading beside the charts")
	}
}

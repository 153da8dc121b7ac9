package layout

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

func TestOnlyWhatIsSeenOnTheCanvasIsDrawnAgain(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	answer(s)
	s.Update(state.OpenTab{Tab: state.PanelCurves})
	before := whole(t, s)
	for name, e := range map[string]state.Event{
		"progress": wire.Progress{Phase: wire.Running, Epochs: 5, ImagesPerSecond: 1000}, "heartbeat": wire.Heartbeat{}, "tick": state.Tick{Now: 1},
	} {
		s.Update(e)
		if !same(before, whole(t, s)) {
			t.Errorf("%s: the canvas would be drawn again", name)
		}
	}
	for name, e := range map[string]state.Event{
		"ink": state.PenMove{Points: []drawing.Point{{X: 0.6, Y: 0.5}}}, "a score": wire.Scores{Points: []wire.Score{{Set: wire.TrainSet, Epoch: 1}, {Set: wire.TrainSet, Epoch: 2}}},
		"a scale": state.SetScale{Scale: state.PerMap},
	} {
		before := whole(t, s)
		s.Update(e)
		if same(before, whole(t, s)) {
			t.Errorf("%s: the canvas would stay as it is", name)
		}
	}
	before = whole(t, s)
	s.Update(state.OpenTab{Tab: state.PanelRuns})
	if same(before, whole(t, s)) {
		t.Error("the curves would stay under another panel")
	}
	before = whole(t, s)
	answer(s)
	if same(before, whole(t, s)) {
		t.Error("new activations would not be drawn")
	}
}

// same reports whether two scenes look alike on the canvas.
func same(a, b scene.Scene) bool {
	p, q := a.Painting(scene.Theme{}, 1), b.Painting(scene.Theme{}, 1)
	return p.Same(&q)
}

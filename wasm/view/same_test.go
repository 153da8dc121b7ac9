package view

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
	"convlab/wasm/scene"
)

func TestOnlyWhatIsSeenOnTheCanvasIsDrawnAgain(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(PenDown{[]drawing.Point{{X: 0.5, Y: 0.5}}})
	answer(s)
	before := Layout(s)
	for name, e := range map[string]Event{
		"progress": wire.Progress{Phase: wire.Running, Epochs: 5, ImagesPerSecond: 1000}, "heartbeat": wire.Heartbeat{}, "tick": Tick{1},
	} {
		s.Update(e)
		if !same(before, Layout(s)) {
			t.Errorf("%s: the canvas would be drawn again", name)
		}
	}
	for name, e := range map[string]Event{
		"ink": PenMove{[]drawing.Point{{X: 0.6, Y: 0.5}}}, "a score": wire.Scores{Points: []wire.Score{{Set: wire.TrainSet, Epoch: 1}, {Set: wire.TrainSet, Epoch: 2}}},
		"a scale": SetScale{PerMap}, "a width": SetViewport{Viewport{W: 900, Scale: 1}},
	} {
		before := Layout(s)
		s.Update(e)
		if same(before, Layout(s)) {
			t.Errorf("%s: the canvas would stay as it is", name)
		}
	}
	before = Layout(s)
	answer(s)
	if same(before, Layout(s)) {
		t.Error("new activations would not be drawn")
	}
}

// same reports whether two scenes look alike on the canvas.
func same(a, b scene.Scene) bool {
	p, q := a.Painting(scene.Theme{}, 1), b.Painting(scene.Theme{}, 1)
	return p.Same(&q)
}

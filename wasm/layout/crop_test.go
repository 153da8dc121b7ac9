package layout

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// outline finds the box on the pad.
func outline(s *state.State) (box scene.Rect, ok bool) {
	sc := Scene(nil, s)
	for _, f := range sc.Frames {
		if f.Stroke > 0 && f.Color == scene.Accent && sc.Slots["pad"].Contains(f.Rect.X, f.Rect.Y) {
			return f.Rect, true
		}
	}
	return box, false
}

// The box that Crop chooses is outlined on the pad: around the ink, as it was drawn.
func TestCropOutlinesTheInkOnThePad(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(state.SetViewport{Viewport: state.Viewport{W: 800, Scale: 1}})
	if _, ok := outline(s); ok {
		t.Error("an empty pad has a box")
	}
	s.Update(state.SetPen{Width: 0.1})
	stroke(s, drawing.Point{X: 0.25, Y: 0.25}, drawing.Point{X: 0.25, Y: 0.5})
	box, ok := outline(s)
	pad := Scene(nil, s).Slots["pad"]
	want := scene.Rect{X: pad.X + 0.2*pad.W, Y: pad.Y + 0.2*pad.H, W: 0.1 * pad.W, H: 0.35 * pad.H}
	near := func(a, b float32) bool { return a-b < 2 && b-a < 2 } // a pixel of the raster is half of one here
	if !ok || !near(box.X, want.X) || !near(box.Y, want.Y) || !near(box.W, want.W) || !near(box.H, want.H) {
		t.Errorf("the box is %+v (%v), want about %+v", box, ok, want)
	}
	steps := drawing.AllSteps()
	steps.Crop = false
	s.Update(state.SetSteps{Steps: steps})
	if _, ok := outline(s); ok {
		t.Error("Crop is off, and the box is still there")
	}
	s.Update(state.SetSteps{Steps: drawing.AllSteps()})
	s.Update(wire.Picture{Label: 3, Pixels: make([]float32, drawing.Pixels)})
	if _, ok := outline(s); ok {
		t.Error("a test picture, which is not prepared, has a box")
	}
}

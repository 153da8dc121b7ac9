package layout

import (
	"testing"

	"convlab/wasm/scene"
)

func TestALowSceneIsOnTheCanvasAsAWhole(t *testing.T) {
	if got := View(scene.Rect{}, 1440, 560, 0, 560, 2); got != (scene.Rect{W: 1440, H: 560}) {
		t.Errorf("the canvas shows %+v", got)
	}
}

func TestTheCanvasHoldsWhatTheWindowShowsOfAHighScene(t *testing.T) {
	const w, h, window = 390, 2100, 740
	for _, scale := range []float32{1, 1.25, 2, 3} {
		var view scene.Rect
		moved := 0
		for top := float32(-60); top <= h-window+60; top += 7 {
			next := View(view, w, h, top, top+window, scale)
			if next != view {
				moved++
			}
			view = next
			if from, to := max(top, 0), min(top+window, h); view.Y > from || view.Y+view.H < to {
				t.Fatalf("at scale %v the window shows the rows %v to %v and the canvas %+v", scale, from, to, view)
			}
			if view.H*scale > mostCanvas || view.Y < 0 || view.Y+view.H > h+1 {
				t.Fatalf("at scale %v the canvas is %+v", scale, view)
			}
			if pixels := view.Y * scale; pixels-float32(int(pixels+0.5)) > 0.01 || pixels-float32(int(pixels+0.5)) < -0.01 {
				t.Fatalf("at scale %v the canvas begins at the pixel %v", scale, pixels)
			}
		}
		if moved > 12 {
			t.Errorf("at scale %v the canvas is moved %d times on the way through the page", scale, moved)
		}
	}
}

func TestACanvasIsNeverHigherThanAPhonesGraphicsAllow(t *testing.T) {
	if got := View(scene.Rect{}, 820, 5000, 0, 1500, 3); got.H*3 > mostCanvas {
		t.Errorf("the canvas is %v device pixels high", got.H*3)
	}
}

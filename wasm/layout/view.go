package layout

import (
	"math"

	"convlab/wasm/scene"
)

// mostCanvas is the largest height of a canvas in device pixels: graphics of phones have no larger ones.
const mostCanvas = 4096

// View is the part of a scene of width w and height h that a canvas shows, while the window shows the rows from top to bottom: half
// a window more at either end, on whole device pixels. The part that was shown before stays until the window comes near its end,
// so that scrolling moves the canvas with the page.
func View(before scene.Rect, w, h, top, bottom, scale float32) scene.Rect {
	top, bottom = min(max(top, 0), h), min(max(bottom, 0), h)
	shown := bottom - top
	height := min(2*shown, mostCanvas/scale)
	if height >= h || shown <= 0 {
		return scene.Rect{W: w, H: min(h, mostCanvas/scale)}
	}
	near := (height - shown) / 4 // half of the part beyond either end
	fits := before.W == w && before.Y+before.H <= h && before.H >= shown && before.H <= mostCanvas/scale
	if fits && (before.Y <= 0 || before.Y <= top-near) && (before.Y+before.H >= h || before.Y+before.H >= bottom+near) {
		return before
	}
	snap := func(v float32) float32 { return float32(math.Floor(float64(v*scale))) / scale }
	return scene.Rect{Y: snap(min(max((top+bottom-height)/2, 0), h-height)), W: w, H: snap(height)}
}

//go:build e2e

package e2e

import (
	"fmt"
	"image"
	"image/color"
	"testing"
)

// Without "centre" a digit in a corner of the pad stays in its corner of the image, 20 pixels high. Without "crop", too, it is as
// small as on the pad, which then covers the middle 20 of the image's 28 pixels.
func TestACornerDigitStaysInItsCornerWithoutCentre(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800, NoWebGL: true})
	p.Ready()
	p.cornerDigit()
	s := p.Until("the digit is read", State.Answered)
	if ink := p.preparedInk(); ink.Min.X < 3 || ink.Min.Y < 3 {
		t.Errorf("centred, the ink is in %v, want it out of the corner", ink)
	}
	p.Click("#stepcentre")
	s = p.Until("the image has changed", func(now State) bool { return now.Seen != s.Seen && now.Answered() })
	if ink := p.preparedInk(); ink.Min != image.Pt(0, 0) || ink.Dy() < 19 || ink.Dy() > 21 {
		t.Errorf("not centred, the ink is in %v, want it in the corner and 20 high", ink)
	}
	p.Click("#stepcrop")
	p.Until("the image has changed", func(now State) bool { return now.Seen != s.Seen && now.Answered() })
	if ink := p.preparedInk(); ink.Empty() || !ink.In(image.Rect(2, 2, 14, 14)) {
		t.Errorf("not cropped, the ink is in %v, want it in the quarter of the pad where it was drawn", ink)
	}
}

// The box of Crop is outlined on the pad. The outline is the only colour there.
func TestTheOutlineOfTheInkGoesWithCrop(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800})
	p.Ready()
	p.cornerDigit()
	outlined := p.Until("the digit is read", State.Answered)
	if !p.colored("#pad") {
		t.Error("there is no outline on the pad")
	}
	p.Screenshot("corner-outlined")
	p.Click("#stepcrop")
	p.Until("the image has changed", func(s State) bool { return s.Seen != outlined.Seen && s.Answered() })
	if p.colored("#pad") {
		t.Error("the outline is still there")
	}
	p.Screenshot("corner-uncropped")
}

// cornerDigit draws a seven into the upper left corner of the pad.
func (p *Page) cornerDigit() {
	p.t.Helper()
	pad := p.Box("#pad")
	p.Stroke(pad.At(0.06, 0.06), pad.At(0.2, 0.06), pad.At(0.12, 0.25))
}

// preparedInk returns the box of the ink in the prepared image. The stage shows the image above its caption, 6 CSS pixels away, with
// 4 CSS pixels for each of its pixels (wasm/layout).
func (p *Page) preparedInk() image.Rectangle {
	p.t.Helper()
	const side, scale, gap = 28, 4, 6
	caption := Eval[[]float64](p, fmt.Sprintf(`(r => [r.x, r.y])([...document.querySelectorAll('#labels .bold')].find(e => e.innerText === %q).getBoundingClientRect())`,
		words(p.t, "en")["stage.seen"]))
	left, top := int(caption[0]), int(caption[1])-gap-side*scale
	shown := p.pixels()
	at := func(x, y int) color.Color { return shown.At(left+x*scale+scale/2, top+y*scale+scale/2) }
	paper := at(side-1, side-1) // a corner without ink
	var ink image.Rectangle
	for y := range side {
		for x := range side {
			if distance(at(x, y), paper) > 2 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return ink
}

// colored reports whether an element has a pixel that is not grey.
func (p *Page) colored(selector string) bool {
	p.t.Helper()
	for color := range p.colors(p.Place(selector)) {
		if r, g, b, _ := color.RGBA(); max(r, g, b)-min(r, g, b) > 0x4000 {
			return true
		}
	}
	return false
}

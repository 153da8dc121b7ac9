//go:build e2e

package e2e

import (
	"fmt"
	"image"
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

// Beside each step is the image after it.
func TestEachStepOfThePreparationShowsItsPicture(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800, NoWebGL: true})
	p.Ready()
	p.cornerDigit()
	p.Until("the digit is read", State.Answered)
	crop, scale, centre := p.stepInk("crop"), p.stepInk("scale"), p.stepInk("centre")
	if !crop.In(image.Rect(0, 0, 14, 14)) || scale.Min != image.Pt(0, 0) || scale.Dy() < 19 || centre.Min.X < 3 || centre.Min.Y < 3 {
		t.Errorf("the ink is in %v after crop, in %v after 20 px, in %v after centre", crop, scale, centre)
	}
	p.Click("#stepscale")
	p.Until("the small digit is read", State.Answered)
	if now := p.stepInk("scale"); now != p.stepInk("width") || !now.In(image.Rect(0, 0, 14, 14)) {
		t.Errorf("a step that is off changes the picture: from %v to %v", p.stepInk("width"), now)
	}
	p.Screenshot("corner-steps")
}

// cornerDigit draws a seven into the upper left corner of the pad.
func (p *Page) cornerDigit() {
	p.t.Helper()
	pad := p.Box("#pad")
	p.Stroke(pad.At(0.06, 0.06), pad.At(0.2, 0.06), pad.At(0.12, 0.25))
}

// preparedInk returns the box of the ink in the image that the network sees: that after the last step.
func (p *Page) preparedInk() image.Rectangle { return p.stepInk("centre") }

// stepInk returns the box of the ink in the image after a step of the preparation.
func (p *Page) stepInk(step string) (ink image.Rectangle) {
	p.t.Helper()
	const side = 28
	red := Eval[[]int](p, fmt.Sprintf(`(c => [...c.getContext('2d').getImageData(0, 0, %d, %d).data].filter((_, i) => i %% 4 === 0))(document.querySelector('label:has(#step%s) canvas'))`, side, side, step))
	paper := red[len(red)-1] // a corner without ink
	for i, v := range red {
		if max(v-paper, paper-v) > 2 {
			ink = ink.Union(image.Rect(i%side, i/side, i%side+1, i/side+1))
		}
	}
	return ink
}

//go:build e2e

package e2e

import "testing"

// Without "centre" a digit in a corner of the pad stays in its corner of the picture.
func TestACornerDigitStaysInItsCornerWithoutCentre(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800})
	p.Ready()
	pad := p.Box("#pad")
	p.Stroke(pad.At(0.06, 0.06), pad.At(0.2, 0.06), pad.At(0.12, 0.25))
	centred := p.Until("the digit is read", func(s State) bool { return s.Ink && s.Answered() })
	p.Screenshot("corner-centred")
	p.Click("#stepcentre")
	p.Until("the picture is another", func(s State) bool { return s.Seen != centred.Seen && s.Answered() })
	p.Screenshot("corner-where-it-was")
	p.Click("#stepcrop")
	p.Frame()
	p.Screenshot("corner-uncropped")
}

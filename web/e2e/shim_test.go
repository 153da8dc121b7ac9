//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

// The points of web/shim.js, with a subtest for each.
func TestTheStageStaysInItsElement(t *testing.T) {
	v := Visit{W: 1280, H: 800, DPR: 1.5}
	p := Open(t, v)
	p.Until("the stage paints", func(s State) bool { return s.Ready() && s.Frames > 0 })

	fits := `(canvas => canvas.parentNode.id === 'host' && canvas.width === Math.floor(host.clientWidth * devicePixelRatio)
		&& canvas.height === Math.floor(host.clientHeight * devicePixelRatio))(document.querySelector('#host canvas'))`
	p.Run("the canvas is in #host and as large, in device pixels", func() {
		p.WaitFor(fits)
		if n := Eval[int](p, "document.querySelectorAll('body > canvas').length"); n != 0 {
			p.t.Errorf("%d canvases are outside", n)
		}
		if Eval[float64](p, "host.clientWidth * devicePixelRatio") < 600 {
			p.t.Error("#host is too small to show anything")
		}
	})
	p.Run("a new device pixel ratio is noticed", func() {
		v.DPR = 2
		p.Resize(v)
		p.prefer(v, map[string]string{"prefers-contrast": "more"}) // makes the browser evaluate its media queries, which a real change of the ratio does by itself
		p.WaitFor("devicePixelRatio === 2 && " + fits)
	})
	p.Run("a new size of #host is noticed", func() {
		before := Eval[float64](p, "host.clientHeight")
		p.Click("#fold") // the workbench opens
		p.WaitFor(fmt.Sprintf("host.clientHeight < %v && %s", before-100, fits))
		p.Click("#fold")
		p.WaitFor(fmt.Sprintf("host.clientHeight === %v && %s", before, fits))
	})
	over := func() Point { return p.mapPlace(0, 5).At(0.5, 0.5) }
	p.Run("the wheel over the stage scrolls", func() {
		v.W, v.H = 900, 700 // two lines of columns, which are higher than the window
		p.Resize(v)
		p.WaitFor(fmt.Sprintf("innerWidth === %d && %s", v.W, fits))
		at := over()
		before := p.Place("#stage").Y
		p.Wheel(at, 200)
		p.WaitFor("document.getElementById('stage').getBoundingClientRect().y < " + number(before-100))
	})
	p.Run("a press neither scrolls the page nor moves the focus to the canvas", func() {
		press := over() // after the scrolling
		at := p.Place("#stage")
		p.Stroke(press)
		p.Frame()
		if now := p.Place("#stage"); now != at {
			p.t.Errorf("the stage was at %v and is at %v", at, now)
		}
		if Eval[bool](p, "document.activeElement.tagName === 'CANVAS' || document.querySelector('#host canvas').tabIndex >= 0") {
			p.t.Error("the canvas can take the focus")
		}
	})
	p.Run("Tab skips the stage", func() {
		p.Click("#pad")
		p.mustHaveFocus("#pad")
		p.Key("Tab")
		p.WaitFor("document.getElementById('padtools').contains(document.activeElement)")
	})
	p.Run("a stroke ends where it is released, also outside the pad", func() {
		p.Click("#clear")
		pad := p.Box("#pad")
		outside := Point{pad.X - 100, pad.Y + pad.H/2}
		p.Press(pad.At(0.5, 0.5))
		p.Drag(pad.At(0.2, 0.5))
		p.Drag(outside)
		p.Release(outside)
		s := p.Until("the stroke is read", State.Answered)
		p.Hover(pad.At(0.5, 0.2))
		p.Hover(pad.At(0.5, 0.8))
		p.Frame()
		if now := p.State(); now.Seen != s.Seen {
			p.t.Error("the pen still draws after it was lifted")
		}
	})
	p.Run("there are no game pads", func() {
		if n := Eval[int](p, "navigator.getGamepads().length"); n != 0 {
			p.t.Errorf("there are %d", n)
		}
	})
}

//go:build e2e

package e2e

import "testing"

// noWebGL2 is a browser that gives no WebGL2 to pages, as some do after the graphics process has crashed too often.
const noWebGL2 = `{
	const getContext = HTMLCanvasElement.prototype.getContext;
	HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
		return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
	};
}`

func TestWithoutWebGL2ThePagePaintsByItself(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 800, Script: noWebGL2})
	p.Ready()
	p.Run("drawing", func() {
		s := p.Draw(digits(p.t)[3])
		if s.Staged || s.Painted == 0 || s.Prediction != 3 {
			p.t.Errorf("staged %v, %d pictures, the three was read as %d", s.Staged, s.Painted, s.Prediction)
		}
		p.Frame()
		p.mustShowMore("pad")
		p.Screenshot("painter")
	})
	p.Run("maps", func() {
		for channel := range 3 {
			if n := len(p.colors(p.mapPlace(0, channel))); n < 3 {
				p.t.Errorf("map %d of the first layer has %d colours", channel, n)
			}
		}
	})
	p.Run("training and its numbers", func() {
		p.Click("#step")
		p.Until("a step was made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" && s.Answered() })
		p.WaitFor("document.getElementById('badge').innerText.includes('yours')")
	})
}

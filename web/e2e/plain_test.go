//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// noWebGL2 is a browser that gives no WebGL2 to pages, as some do after the graphics process has crashed too often.
const noWebGL2 = `{
	const getContext = HTMLCanvasElement.prototype.getContext;
	HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
		return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
	};
}`

func TestWithoutWebGL2EverythingButThePicturesWorks(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 800, Script: noWebGL2})
	p.Ready()
	p.WaitFor("document.getElementById('plainnote').checkVisibility()")
	if text := p.Text("#plainnote"); !strings.Contains(text, "WebGL2") || !strings.Contains(text, "still work") {
		t.Errorf("the panel says %q", text)
	}
	p.Run("drawing", func() {
		s := p.Draw(digits(p.t)[3])
		if s.Pictures || s.Prediction != 3 {
			p.t.Errorf("pictures %v, the three was read as %d", s.Pictures, s.Prediction)
		}
		if first := Eval[string](p, "document.querySelector('#prediction tr.top th').innerText"); first != "3" {
			p.t.Errorf("the table leads with %s", first)
		}
		if seen := p.Box("#prediction"); seen.W < 100 || seen.H < 100 {
			p.t.Errorf("the table of probabilities is %v: it cannot be seen", seen)
		}
		if !Eval[bool](p, "(c => c.checkVisibility() && c.getContext('2d').getImageData(0, 0, 28, 28).data.some(v => v > 100))(document.getElementById('plain'))") {
			p.t.Error("the drawing is not shown")
		}
		p.Screenshot("plain")
	})
	p.Run("training and its numbers", func() {
		p.Click("#step")
		p.Until("a step was made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" && s.Answered() })
		p.WaitFor("document.getElementById('badge').innerText.includes('yours')")
	})
}

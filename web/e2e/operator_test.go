//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

// operator returns the box of what a layer does, between two columns.
func (p *Page) operator(layer int) (box Box) {
	p.t.Helper()
	id := fmt.Sprint("operator", layer)
	p.Until("the scene has "+id, func(s State) bool {
		for _, hit := range s.Hits {
			if hit.ID == id {
				at := p.OnStage(hit.Rect[0], hit.Rect[1])
				box = Box{at.X, at.Y, hit.Rect[2], hit.Rect[3]}
			}
		}
		return box.W > 0
	})
	return box
}

func TestAClickOnAKernelOrAPoolingShowsItsWindow(t *testing.T) {
	p := Open(t, Visit{W: 1440, H: 900, NoWebGL: true})
	p.Ready()
	p.Draw(digits(t)[3])
	for _, c := range []struct {
		layer int
		title string
	}{{2, "One number of conv 2"}, {1, "One number of pool 1"}} {
		p.Run(c.title, func() {
			if shown := "!document.getElementById('panels').hidden"; Eval[bool](p, shown) {
				p.Click("#fold")
				p.WaitFor("!(" + shown + ")")
			}
			at := p.operator(c.layer).At(0.5, 0.5)
			p.Hover(at)
			p.WaitFor(fmt.Sprintf("(e => e.title === %q && getComputedStyle(e).cursor === 'pointer')(document.getElementById('stage'))", words(t, "en")["operator.hint"]))
			p.Stroke(at)
			p.Until("its number is chosen", func(s State) bool { return s.Chosen.On && s.Chosen.Layer == c.layer })
			p.WaitFor(fmt.Sprintf("document.querySelector('#panel-window h2')?.checkVisibility() && document.querySelector('#panel-window h2').innerText === %q", c.title))
			p.Screenshot(fmt.Sprint("operator-", c.layer))
		})
	}
	p.Hover(p.Place("#pad").At(0.5, 0.5))
	p.WaitFor("!document.getElementById('stage').hasAttribute('title')")
}

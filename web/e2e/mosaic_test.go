//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheMosaicIsSortedOnRequest(t *testing.T) {
	p := Open(t, Visit{W: 1440, H: 900, NoWebGL: true})
	p.Ready()
	p.Preset("dense")
	p.Draw(digits(t)[3])
	most := p.Routed(3).Chosen // the unit that adds most
	label := func(text string) {
		p.WaitFor(fmt.Sprintf("document.getElementById('mosaiclabel').innerText.includes(%q)", text))
	}
	label("by number")
	p.Click("#unitorder label:last-child")
	label("by what they add to 3")
	first := func() Box { // of the mosaic, when its units have arrived
		var box Box
		p.Until("the units are at their places", func(s State) bool {
			for _, hit := range s.Hits {
				if strings.HasPrefix(hit.ID, "channels") && hit.Cell == 0 {
					at := p.OnStage(hit.Rect[0], hit.Rect[1])
					box = Box{at.X, at.Y, hit.Rect[2], hit.Rect[3]}
				}
			}
			return box.W > 0
		})
		return box
	}
	at := first()
	p.Screenshot("mosaic-sorted")
	p.Stroke(Point{at.X + at.W + 2 + at.W/2, at.Y + at.H/2})
	second := p.Until("the second unit is chosen", func(s State) bool { return s.Chosen.Layer == most.Layer && s.Chosen.Channel != most.Channel }).Chosen
	p.Stroke(at.At(0.5, 0.5))
	p.Until("the unit that adds most is chosen again", func(s State) bool { return s.Chosen == most })
	p.mustHaveFocus("#scene")
	p.Key("]")
	p.Until("the next one is the second", func(s State) bool { return s.Chosen == second })
	p.Click("#unitorder label:first-child")
	label("by number")
}

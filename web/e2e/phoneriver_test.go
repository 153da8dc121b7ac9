//go:build e2e

package e2e

import "testing"

func TestTheRiverOfAPhoneRunsDown(t *testing.T) {
	p := Open(t, Visit{W: 390, H: 844, DPR: 3, Touch: true, NoWebGL: true})
	p.Ready()
	p.Routed(p.Draw(digits(p.t)[3]).Prediction) // the way through the maps comes after the answer
	const conv = ".column:nth-of-type(3)"       // conv 2
	label := func() string { return Eval[string](p, "document.querySelector('"+conv+" .maplabel').textContent") }

	p.Run("nothing is wider than the screen, and the canvas is no higher than graphics allow", func() {
		if wide := Eval[float64](p, "document.documentElement.scrollWidth"); wide > 390 {
			p.t.Errorf("the page is %v wide", wide)
		}
		page, canvas := Eval[float64](p, "3 * document.getElementById('stage').offsetHeight"), Eval[float64](p, "document.getElementById('painter').height")
		if page <= 4096 || canvas > 4096 {
			p.t.Errorf("the stage has %v rows of device pixels, and the canvas %v", page, canvas)
		}
	})
	p.Run("a thumbnail scrolls to its column, and the canvas follows", func() {
		p.Click("#thumbnails button:nth-child(4)")
		p.WaitFor("document.querySelector('.column:nth-of-type(3) h2').getBoundingClientRect().top < 60")
		p.WaitFor("(c => c.top <= 0 && c.bottom >= innerHeight)(document.getElementById('painter').getBoundingClientRect())")
	})
	p.Run("the next map, and one of all maps, are chosen", func() {
		before := label()
		p.Click(conv + " > button:nth-last-child(2)")
		p.WaitFor("document.querySelector('" + conv + " .maplabel').textContent !== '" + before + "'")
		p.Click(conv + " > button:last-child")
		p.WaitFor("document.querySelectorAll('.maps button:not([hidden])').length === 64")
		if tile := p.Place(".maps button:nth-child(5)"); tile.W < 44 || tile.H < 44 {
			p.t.Errorf("a map is a target of %v", tile)
		}
		p.Click(".maps button:nth-child(5)")
		p.WaitFor("document.querySelector('" + conv + " .maplabel').textContent.startsWith('map 5 ')")
		if Eval[bool](p, openPopover+" !== null") {
			p.t.Error("the sheet stays open")
		}
	})
	p.Run("a finger that goes sideways over a map chooses the next one", func() {
		stage := p.Place("#stage")
		name := p.Place(conv + " h2")
		at := Point{stage.X + 150, name.Y + 80}
		p.Stroke(at, Point{at.X - 30, at.Y}, Point{at.X - 60, at.Y + 2}, Point{at.X - 90, at.Y + 2})
		p.WaitFor("document.querySelector('" + conv + " .maplabel').textContent.startsWith('map 6 ')")
	})
	p.Run("a step of the preparation is switched off beside the picture", func() {
		before := p.State().Seen
		p.Click("#stepscale")
		p.Until("the digit keeps its size", func(s State) bool { return s.Seen != before })
		p.Click("#stepscale")
		p.Until("it is scaled again", func(s State) bool { return s.Seen == before })
	})
}

//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

func TestAPhoneDrawsOnThePadAndScrollsElsewhere(t *testing.T) {
	p := Open(t, Visit{W: 390, H: 844, Touch: true, DPR: 2})
	p.Until("the stage paints", func(s State) bool { return s.Ready() && s.Frames > 0 })

	p.Run("the pad comes first, with the answer beside it and a map of every layer under it", func() {
		pad, answer, maps, dock := p.Place("#pad"), p.Place("#prediction"), p.Place("#thumbnails"), p.Place("#buttons")
		if pad.W < 216 || pad.X < 0 || pad.X+pad.W > answer.X || answer.X+answer.W > 390 || pad.Y+pad.H > maps.Y || maps.Y+maps.H > dock.Y {
			p.t.Errorf("the pad is at %v, the answer at %v, the maps at %v and the buttons at %v of a screen of 390x844", pad, answer, maps, dock)
		}
		if wide := Eval[float64](p, "document.documentElement.scrollWidth"); wide > 390 {
			p.t.Errorf("the page is %v wide", wide)
		}
	})
	p.Run("drawing by touch does not scroll", func() {
		before := p.Place("#pad")
		s := p.Draw(digits(p.t)[1]) // from top to bottom, which would scroll
		if after := p.Place("#pad"); after != before {
			p.t.Errorf("the pad was at %v and is at %v: the page has scrolled", before, after)
		}
		if s.Prediction != 1 {
			p.t.Errorf("the one was read as %d", s.Prediction)
		}
		p.Screenshot("phone-drawn")
	})
	p.Run("a touch elsewhere scrolls", func() {
		before := p.Place("#stage").Y
		picture := p.Place("#scene") // it begins with the picture that the network reads
		from := Point{picture.X + picture.W/2, picture.Y + 100}
		p.Stroke(from, Point{from.X, from.Y - 40}, Point{from.X, from.Y - 120}, Point{from.X, from.Y - 240}, Point{from.X, from.Y - 300})
		p.WaitFor(`document.getElementById('stage').getBoundingClientRect().y < ` + number(before-100))
		p.Screenshot("phone-scrolled")
		// Until the swipe has ended, every touch would only stop it.
		p.WaitFor("new Promise(rest => { const y = scrollY; setTimeout(() => rest(scrollY === y), 500); })")
	})
	p.Run("the buttons of the run are visible wherever the page is scrolled to", func() {
		for range 2 { // scrolled down, and at the top
			if train := p.Place("#train"); train.Y < 700 || train.Y+train.H > 844 {
				p.t.Errorf("Train is at %v of a screen of 390x844", train)
			}
			Eval[bool](p, "scrollTo(0, 0), true")
		}
		p.Click("#runsettings")
		p.Click("#step")
		p.Until("a step was made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" })
		p.Key("Escape")
	})
	p.Run("a tap in a column's sheet chooses the value that is under the finger", func() {
		for path, value := range map[string]string{"blocks[1].padding": "same", "blocks[0].pool_stride": "1", "blocks[2].window": "1"} {
			p.Radio(path, value)
			p.WaitFor(fmt.Sprintf("document.querySelector(%q).checked", choice(path, value)))
			p.Click("#discard")
			p.Until("Undo has undone it", func(now State) bool { return len(now.Learn) == 0 })
			p.Key("Escape")
		}
	})
	p.Run("a pending change stays in view, does not cover the summary, and Undo can be tapped", func() {
		before := p.State()
		p.Radio("blocks[1].stride", "2")
		p.Until("layers must be learned again", func(s State) bool { return len(s.Learn) > 0 })
		bar, run := p.Place("#learn"), p.Place("#buttons")
		if bar.Y < 0 || bar.Y+bar.H > run.Y+1 || run.Y+run.H > 845 {
			p.t.Errorf("the change is at %v and the run at %v of a screen of 390x844", bar, run)
		}
		p.Screenshot("phone-pending")
		p.Panel("layers")
		p.Box("#ledger tfoot")
		summary, bar := p.Place("#panel-layers"), p.Place("#learn")
		if bar.Y+bar.H > summary.Y && bar.Y < summary.Y+summary.H {
			p.t.Errorf("the change at %v covers the summary at %v", bar, summary)
		}
		p.Screenshot("phone-pending-summary")
		p.Click("#discard")
		p.Until("Undo has undone it", func(now State) bool { return len(now.Learn) == 0 && now.Step == before.Step })
	})
}

// On a phone the dock's buttons fit, and those in the sheet of the settings, in both languages.
func TestTheButtonsOfTheRunFitAPhone(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		t.Run(language, func(t *testing.T) { buttonsFit(t, language) })
	}
}

func buttonsFit(t *testing.T, language string) {
	p := Open(t, Visit{W: 390, H: 844, Lang: language, NoWebGL: true})
	p.Ready()
	p.Click("#runsettings")
	for _, id := range []string{"train", "continue", "runsettings", "details", "step", "epoch", "reset"} {
		if cut := Eval[bool](p, "document.getElementById('"+id+"').scrollWidth > document.getElementById('"+id+"').clientWidth"); cut {
			t.Errorf("%s: the word of %s is cut", language, id)
		}
	}
	p.Screenshot("rule-phone-" + language)
}

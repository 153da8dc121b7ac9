//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

func TestOneOfTwoTabsTrains(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700})
	p.Ready()
	p.long()
	p.kept()
	q := p.Tab(Visit{NoWebGL: true, W: 1100, H: 700, Script: "globalThis.asked = 0; confirm = () => { asked++; return true; }"})
	if s := q.Ready(); len(s.Kept.Offer) > 0 {
		t.Error("the training of an open tab is offered to another")
	}
	q.Click("#train")
	s := q.Until("it says why it does not train", func(s State) bool { return s.Says("tabs") })
	if s.Phase != "idle" {
		t.Errorf("it is %s", s.Phase)
	}
	q.Screenshot("tabs")
	if s := q.Draw(digits(t)[3]); s.Prediction != 3 {
		t.Errorf("the three was read as %d", s.Prediction)
	}
	if s := p.State(); s.Phase != "running" && s.Phase != "testing" && s.Phase != "finished" {
		t.Errorf("the first tab is %s", s.Phase)
	}
	chromedp.Call(p.ctx, page.Close, cdp.Empty{}) // its own answer may be lost with it
	q.WaitFor("navigator.locks.query().then((locks) => locks.held.length === 0)")
	q.Click("#train")
	q.Until("it trains, and is offered what the closed tab has left", func(s State) bool {
		return s.Phase == "running" && s.Step > 0 && !s.Says("tabs") && len(s.Kept.Offer) > 0
	})
	q.Click("#train")
	q.paused()
	if s := q.resume(); s.Training.Examples != 6000 {
		t.Errorf("what came back is %+v", s.Training)
	}
	if n := Eval[int](q, "asked"); n > 0 {
		t.Errorf("the page asked %d times", n)
	}
}

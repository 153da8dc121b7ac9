//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

func TestOneOfTwoTabsTrains(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700})
	p.Ready()
	p.slowTraining()
	p.trainToCheckpoint()
	q := p.Tab(Visit{NoWebGL: true, W: 1100, H: 700, Script: "globalThis.asked = 0; confirm = () => { asked++; return true; }"})
	if s := q.Ready(); len(s.Autosave.Resumable) > 0 {
		t.Error("the training of an open tab is offered to another")
	}
	q.Click("#train")
	s := q.Until("it reports why it does not train", func(s State) bool { return s.HasNotice("tabs") })
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
	chromedp.Call(p.ctx, page.Close, cdp.Empty{}) // the response may be lost
	q.WaitFor("navigator.locks.query().then((locks) => locks.held.length === 0)")
	q.Click("#train")
	q.Until("it trains, and the training of the closed tab is offered", func(s State) bool {
		return s.Phase == "running" && s.Step > 0 && !s.HasNotice("tabs") && len(s.Autosave.Resumable) > 0
	})
	q.Click("#train")
	q.paused()
	if s := q.resume(); s.Training.Examples != 6000 {
		t.Errorf("the restored training is %+v", s.Training)
	}
	if n := Eval[int](q, "asked"); n > 0 {
		t.Errorf("the page asked %d times", n)
	}
}

// canBeHidden adds hide(true) and hide(false) to the page. A hidden page receives the event, and its frames wait until it is shown.
const canBeHidden = `{
	let hidden = false, waiting = [];
	for (const [name, value] of [['hidden', () => hidden], ['visibilityState', () => hidden ? 'hidden' : 'visible']]) Object.defineProperty(document, name, { get: value });
	const frame = requestAnimationFrame;
	globalThis.requestAnimationFrame = (f) => hidden ? -waiting.push(f) : frame(f);
	globalThis.hide = (now) => {
		hidden = now;
		document.dispatchEvent(new Event('visibilitychange'));
		if (!hidden) for (const f of waiting.splice(0)) frame(f);
		return new Promise((done) => frame(() => done(true))); // after the frame that the page has asked for before
	};
}`

// A hidden page gets no frames. The training continues, is saved, and is in the list of runs when it has ended. When the page is
// shown again, it shows the result.
func TestAHiddenTabContinuesToTrain(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700, Script: canBeHidden})
	p.Ready()
	p.slowTraining()
	p.Click("#train")
	before := p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 3 })
	Eval[bool](p, "hide(true)")
	text := p.Text("#progresstext")
	p.WaitFor(fmt.Sprintf("(s => s.autosave.stored && (s.autosave.epoch > 0 || s.autosave.step >= %d))(JSON.parse(convlab.state()))", before.Step))
	p.fullSpeed()
	p.WaitFor("JSON.parse(convlab.state()).phase === 'finished'")
	p.WaitFor("JSON.parse(localStorage['convlab.runs'] ?? '[]').some((r) => r.checksum === JSON.parse(convlab.state()).checksum)")
	if now := p.Text("#progresstext"); now != text {
		t.Errorf("the hidden page has changed: it said %q, now %q", text, now)
	}
	Eval[bool](p, "hide(false)")
	p.WaitFor(fmt.Sprintf("document.getElementById('progresstext').innerText !== %q", text))
	p.WaitFor("document.getElementById('badge').innerText.startsWith('yours, epoch 1 · ')")
	if s := p.State(); s.Worker != "alive" || len(s.Notices) > 0 {
		t.Errorf("the worker is %s, notices %v", s.Worker, s.Notices)
	}
}

//go:build e2e

package e2e

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	start "convlab/web/browser"
)

// loses is what a browser does that takes the graphics context away.
const loses = "(document.querySelector('#host canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext(), true)"

// remembersContexts makes the page remember every graphics context that it has had.
const remembersContexts = `globalThis.contexts = new Set(); {
	const get = HTMLCanvasElement.prototype.getContext;
	HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
		const context = get.call(this, kind, ...more);
		if (kind === 'webgl2' && context) contexts.add(context);
		return context;
	};
}`

// painted waits until the page paints with another canvas than one that is remembered, and more than its paper.
func (p *Page) painted() {
	p.t.Helper()
	p.Until("another stage paints", func(s State) bool { return s.Staged && s.Frames > 0 })
	p.WaitFor("document.querySelector('#host canvas') !== globalThis.canvas")
	p.Frame()
	p.mustShowMore("pad")
}

// mustShowMore fails the test when a place of the stage has a single colour.
func (p *Page) mustShowMore(slot string) {
	p.t.Helper()
	at := p.State().Slots[slot]
	corner := p.OnStage(at[0], at[1])
	if n := len(p.colors(Box{X: corner.X, Y: corner.Y, W: at[2], H: at[3]})); n < 2 {
		p.t.Errorf("the %s has %d colours", slot, n)
	}
}

func TestALostGraphicsContextComesBackWithoutAReload(t *testing.T) {
	want := whole(t)
	p := Open(t, Visit{W: 1100, H: 700, Script: remembersContexts})
	p.Until("the stage paints", func(s State) bool { return s.Ready() && s.Frames > 0 })
	p.long()
	p.Draw(digits(t)[7])
	p.Click("#train")
	before := p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 3 })
	Eval[bool](p, "(globalThis.sameDocument = true, globalThis.canvas = document.querySelector('#host canvas'), true)")
	Eval[bool](p, loses)
	p.Until("what was trained is saved first", func(s State) bool { return s.Kept.Stored && (s.Kept.Epoch > 0 || s.Kept.Step >= before.Step) })
	p.painted()
	p.Screenshot("context-back")
	if s := p.State(); len(s.Notices) > 0 {
		t.Errorf("it says %v", s.Notices)
	}
	p.Run("a drawing is painted and read", func() {
		if s := p.Draw(digits(p.t)[3]); s.Prediction < 0 {
			p.t.Error("the drawing was not read")
		}
		p.mustShowMore("pad")
	})
	p.Run("lost again soon after, the page paints by itself", func() {
		Eval[bool](p, loses)
		before := p.Until("the stage is gone", func(s State) bool { return !s.Staged }).Painted
		p.Draw(digits(p.t)[7])
		p.Until("the drawing is painted", func(s State) bool { return s.Painted > before })
		p.Frame()
		p.Screenshot("context-lost")
		p.mustShowMore("pad")
		p.WaitFor("[...contexts].every((c) => c.isContextLost())")
	})
	if got := p.end(); got != want {
		t.Errorf("the checksum is %s, want %s as without a loss", got, want)
	}
	if !Eval[bool](p, "globalThis.sameDocument === true") {
		t.Error("the page was loaded again")
	}
}

// After a crash of the graphics process the browser may refuse WebGL for good: the page goes on either way.
func TestAGraphicsProcessThatCrashesTakesNothingWithIt(t *testing.T) {
	want := whole(t)
	// The crash would reach the pages of other tests.
	ctx, stop, err := start.Start(chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	p := Open(t, Visit{W: 1100, H: 700, In: ctx})
	p.Until("the stage paints", func(s State) bool { return s.Ready() && s.Frames > 0 })
	p.long()
	Eval[bool](p, "(globalThis.sameDocument = true, globalThis.canvas = document.querySelector('#host canvas'), true)")
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 3 })
	brief, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	cdp.Call(brief, chromedp.FromContext(ctx).Browser, browser.CrashGPUProcess, cdp.Empty{}) // may be answered or not
	p.Until("the stage that crashed is gone", func(s State) bool {
		return !s.Staged || Eval[bool](p, "document.querySelector('#host canvas') !== canvas")
	})
	p.Draw(digits(t)[7])
	if got := p.end(); got != want {
		t.Errorf("the checksum is %s, want %s as without a crash", got, want)
	}
	if !Eval[bool](p, "globalThis.sameDocument === true") {
		t.Error("the page was loaded again")
	}
	p.Screenshot("gpu-crash")
}

//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	start "convlab/web/browser"
)

// losesContext makes the stage lose its graphics context.
const losesContext = "(document.querySelector('#host canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext(), true)"

// recordsContexts records every graphics context of the page.
const recordsContexts = `globalThis.contexts = new Set(); {
	const get = HTMLCanvasElement.prototype.getContext;
	HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
		const context = get.call(this, kind, ...more);
		if (kind === 'webgl2' && context) contexts.add(context);
		return context;
	};
}`

// waitForNewStage waits until a canvas other than globalThis.canvas is painted.
func (p *Page) waitForNewStage() {
	p.t.Helper()
	p.WaitFor("document.querySelector('#host canvas') !== globalThis.canvas")
	p.Until("another stage paints", func(s State) bool { return s.Staged && s.Frames > 0 })
	p.inkMustBePainted()
}

// inkMustBePainted fails the test if there is no ink on the pad.
func (p *Page) inkMustBePainted() {
	p.t.Helper()
	if ink := p.style("body", "color"); !p.hasColour(p.Place("#pad"), ink) {
		p.t.Errorf("the pad shows no ink, which is %s", ink)
	}
}

// saysWhatPaints opens About and waits until it says what paints.
func (p *Page) saysWhatPaints(status string) {
	p.t.Helper()
	p.Panel("about")
	p.WaitFor(fmt.Sprintf("document.getElementById('aboutpainter').textContent === %q", words(p.t, "en")["about.painter_"+status]))
}

func TestALostGraphicsContextComesBackWithoutAReload(t *testing.T) {
	want := undisturbedChecksum(t)
	p := Open(t, Visit{W: 1100, H: 700, Script: recordsContexts})
	p.Until("the stage paints", func(s State) bool { return s.Ready() && s.Frames > 0 })
	p.slowTraining()
	p.Draw(digits(t)[7])
	p.Click("#train")
	before := p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 3 })
	Eval[bool](p, "(globalThis.sameDocument = true, globalThis.canvas = document.querySelector('#host canvas'), true)")
	Eval[bool](p, losesContext)
	p.Until("the training is saved first", func(s State) bool {
		return s.Autosave.Stored && (s.Autosave.Epoch > 0 || s.Autosave.Step >= before.Step)
	})
	p.waitForNewStage()
	p.Screenshot("context-back")
	p.saysWhatPaints("stage")
	if s := p.State(); len(s.Notices) > 0 {
		t.Errorf("it says %v", s.Notices)
	}
	p.Run("a drawing is painted and read", func() {
		if s := p.Draw(digits(p.t)[3]); s.Prediction < 0 {
			p.t.Error("the drawing was not read")
		}
		p.inkMustBePainted()
	})
	p.Run("the stage that has ended does not mind another window", func() {
		for _, w := range []int64{1000, 1050, 1100} { // an ended program would fail at the first and report it at the second
			p.Resize(Visit{W: w, H: 700})
			p.WaitFor(fmt.Sprintf("document.querySelector('#host canvas').width === %d", w))
		}
	})
	p.Run("lost again soon after, the page paints by itself", func() {
		Eval[bool](p, losesContext)
		before := p.Until("the stage is gone", func(s State) bool { return !s.Staged }).Painted
		p.Draw(digits(p.t)[7])
		p.Until("the drawing is painted", func(s State) bool { return s.Painted > before })
		p.Frame()
		p.Screenshot("context-lost")
		p.inkMustBePainted()
		p.WaitFor("[...contexts].every((c) => c.isContextLost())")
		p.saysWhatPaints("failed")
	})
	if got := p.finish(); got != want {
		t.Errorf("the checksum is %s, want %s as without a loss", got, want)
	}
	if !Eval[bool](p, "globalThis.sameDocument === true") {
		t.Error("the page was loaded again")
	}
}

// After a crash of the graphics process the browser may refuse WebGL for good. The page works in both cases.
func TestThePageSurvivesACrashOfTheGraphicsProcess(t *testing.T) {
	want := undisturbedChecksum(t)
	// A browser of its own, since the crash would affect the pages of other tests.
	ctx, stop, err := start.Start(chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	p := Open(t, Visit{W: 1100, H: 700, In: ctx})
	p.Until("the stage paints", func(s State) bool { return s.Ready() && s.Frames > 0 })
	p.slowTraining()
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
	if got := p.finish(); got != want {
		t.Errorf("the checksum is %s, want %s as without a crash", got, want)
	}
	if !Eval[bool](p, "globalThis.sameDocument === true") {
		t.Error("the page was loaded again")
	}
	p.Screenshot("gpu-crash")
}

// noWebGL2 removes WebGL2, as browsers do after the graphics process has crashed too often.
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
		p.inkMustBePainted()
		p.Screenshot("painter")
	})
	p.Run("maps", func() {
		for layer := range 3 {
			if n := len(p.colors(p.featureMap(layer))); n < 3 {
				p.t.Errorf("the map of layer %d has %d colours", layer, n)
			}
		}
	})
	p.Run("About says so", func() { p.saysWhatPaints("nowebgl2") })
	p.Run("training and its numbers", func() {
		p.Click("#step")
		p.Until("a step is made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" && s.Answered() })
		p.WaitFor("document.getElementById('badge').innerText.includes('yours')")
	})
}

// The tests' browser paints without a GPU, where the page's own painter is the faster one.
func TestWithoutAGPUThePagePaintsStrokesItself(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800})
	p.Ready()
	before := p.Until("the stage paints", func(s State) bool { return s.Staged })
	pad := p.Place("#pad")
	at := func(x, y float64) Point { return Point{pad.X + x*pad.W, pad.Y + y*pad.H} }
	p.Press(at(0.3, 0.3))
	p.Drag(at(0.7, 0.3))
	p.Until("the page paints the stroke", func(s State) bool { return !s.Staged && s.Painted > before.Painted })
	p.Release(at(0.7, 0.3))
	p.Until("the stage paints again", func(s State) bool { return s.Staged && s.Frames > before.Frames })
}

//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// timesAnswers makes the page measure, in milliseconds, the time from each move of the pen and each click to the end of the frame
// that shows its result. The result of a move is the first prediction that was requested after it.
const timesAnswers = `{
	globalThis.moves = [];
	globalThis.answers = [];
	globalThis.clicks = [];
	let moved = 0;
	const asked = new Map();
	const painted = (since, list) => globalThis.convlab.frame(() => setTimeout(() => list.push(performance.now() - since)));
	addEventListener('pointermove', (e) => { if (e.buttons) moved = e.timeStamp; }, true);
	addEventListener('click', (e) => painted(e.timeStamp, clicks));
	const W = Worker;
	globalThis.Worker = class extends W {
		constructor(...given) {
			super(...given);
			this.addEventListener('message', ({ data }) => {
				if (!moved || typeof data?.[0] !== 'string' || !data[0].includes('"Activations"')) return;
				const since = asked.get(JSON.parse(data[0]).body.id);
				if (since === moved) {
					answers.push(performance.now() - moved);
					painted(moved, moves);
					moved = 0;
				}
			});
		}
		postMessage(message, ...rest) {
			if (typeof message?.[0] === 'string' && message[0].includes('"Predict"')) asked.set(JSON.parse(message[0]).body.id, moved);
			super.postMessage(message, ...rest);
		}
	};
}`

// Strokes and clicks are answered while the convnet trains at full speed. The times depend on the machine and are logged
// ("go test -v").
func TestAStrokeIsAnsweredWhileTheConvnetTrains(t *testing.T) {
	p := Open(t, Visit{W: 1440, H: 900, Script: timesAnswers})
	p.Ready()
	p.Until("all images are loaded", func(s State) bool { return s.Complete })
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 100 })

	moves, clicks := 20*envNumber(t, "CONVLAB_ANSWERS"), 10*envNumber(t, "CONVLAB_ANSWERS")
	pad := p.Box("#pad")
	at := func(i int) Point { return pad.At(0.2+0.6*float64(i%20)/20, 0.2+0.2*float64(i/20)) }
	p.Press(at(0))
	Eval[bool](p, "(moves.length = answers.length = 0, true)")
	for i := range moves {
		p.Drag(at(i + 1))
		p.WaitFor(fmt.Sprintf("moves.length > %d", i))
		time.Sleep(20 * time.Millisecond) // as fast as a hand
	}
	p.Release(at(moves))
	if s := p.Until("the stroke is read", State.Answered); s.Phase != "running" && s.Phase != "testing" {
		t.Errorf("the training is %s, want running: otherwise this test shows nothing", s.Phase)
	}

	Eval[bool](p, "(clicks.length = 0, true)")
	for i := range clicks {
		p.Click([]string{"#tab-keras", "#tab-layers"}[i%2])
		p.WaitFor(fmt.Sprintf("clicks.length > %d", i))
	}
	if s := p.State(); s.Phase != "running" && s.Phase != "testing" {
		t.Errorf("the training is %s, want running", s.Phase)
	}
	for _, what := range []string{"answers", "moves", "clicks"} {
		list := Eval[[]float64](p, what)
		slices.Sort(list)
		t.Logf("%d %s: median %.0f ms, 95th percentile %.0f ms", len(list), what, list[len(list)/2], list[len(list)*95/100])
	}
}

func TestAnIdlePageMakesNoFrames(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800})
	p.Ready()
	p.Until("all images are here", func(s State) bool { return s.Complete })
	p.Draw(digits(t)[8])
	p.Until("the stage paints", func(s State) bool { return s.Staged })
	_, err := chromedp.Call(p.ctx, performance.Enable, performance.EnableParams{})
	p.must(err)

	const watched = 3 * time.Second
	for begin := time.Now(); time.Since(begin) < timeout; {
		last := p.quietFrames()
		busy := p.taskSeconds()
		time.Sleep(watched) // the measurement
		busy = p.taskSeconds() - busy
		if p.State().Frames == last { // otherwise a slow machine had not ended
			t.Logf("the page's thread was busy for %.0f ms in %s", 1000*busy, watched)
			return
		}
	}
	t.Fatal("frames are drawn although nothing happens")
}

// quietFrames waits for two seconds without a new frame, until drawing, uploading and layout have ended, and returns the number of
// frames.
func (p *Page) quietFrames() int {
	p.t.Helper()
	begin, last := time.Now(), p.State().Frames
	for quiet := begin; time.Since(quiet) < 2*time.Second; time.Sleep(100 * time.Millisecond) {
		if now := p.State().Frames; now != last {
			quiet, last = time.Now(), now
		}
		if time.Since(begin) > timeout {
			p.t.Fatal("frames are drawn although nothing happens")
		}
	}
	return last
}

// taskSeconds returns how long the page's main thread has been busy since the page was opened.
func (p *Page) taskSeconds() float64 {
	p.t.Helper()
	metrics, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	p.must(err)
	for _, m := range metrics.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value
		}
	}
	p.t.Fatal("the browser does not report TaskDuration")
	return 0
}

func TestOnASlowMachineEveryControlStillAnswers(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700})
	p.Ready()
	p.shortTraining()
	p.Set("training.epochs", "50") // long enough for the rest of the test
	_, err := chromedp.Call(p.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 6})
	p.must(err)
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 0 })
	p.Draw(digits(t)[3])
	p.Set("training.learning_rate", "0.0005")
	p.Until("the rate has changed", func(s State) bool { return s.Training.LearningRate < 0.0006 })
	p.Click("#train")
	p.paused()
	p.Click("#tab-keras")
	p.WaitFor("document.getElementById('kerascode').checkVisibility()")
	p.Click("#continue")
	p.Until("it continues", func(s State) bool { return s.Phase == "running" })
}

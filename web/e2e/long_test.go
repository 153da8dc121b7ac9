//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// cores makes the trainer believe that the machine has so many.
func cores(n int) func(http.Handler) http.Handler {
	return func(dist http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/worker.js" {
				dist.ServeHTTP(w, r)
				return
			}
			script := httptest.NewRecorder()
			dist.ServeHTTP(script, httptest.NewRequest(http.MethodGet, r.URL.Path, nil))
			for name, values := range script.Header() {
				w.Header()[name] = values
			}
			w.Header().Del("Content-Length")
			w.Header().Del("ETag") // it names the file as it is
			fmt.Fprintf(w, "Object.defineProperty(navigator, 'hardwareConcurrency', { value: %d });\n%s", n, script.Body)
		})
	}
}

// One core is left for the page, and no more workers start than a batch has shards: four.
func TestTheCrewFitsTheMachine(t *testing.T) {
	want := whole(t)
	for machine, workers := range map[int]int{1: 1, 64: 4} {
		t.Run(fmt.Sprint(machine, " cores"), func(t *testing.T) {
			p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Wrap: cores(machine)})
			p.Ready()
			p.brief()
			p.Click("#train")
			if got := p.end(); got != want {
				t.Errorf("the checksum is %s, want %s as on this machine", got, want)
			}
			if started, _ := p.Hired(); started != workers-1 {
				t.Errorf("the trainer has started %d workers, want %d", started, workers-1)
			}
		})
	}
}

// hiding is a browser whose page can be hidden: it is told so, and the frames that it asks for wait until it is shown.
const hiding = `{
	let hidden = false, waiting = [];
	for (const [name, value] of [['hidden', () => hidden], ['visibilityState', () => hidden ? 'hidden' : 'visible']]) Object.defineProperty(document, name, { get: value });
	const frame = requestAnimationFrame;
	globalThis.requestAnimationFrame = (f) => hidden ? -waiting.push(f) : frame(f);
	globalThis.hide = (now) => {
		hidden = now;
		document.dispatchEvent(new Event('visibilitychange'));
		if (!hidden) for (const f of waiting.splice(0)) frame(f);
		return true;
	};
}`

// A page that is hidden gets no frames; the training goes on, is kept, and is in the list of runs when it has ended. Shown
// again, the page says so.
func TestAHiddenTabTrainsOn(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700, Script: hiding})
	p.Ready()
	p.long()
	p.Click("#train")
	before := p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 3 })
	Eval[bool](p, "hide(true)")
	text := p.Text("#progresstext")
	p.WaitFor(fmt.Sprintf("(s => s.kept.stored && (s.kept.epoch > 0 || s.kept.step >= %d))(JSON.parse(convlab.state()))", before.Step))
	p.hurry()
	p.WaitFor("JSON.parse(convlab.state()).phase === 'finished'")
	p.WaitFor("JSON.parse(localStorage['convlab.runs'] ?? '[]').some((r) => r.checksum === JSON.parse(convlab.state()).checksum)")
	if now := p.Text("#progresstext"); now != text {
		t.Errorf("the hidden page paints: it said %q, now %q", text, now)
	}
	Eval[bool](p, "hide(false)")
	p.WaitFor(fmt.Sprintf("document.getElementById('progresstext').innerText !== %q", text))
	p.WaitFor("document.getElementById('badge').innerText.startsWith('yours, epoch 1 · ')")
	if s := p.State(); s.Worker != "alive" || len(s.Notices) > 0 {
		t.Errorf("the worker is %s, notices %v", s.Worker, s.Notices)
	}
}

func TestOnASlowMachineEveryControlStillAnswers(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700})
	p.Ready()
	p.brief()
	p.Fill("#epochs", "50") // it must last until everything was tried
	_, err := chromedp.Call(p.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 6})
	p.must(err)
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 0 })
	p.Draw(digits(t)[3])
	p.Fill("#learningrate", "0.0005")
	p.Until("the rate is taken", func(s State) bool { return s.Training.LearningRate < 0.0006 })
	p.Click("#train")
	p.paused()
	p.Click("#tab-keras")
	p.WaitFor("document.getElementById('kerascode').checkVisibility()")
	p.Click("#continue")
	p.Until("it goes on", func(s State) bool { return s.Phase == "running" })
}

// A learning rate that explodes: what did is said, the weights stay finite, and one click goes on with half of it.
func TestADivergenceOffersTheWayBack(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700})
	p.Ready()
	p.long()
	// Linear layers multiply whatever grows, and the largest rate makes everything grow.
	Eval[bool](p, "(document.querySelectorAll('#blocks details').forEach((d) => { d.open = true; }), true)")
	for i := range 3 {
		p.Choose(fmt.Sprintf("[data-path='blocks[%d].activation']", i), "linear")
	}
	p.Choose("#hidden", "linear")
	p.Choose("#optimizer", "sgd")
	p.Fill("#learningrate", "0.01")
	p.Click("#train")
	p.Until("a part of it is sound", func(s State) bool { return s.Step > 5 })
	p.Fill("#learningrate", "10")
	s := p.Until("it says that it has exploded, and stops", func(s State) bool { return s.Says("diverge") && s.Phase != "running" })
	if text := p.Text(".notice[data-key=diverge]"); !strings.Contains(text, "Training stopped") || !strings.Contains(text, "learning rate of") {
		t.Errorf("the notice says %q", text)
	}
	p.Screenshot("diverge")
	rate := s.Training.LearningRate
	p.Click(".notice[data-key=diverge] [data-act=retreat]")
	s = p.Until("it goes on at half the rate, or has exploded again", func(s State) bool {
		return s.Training.LearningRate == rate/2 && (s.Phase == "running" || s.Says("diverge"))
	})
	if text := p.Text("#badge"); strings.Contains(text, "NaN") {
		t.Errorf("the badge says %q", text)
	}
}

//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The scripts that start the program may be missing, too.
func TestATrainerWithoutItsScriptsIsReportedAndRetried(t *testing.T) {
	for _, file := range []string{"worker.js", "wasm_exec.js"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel() // it mostly waits
			var faults Faults
			p := Open(t, Visit{NoWebGL: true, Alone: true, Wrap: faults.Wrap})
			p.Expect(file)
			p.Expect("provoked")
			p.Ready()
			faults.Break("/"+file, Missing)
			p.InWorker(0, throws) // the page starts another one, without the script
			p.Until("the page reports it", func(s State) bool {
				return s.Worker == "dead" && s.HasNotice("worker") && strings.Contains(s.Reason, "script")
			})
			faults.Mend()
			p.Click(retryWorker)
			p.Until("the trainer is there", func(s State) bool { return s.Ready() && !s.HasNotice("worker") })
			p.Click("#step")
			p.Until("it trains", func(s State) bool { return s.Step == 1 })
		})
	}
}

func TestATrainerThatCannotStartIsReportedAndRetried(t *testing.T) {
	var faults Faults
	faults.Break("/worker.wasm", Missing)
	p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
	p.Expect("worker.wasm")
	for _, how := range []Fault{Missing, Cut} {
		p.Run(string(how), func() {
			s := p.Until("the page reports it", func(s State) bool { return s.Worker == "dead" && s.HasNotice("worker") })
			if !strings.Contains(s.Reason, "could not start") {
				p.t.Errorf("the reason is %q", s.Reason)
			}
			p.Screenshot("worker-" + string(how))
		})
		if how == Missing {
			faults.Break("/worker.wasm", Cut)
		} else {
			faults.Mend()
		}
		p.Click(retryWorker)
	}
	p.Until("the trainer is there", func(s State) bool { return s.Ready() && !s.HasNotice("worker") })
	p.Click("#step")
	p.Until("it trains", func(s State) bool { return s.Step == 1 })
}

// A cache may contain a trainer or a page of another build. They do not work together.
func TestATrainerOfAnotherBuildIsRefused(t *testing.T) {
	var faults Faults
	faults.Break("/worker.wasm", Stale)
	p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
	for i, c := range []struct{ file, reason string }{
		{"worker.wasm", "build 000000000000, page of build "},
		{"page.wasm", ", page of build 000000000000: reload the page"},
	} {
		p.Run(c.file, func() {
			if i > 0 {
				faults.Mend()
				faults.Break("/"+c.file, Stale)
				p.Reload()
			}
			p.Until("the page reports it", func(s State) bool {
				return s.Worker == "dead" && s.HasNotice("worker") && strings.Contains(s.Reason, c.reason)
			})
			p.Screenshot("stale-" + c.file)
		})
	}
	faults.Mend()
	p.Reload()
	p.Until("the trainer is there", func(s State) bool { return s.Ready() && !s.HasNotice("worker") })
}

// If the stage program is of another build or missing, the page paints by itself.
func TestAStageOfAnotherBuildIsNotUsed(t *testing.T) {
	var faults Faults
	faults.Break("/stage.wasm", Stale)
	p := Open(t, Visit{Wrap: faults.Wrap})
	p.Ready()
	if s := p.Until("the page reports it", func(s State) bool { return s.HasNotice("stage") }); s.Staged {
		t.Error("it paints")
	}
	p.Screenshot("stale-stage")
	faults.Mend()
	faults.Break("/stage.wasm", Missing)
	p.Expect("stage.wasm")
	p.Reload()
	p.Ready()
	if s := p.Draw(digits(t)[3]); s.Staged || s.Painted == 0 || s.Prediction != 3 {
		t.Errorf("without a stage: staged %v, %d pictures, the three was read as %d", s.Staged, s.Painted, s.Prediction)
	}
	p.Frame()
	p.inkMustBePainted()
}

func TestAProgramThatCannotStartIsReportedAndRetried(t *testing.T) {
	var faults Faults
	faults.Break("/page.wasm", Missing)
	p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
	p.Expect("page.wasm")
	for _, how := range []Fault{Missing, Cut} {
		p.Run(string(how), func() {
			p.WaitFor("document.getElementById('trouble').checkVisibility()")
			if text := p.Text("#trouble"); !strings.Contains(text, "could not be loaded") {
				p.t.Errorf("the panel says %q", text)
			}
			p.Screenshot("program-" + string(how))
		})
		if how == Missing {
			faults.Break("/page.wasm", Cut)
		} else {
			faults.Mend()
		}
		Eval[chromedp.Void](p, "globalThis.before = true")
		p.Click("#troubleretry")
		p.WaitFor("!globalThis.before") // the page is loaded again; it may fail again at once
	}
	p.Ready()
	p.WaitFor("!document.getElementById('trouble').checkVisibility()")
}

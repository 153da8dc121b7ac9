//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// withWorkers bounds the trainer and its gradient workers together, whatever machine the test runs on.
func withWorkers(n int) string {
	return fmt.Sprintf("{ const W = Worker; globalThis.Worker = class extends W { constructor(url, o) { super(url + '?workers=%d', o); } }; }", n)
}

// plain takes the headers away that isolate the page: its workers cannot share memory then.
func plain(dist http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		dist.ServeHTTP(answer, r)
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.Header().Del("Cross-Origin-Opener-Policy")
		w.Header().Del("Cross-Origin-Embedder-Policy")
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes())
	})
}

// crew opens a page whose trainer has a training of 188 steps of a preset before it, and makes steps until so many workers
// take part.
func crew(t *testing.T, preset string, workers int, wrap func(http.Handler) http.Handler) *Page {
	t.Helper()
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: withWorkers(workers), Wrap: wrap, Alone: wrap != nil})
	p.Ready()
	if got, want := Eval[bool](p, "crossOriginIsolated"), wrap == nil; got != want {
		t.Fatalf("the page is isolated: %v, want %v", got, want)
	}
	p.employ(preset, workers)
	return p
}

// employ is what crew does with a page that has such a trainer.
func (p *Page) employ(preset string, workers int) {
	p.t.Helper()
	p.Ready()
	p.follow(map[string]string{"half": briefHalf, "dense": briefDense}[preset])
	p.takePart(workers)
}

// takePart makes steps until so many workers take part in one.
func (p *Page) takePart(workers int) {
	p.t.Helper()
	made := p.State().Images
	for range 60 { // they have all that time to start
		p.Click("#step")
		s := p.Until("a step is made", func(s State) bool { return s.Images != made && s.Phase == "paused" })
		if s.Workers == workers {
			return
		}
		made = s.Images
	}
	p.t.Fatalf("%d workers take part, want %d", p.State().Workers, workers)
}

// inItsMiddle makes a worker do something when it hands its fiftieth result of some 180 over, which it does by a function of
// an object. A statement that came while it computes would wait for a turn of its event loop, which it has only when it rests.
func inItsMiddle(object, function, do string) string {
	return fmt.Sprintf("{ const kept = %[1]s.%[2]s; let left = 50; %[1]s.%[2]s = function (...given) { if (--left === 0) { %[3]s } return kept.apply(%[1]s, given); }; }",
		object, function, do)
}

// finished trains to the end and returns the checksum.
func (p *Page) finished() string {
	p.t.Helper()
	return p.Until("the training has ended", func(s State) bool { return s.Phase == "finished" && s.Epoch == 1 }, 5*time.Minute).Checksum
}

// The bits of a training depend neither on how many workers compute nor on how they are connected nor on what becomes of them.
// A convnet's workers share the pictures of a batch, a dense network's the units of its first layer. What becomes of a worker is
// tried natively at every moment of a step (engine/parallel/fate_test.go); here it is how a browser
// tells of it, which has nothing to do with what the worker computes: one network's workers end in each way, the other's in one.
func TestAnyCrewTrainsToTheSameBits(t *testing.T) {
	for preset, cases := range map[string][]crewCase{
		"half": {
			{name: "three share memory", workers: 3},
			{name: "two hand memory over", workers: 2, wrap: plain},
			{name: "one of two panics", workers: 2, kill: inItsMiddle("Atomics", "notify", "throw new Error('provoked')")},
			{name: "one of two hangs", workers: 2, kill: inItsMiddle("Atomics", "notify", "for (;;);")},
			{name: "one of two ends without a word", workers: 2, wrap: plain, kill: inItsMiddle("self", "postMessage", "self.close()")},
			{name: "one of two throws", workers: 2, wrap: plain, kill: inItsMiddle("self", "postMessage", "setTimeout(() => { throw new Error('provoked') })")},
		},
		"dense": {
			{name: "three share memory", workers: 3},
			{name: "two hand memory over", workers: 2, wrap: plain},
			{name: "one of two panics", workers: 2, kill: inItsMiddle("Atomics", "notify", "throw new Error('provoked')")},
		},
	} {
		t.Run(preset, func(t *testing.T) {
			want := trainedAlone(t, preset)
			for _, c := range cases {
				t.Run(c.name, func(t *testing.T) { c.train(t, preset, want) })
			}
		})
	}
}

// crewCase is how many workers there are, how they are connected, and what becomes of one of them.
type crewCase struct {
	name    string
	workers int
	wrap    func(http.Handler) http.Handler
	kill    string // set up in the first gradient worker before the training, happens in its middle
}

// train trains a preset to the end and wants that checksum.
func (c crewCase) train(t *testing.T, preset, want string) {
	p := crew(t, preset, c.workers, c.wrap)
	p.Expect("provoked")
	if c.kill != "" {
		p.Expect("a gradient worker was lost")
		p.InHired(0, c.kill)
	}
	p.Click("#continue")
	if got := p.finished(); got != want {
		t.Errorf("the checksum is %s, want %s as of one worker", got, want)
	}
	s := p.State()
	switch started, _ := p.Hired(); {
	case c.kill == "" && s.Workers != c.workers:
		t.Errorf("%d workers made the last step, want %d", s.Workers, c.workers)
	case c.kill != "" && started == 1 && s.Workers == 2:
		t.Error("the worker that was to be lost is still at work")
	}
}

// loneChecksums are what trainedAlone has found, by preset.
var loneChecksums = map[string]string{}

// trainedAlone is the checksum at the end of the training of crew when the trainer computes alone. It is computed once.
func trainedAlone(t *testing.T, preset string) string {
	t.Helper()
	if loneChecksums[preset] == "" {
		p := crew(t, preset, 1, nil)
		p.Click("#continue")
		loneChecksums[preset] = p.finished()
		if started, _ := p.Hired(); started != 0 {
			t.Errorf("a trainer that was to work alone has started %d workers", started)
		}
		p.Close()
	}
	return loneChecksums[preset]
}

// A trainer whose gradient workers cannot start computes alone, to the same bits.
func TestWithoutGradientWorkersTheTrainerComputesAlone(t *testing.T) {
	want := trainedAlone(t, "dense")
	var faults Faults
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: withWorkers(2), Wrap: faults.Wrap})
	p.Expect("worker.js")
	p.Expect("a gradient worker was lost")
	p.Ready()
	faults.Break("/worker.js", Missing) // the trainer has it already
	p.employ("dense", 1)
	p.Click("#continue")
	if got := p.finished(); got != want {
		t.Errorf("the checksum is %s, want %s as of one worker", got, want)
	}
	if s := p.State(); s.Workers != 1 || s.Says("worker") || s.Says("restarted") {
		t.Errorf("%d workers take part, and the page says %v", s.Workers, s.Notices)
	}
}

// Workers are kept from training to training, and go with the trainer.
func TestNoWorkerIsLeftBehind(t *testing.T) {
	p := crew(t, "half", 3, nil)
	// Each start and each stop is heard before the next click.
	Eval[chromedp.Void](p, `(async () => {
		for (let i = 0; i < 100; i++) {
			const phase = () => JSON.parse(convlab.state()).phase, before = phase();
			document.getElementById(before === 'running' ? 'train' : 'continue').click();
			while (phase() === before) await new Promise((next) => setTimeout(next, 5));
		}
	})()`)
	if started, ended := p.Hired(); started != 2 || ended != 0 {
		t.Errorf("%d workers were started and %d have ended, want 2 and 0", started, ended)
	}
	p.takePart(3)
	p.Click("#tab-about")
	p.WaitFor("document.getElementById('workers').innerText === '3'")
	p.InWorker(0, "self.close()")
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if _, ended := p.Hired(); ended == 2 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the trainer has ended and its workers have not")
		}
	}
}

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

// limitWorkers limits the number of workers, including the trainer, to n on any machine.
func limitWorkers(n int) string {
	return fmt.Sprintf("{ const W = Worker; globalThis.Worker = class extends W { constructor(url, o) { super(url + '?workers=%d', o); } }; }", n)
}

// withoutIsolation removes the headers that isolate the page, so that its workers cannot share memory.
func withoutIsolation(dist http.Handler) http.Handler {
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

// openWithWorkers opens a page with a short training of a preset, and makes steps until so many workers take part.
func openWithWorkers(t *testing.T, preset string, workers int, wrap func(http.Handler) http.Handler) *Page {
	t.Helper()
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: limitWorkers(workers), Wrap: wrap, Alone: wrap != nil})
	p.Ready()
	if got, want := Eval[bool](p, "crossOriginIsolated"), wrap == nil; got != want {
		t.Fatalf("the page is isolated: %v, want %v", got, want)
	}
	p.prepareWorkers(preset, workers)
	return p
}

// prepareWorkers does the same with an open page.
func (p *Page) prepareWorkers(preset string, workers int) {
	p.t.Helper()
	p.Ready()
	p.openShort(map[string]string{"half": linkHalf, "dense": linkDense}[preset])
	p.stepUntil(workers)
}

// stepUntil makes steps until so many workers take part in one.
func (p *Page) stepUntil(workers int) {
	p.t.Helper()
	made := p.State().Images
	for range 60 { // the workers load their program meanwhile
		p.Click("#step")
		s := p.Until("a step is made", func(s State) bool { return s.Images != made && s.Phase == "paused" })
		if s.Workers == workers {
			return
		}
		made = s.Images
		p.startedWorkers(workers - 1)
	}
	p.t.Fatalf("%d workers take part, want %d", p.State().Workers, workers)
}

// onFiftiethCall runs a script in a worker at the fiftieth call of a function of an object, which the worker calls for each of some
// 180 results. A statement sent to a busy worker would not run before it yields to its event loop.
func onFiftiethCall(object, function, do string) string {
	return fmt.Sprintf("{ const kept = %[1]s.%[2]s; let left = 50; %[1]s.%[2]s = function (...given) { if (--left === 0) { %[3]s } return kept.apply(%[1]s, given); }; }",
		object, function, do)
}

// finished waits for the end of the training and returns the checksum.
func (p *Page) finished() string {
	p.t.Helper()
	return p.Until("the training has ended", func(s State) bool { return s.Phase == "finished" && s.Epoch == 1 }, 5*time.Minute).Checksum
}

// The bits of a training depend neither on the number of workers, nor on their connection, nor on their failures. The failure of a
// worker at every moment of a step is tested natively (engine/parallel/fate_test.go). This test is about the ways in which a browser
// reports it, which do not depend on the network: all ways with one network, one way with the other.
func TestAnyWorkersTrainToTheSameBits(t *testing.T) {
	for preset, cases := range map[string][]workersCase{
		"half": {
			{name: "three share memory", workers: 3},
			{name: "two transfer memory", workers: 2, wrap: withoutIsolation},
			{name: "one of two panics", workers: 2, kill: onFiftiethCall("Atomics", "notify", "throw new Error('provoked')")},
			{name: "one of two hangs", workers: 2, kill: onFiftiethCall("Atomics", "notify", "for (;;);")},
			{name: "one of two ends silently", workers: 2, wrap: withoutIsolation, kill: onFiftiethCall("self", "postMessage", "self.close()")},
			{name: "one of two throws", workers: 2, wrap: withoutIsolation, kill: onFiftiethCall("self", "postMessage", "setTimeout(() => { throw new Error('provoked') })")},
		},
		"dense": {
			{name: "three share memory", workers: 3},
			{name: "two transfer memory", workers: 2, wrap: withoutIsolation},
			{name: "one of two panics", workers: 2, kill: onFiftiethCall("Atomics", "notify", "throw new Error('provoked')")},
		},
	} {
		t.Run(preset, func(t *testing.T) {
			want := oneWorkerChecksum(t, preset)
			for _, c := range cases {
				t.Run(c.name, func(t *testing.T) { c.train(t, preset, want) })
			}
		})
	}
}

// workersCase is a number of workers, their connection, and the failure of one of them.
type workersCase struct {
	name    string
	workers int
	wrap    func(http.Handler) http.Handler
	kill    string // script for the first gradient worker, which fails in the middle of the training
}

// train trains a preset to the end and checks the checksum.
func (c workersCase) train(t *testing.T, preset, want string) {
	p := openWithWorkers(t, preset, c.workers, c.wrap)
	p.Expect("provoked")
	if c.kill != "" {
		p.Expect("a gradient worker was lost")
		p.InNested(0, c.kill)
	}
	p.Click("#continue")
	if got := p.finished(); got != want {
		t.Errorf("the checksum is %s, want %s as of one worker", got, want)
	}
	// The number of workers that make a step may be lower, if fewer are faster.
	switch started, ended := p.NestedWorkers(); {
	case c.kill == "" && (started != c.workers-1 || ended != 0):
		t.Errorf("the trainer has started %d workers, of which %d have ended, want %d and 0", started, ended, c.workers-1)
	case c.kill != "" && started == 1 && p.State().Workers == 2:
		t.Error("the worker that should fail still works")
	}
}

// oneWorkerChecksums caches the results of oneWorkerChecksum by preset.
var oneWorkerChecksums = map[string]string{}

// oneWorkerChecksum returns the checksum of the training of openWithWorkers with one worker. It trains only once.
func oneWorkerChecksum(t *testing.T, preset string) string {
	t.Helper()
	if oneWorkerChecksums[preset] == "" {
		p := openWithWorkers(t, preset, 1, nil)
		p.Click("#continue")
		oneWorkerChecksums[preset] = p.finished()
		if started, _ := p.NestedWorkers(); started != 0 {
			t.Errorf("a trainer limited to one worker has started %d", started)
		}
		p.Close()
	}
	return oneWorkerChecksums[preset]
}

// If gradient workers cannot start, the trainer computes alone, to the same bits.
func TestWithoutGradientWorkersTheTrainerComputesAlone(t *testing.T) {
	want := oneWorkerChecksum(t, "dense")
	var faults Faults
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: limitWorkers(2), Wrap: faults.Wrap})
	p.Expect("worker.js")
	p.Expect("a gradient worker was lost")
	p.Ready()
	faults.Break("/worker.js", Missing) // the trainer has it already
	p.prepareWorkers("dense", 1)
	p.Click("#continue")
	if got := p.finished(); got != want {
		t.Errorf("the checksum is %s, want %s as of one worker", got, want)
	}
	if s := p.State(); s.Workers != 1 || s.HasNotice("worker") || s.HasNotice("restarted") {
		t.Errorf("%d workers take part, and the page says %v", s.Workers, s.Notices)
	}
}

// Workers are reused in the next training, and end with the trainer.
func TestWorkersAreReusedAndEndWithTheirTrainer(t *testing.T) {
	p := openWithWorkers(t, "half", 3, nil)
	p.Clear()                       // an answer after every step would take most of the time
	p.Set("training.epochs", "100") // the next training does not come to its end
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Training.Epochs == 100 })
	p.Click("#train")
	p.paused()
	for range 50 {
		Eval[chromedp.Void](p, `(async () => {
			for (const [button, wanted] of [['continue', 'running'], ['train', 'paused']]) {
				document.getElementById(button).click();
				while (JSON.parse(convlab.state()).phase !== wanted) await new Promise((next) => setTimeout(next, 5));
			}
		})()`)
	}
	if started, ended := p.NestedWorkers(); started != 2 || ended != 0 {
		t.Errorf("%d workers were started and %d have ended, want 2 and 0", started, ended)
	}
	p.stepUntil(3)
	p.Click("#tab-about")
	p.WaitFor("document.getElementById('workers').innerText === '3'")
	p.InWorker(0, "self.close()")
	for end := time.Now().Add(timeout); ; time.Sleep(50 * time.Millisecond) {
		if _, ended := p.NestedWorkers(); ended == 2 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the trainer has ended and its workers have not")
		}
	}
}

// cores makes the trainer see a machine with n cores.
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
			w.Header().Del("ETag") // it is that of the original file
			fmt.Fprintf(w, "Object.defineProperty(navigator, 'hardwareConcurrency', { value: %d });\n%s", n, script.Body)
		})
	}
}

// One core is left for the page, and no more workers start than a batch has shards: four.
func TestTheNumberOfWorkersFitsTheMachine(t *testing.T) {
	want := undisturbedChecksum(t)
	for machine, workers := range map[int]int{1: 1, 64: 4} {
		t.Run(fmt.Sprint(machine, " cores"), func(t *testing.T) {
			p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Wrap: cores(machine)})
			p.Ready()
			p.shortTraining()
			p.Click("#train")
			if got := p.finish(); got != want {
				t.Errorf("the checksum is %s, want %s as on this machine", got, want)
			}
			p.startedWorkers(workers - 1)
			if started, _ := p.NestedWorkers(); started != workers-1 {
				t.Errorf("the trainer has started %d workers, want %d", started, workers-1)
			}
		})
	}
}

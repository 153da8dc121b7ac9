//go:build e2e

package e2e

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	start "convlab/web/browser"
)

// noStorage makes IndexedDB throw.
const noStorage = "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('provoked', 'SecurityError'); } });"

// runsOutOfMemory gives a trainer all the memory that a 32-bit program can have, and then sends it a message that does not fit.
const runsOutOfMemory = `{
	const resume = Go.prototype._resume;
	let full = false;
	Go.prototype._resume = function () {
		if (!full) {
			full = true;
			const memory = this._inst.exports.mem;
			memory.grow(65536 - memory.buffer.byteLength / 65536);
			this.mem = new DataView(memory.buffer);
		}
		return resume.call(this);
	};
	dispatchEvent(new MessageEvent('message', { data: ['{}', new ArrayBuffer(60 << 20)] }));
}`

// If the trainer ends, the page reports it and keeps drawing and settings. Another trainer continues from the last checkpoint: by
// itself, or after three in ten minutes (wasm/state/watch.go) on the next click. The result is the same to the bit. There is one
// case for each way in which a browser reports an end. A hang is not reported; the page notices it after state.DeadTimeout.
func TestTheTrainingOfALostTrainerContinues(t *testing.T) {
	want := undisturbedChecksum(t)
	p := openTraining(t, "")
	for n, c := range []struct{ name, js, reason, restart string }{
		{"it hangs", hangs, "silent", ""},
		{"it runs out of memory", runsOutOfMemory, "out of memory", ""},
		{"it throws", throws, "provoked", ""},
		{"it throws again", throws, "provoked", "#train"},
	} {
		p.Run(c.name, func() { p.replaceTrainer(n, c.js, c.reason, c.restart) })
	}
	if got := p.finish(); got != want {
		t.Errorf("the checksum is %s, want %s as without a loss", got, want)
	}
}

// The page itself has the last checkpoint, so another trainer can continue without storage.
func TestTheTrainingOfALostTrainerContinuesWithoutStorage(t *testing.T) {
	want := undisturbedChecksum(t)
	p := openTraining(t, noStorage)
	p.replaceTrainer(0, throws, "provoked", "")
	if got := p.finish(); got != want {
		t.Errorf("the checksum is %s, want %s as without a loss", got, want)
	}
}

// Scripts that end a worker. They use a timer, since an error in a statement of the developer tools does not end it.
const (
	hangs       = "setTimeout(() => { for (;;); })"
	throws      = "setTimeout(() => { throw new Error('provoked') })"
	retryWorker = ".notice[data-key=worker] [data-action=retry]"
)

// openTraining opens a page and starts a slow training, with a drawing on the pad.
func openTraining(t *testing.T, script string) *Page {
	t.Helper()
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: script})
	p.Expect("provoked")
	p.Ready()
	p.slowTraining()
	p.Draw(digits(t)[6])
	p.Click("#train")
	return p
}

// replaceTrainer ends the n-th trainer after a checkpoint of its training and waits until another one continues. restart is the
// button to click for that, "" for none.
func (p *Page) replaceTrainer(n int, js, reason, restart string) {
	p.t.Helper()
	before := p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 3 })
	Eval[bool](p, "dispatchEvent(new Event('pagehide'))") // a checkpoint at once
	saved := p.Until("there is a checkpoint", func(s State) bool { return s.Autosave.Step >= before.Step }).Autosave
	p.InWorker(n, js)
	if js == hangs {
		if s := p.Until("it is reported as slow", func(s State) bool { return s.HasNotice("slow") }); s.Worker != "alive" {
			p.t.Errorf("a slow trainer is %s", s.Worker)
		}
		p.Screenshot("worker-slow")
	}
	key, text := "restarted", "was restarted automatically"
	if restart != "" {
		key, text = "worker", "trainer has stopped"
	}
	dead := p.Until("the page reports it", func(s State) bool {
		return s.HasNotice(key) && strings.Contains(s.Reason, reason) && (s.Worker == "dead") == (restart != "")
	})
	if got := p.Text(".notice[data-key=" + key + "]"); !strings.Contains(got, text) {
		p.t.Errorf("the notice says %q", got)
	}
	p.Screenshot("worker-" + key)
	if restart != "" {
		if text := p.Text("#train"); text != "Restart" {
			p.t.Errorf("the main button says %q, want Restart", text)
		}
		p.WaitFor("document.getElementById('announcer').innerText.includes('The trainer has stopped.')")
		p.Click(restart)
	}
	s := p.Until("another one reads the same drawing and continues", func(s State) bool {
		return s.Ready() && s.Answered() && !s.HasNotice("worker") && s.Phase == "running" && s.Step > 2
	})
	if s.Step < saved.Step {
		p.t.Errorf("it continues from step %d, the checkpoint had %d", s.Step, saved.Step)
	}
	if s.Seen != dead.Seen || s.Training != dead.Training {
		p.t.Error("the drawing or the settings were lost")
	}
}

// A page whose renderer crashes receives no event.
func TestATrainingIsRestoredAfterThePageHasCrashed(t *testing.T) {
	want := undisturbedChecksum(t)
	t.Parallel()                                                     // it mostly waits
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Alone: true}) // other pages would crash with it
	p.Ready()
	p.slowTraining()
	saved := p.trainToCheckpoint().Autosave
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	chromedp.Call(ctx, page.Crash, cdp.Empty{}) // never answers
	q := p.Tab(Visit{W: 1100, H: 700, NoWebGL: true})
	s := q.resume()
	if s.Step < saved.Step {
		t.Errorf("restored at step %d, step %d was saved", s.Step, saved.Step)
	}
	q.Click("#continue")
	if got := q.finish(); got != want {
		t.Errorf("the checksum is %s, want %s as without a crash", got, want)
	}
}

// startKillable starts a browser with a profile that outlives it. kill ends it as a power failure would. It ends with the test at
// the latest.
func startKillable(t *testing.T, profile string) (ctx context.Context, kill func()) {
	t.Helper()
	ctx, stop, err := start.Start(chromedp.UserDataDir(profile), chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true))
	if err != nil {
		t.Fatal(err)
	}
	process := chromedp.FromContext(ctx).Browser.Process()
	t.Cleanup(stop)
	return ctx, func() {
		process.Kill()
		stop()
	}
}

// The browser is killed during the training and opened again with its profile. ./build.sh soak kills it $CONVLAB_KILLS times, in a
// training that does not end. The lost seconds of training, since the last checkpoint, are logged.
func TestATrainingIsRestoredAfterTheBrowserWasKilled(t *testing.T) {
	kills := envNumber(t, "CONVLAB_KILLS")
	profile, err := os.MkdirTemp("", "convlab-profile-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	ctx, kill := startKillable(t, profile)
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, In: ctx})
	p.Ready()
	p.slowTraining()
	if kills > 1 {
		p.Set("training.epochs", "100")
	}
	p.trainToCheckpoint()
	for n := range kills {
		time.Sleep(time.Duration(n*700) * time.Millisecond % (5 * time.Second)) // at different times between two checkpoints
		before := p.State()
		kill()
		ctx, kill = startKillable(t, profile)
		p = p.Tab(Visit{W: 1100, H: 700, NoWebGL: true, In: ctx})
		s := p.resume()
		t.Logf("killed at step %d of epoch %d, restored at step %d of epoch %d: %.1f s of training lost", before.Step, before.Epoch+1, s.Step, s.Epoch+1, before.Seconds-s.Seconds)
		p.Click("#continue")
		p.Until("it trains", func(s State) bool { return s.Phase != "paused" })
	}
	if kills > 1 {
		return
	}
	if got, want := p.finish(), undisturbedChecksum(t); got != want {
		t.Errorf("the checksum is %s, want %s as without a kill", got, want)
	}
}

// envNumber returns the number in an environment variable, at least 1; 1 if it is not set.
func envNumber(t *testing.T, variable string) int {
	t.Helper()
	text := os.Getenv(variable)
	n, err := strconv.Atoi(or(text, "1"))
	if err != nil || n < 1 {
		t.Fatalf("expected a whole number from 1 in %s, received %q", variable, text)
	}
	return n
}

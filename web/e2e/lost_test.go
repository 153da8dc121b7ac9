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

// noStorage is a browser that lets pages keep nothing.
const noStorage = "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('provoked', 'SecurityError'); } });"

// exhausted is a trainer whose memory cannot grow: it has all that a program of 32 bits can have, and then is sent what does not fit.
const exhausted = `{
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

// Whatever ends the trainer, the page says so and keeps drawing and settings; another trainer goes on from the last checkpoint by
// itself, and after three in ten minutes (wasm/state/watch.go) on the next click. A training whose trainer is lost again and again
// ends at the bits of one without trouble. A browser can only add how it tells of an end: a hang, which nobody tells of and only
// silence shows, takes state.Silence; one is enough.
func TestALostTrainersTrainingGoesOn(t *testing.T) {
	want := whole(t)
	p := losing(t, "")
	for n, c := range []struct{ name, js, reason, restart string }{
		{"it hangs", hangs, "silent", ""},
		{"it runs out of memory", exhausted, "out of memory", ""},
		{"it throws", throws, "provoked", ""},
		{"it throws again", throws, "provoked", "#train"},
	} {
		p.Run(c.name, func() { p.lose(n, c.js, c.reason, c.restart) })
	}
	if got := p.end(); got != want {
		t.Errorf("the checksum is %s, want %s as without trouble", got, want)
	}
}

// The page itself has the last checkpoint: another trainer goes on where the browser keeps nothing, too.
func TestALostTrainersTrainingGoesOnWithoutStorage(t *testing.T) {
	want := whole(t)
	p := losing(t, noStorage)
	p.lose(0, throws, "provoked", "")
	if got := p.end(); got != want {
		t.Errorf("the checksum is %s, want %s as without trouble", got, want)
	}
}

// What a worker does to itself: by a timer, since what the browser's own tools run in it, it does not end.
const (
	hangs       = "setTimeout(() => { for (;;); })"
	throws      = "setTimeout(() => { throw new Error('provoked') })"
	retryWorker = ".notice[data-key=worker] [data-act=retry]"
)

// losing is a page in the middle of a long training with something on its pad.
func losing(t *testing.T, script string) *Page {
	t.Helper()
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: script})
	p.Expect("provoked")
	p.Ready()
	p.long()
	p.Draw(digits(t)[6])
	p.Click("#train")
	return p
}

// lose ends the n-th trainer once there is a checkpoint of its training, and lets another go on: by a click on restart, "" for
// none.
func (p *Page) lose(n int, js, reason, restart string) {
	p.t.Helper()
	before := p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 3 })
	Eval[bool](p, "dispatchEvent(new Event('pagehide'))") // a checkpoint at once
	kept := p.Until("there is a checkpoint", func(s State) bool { return s.Kept.Step >= before.Step }).Kept
	p.InWorker(n, js)
	if js == hangs {
		if s := p.Until("it is called slow", func(s State) bool { return s.Says("slow") }); s.Worker != "alive" {
			p.t.Errorf("a slow trainer is %s", s.Worker)
		}
		p.Screenshot("worker-slow")
	}
	key, text := "restarted", "was started again by itself"
	if restart != "" {
		key, text = "worker", "trainer has stopped"
	}
	dead := p.Until("the page says so", func(s State) bool {
		return s.Says(key) && strings.Contains(s.Reason, reason) && (s.Worker == "dead") == (restart != "")
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
	s := p.Until("another one answers the same drawing and goes on", func(s State) bool {
		return s.Ready() && s.Answered() && !s.Says("worker") && s.Phase == "running" && s.Step > 2
	})
	if s.Step < kept.Step {
		p.t.Errorf("it goes on from step %d, the checkpoint had %d", s.Step, kept.Step)
	}
	if s.Seen != dead.Seen || s.Training != dead.Training {
		p.t.Error("the drawing or the settings were lost")
	}
}

// A tab whose renderer crashes cannot say goodbye.
func TestATrainingComesBackAfterThePageHasCrashed(t *testing.T) {
	want := whole(t)
	t.Parallel()                                                     // it waits more than it computes
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Alone: true}) // no other page may crash with it
	p.Ready()
	p.long()
	kept := p.kept().Kept
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	chromedp.Call(ctx, page.Crash, cdp.Empty{}) // nobody is left to answer
	q := p.Tab(Visit{W: 1100, H: 700, NoWebGL: true})
	s := q.resume()
	if s.Step < kept.Step {
		t.Errorf("came back at step %d, step %d was kept", s.Step, kept.Step)
	}
	q.Click("#continue")
	if got := q.end(); got != want {
		t.Errorf("the checksum is %s, want %s as without a crash", got, want)
	}
}

// killed starts a browser with a profile that outlives it. kill ends it as a power failure would; it is ended at the end of
// the test at the latest.
func killed(t *testing.T, profile string) (ctx context.Context, kill func()) {
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

// The browser is killed in the middle and opened again with its profile. A soak kills it $CONVLAB_KILLS times, in a training
// that is too long to be seen to its end. What was lost is logged: the seconds of training after the last checkpoint.
func TestATrainingComesBackAfterTheBrowserWasKilled(t *testing.T) {
	kills := times(t, "CONVLAB_KILLS")
	profile, err := os.MkdirTemp("", "convlab-profile-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	ctx, kill := killed(t, profile)
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, In: ctx})
	p.Ready()
	p.long()
	if kills > 1 {
		p.Fill("#epochs", "100")
	}
	p.kept()
	for n := range kills {
		time.Sleep(time.Duration(n*700) * time.Millisecond % (5 * time.Second)) // at any moment between two checkpoints
		before := p.State()
		kill()
		ctx, kill = killed(t, profile)
		p = p.Tab(Visit{W: 1100, H: 700, NoWebGL: true, In: ctx})
		s := p.resume()
		t.Logf("killed at step %d of epoch %d, came back at step %d of epoch %d: %.1f s of training lost", before.Step, before.Epoch+1, s.Step, s.Epoch+1, before.Seconds-s.Seconds)
		p.Click("#continue")
		p.Until("it trains", func(s State) bool { return s.Phase != "paused" })
	}
	if kills > 1 {
		return
	}
	if got, want := p.end(), whole(t); got != want {
		t.Errorf("the checksum is %s, want %s as without a kill", got, want)
	}
}

// times is the number in an environment variable, from 1; 1 without.
func times(t *testing.T, variable string) int {
	t.Helper()
	text := os.Getenv(variable)
	n, err := strconv.Atoi(or(text, "1"))
	if err != nil || n < 1 {
		t.Fatalf("expected a whole number from 1 in %s, received %q", variable, text)
	}
	return n
}

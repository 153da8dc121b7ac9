//go:build e2e

package e2e

import (
	"context"
	"os"
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

// Whatever ends the trainer, another one goes on from the last checkpoint on the next click and ends at the bits of a training
// without trouble, even where the browser keeps nothing.
func TestALostTrainersTrainingGoesOn(t *testing.T) {
	want := whole(t)
	for _, c := range []struct{ name, js, restart, script string }{
		{name: "it ends without a word", js: "self.close()", restart: "#train"},
		{name: "it hangs", js: "for (;;);", restart: ".notice[data-key=worker] [data-act=retry]"},
		{name: "it throws", js: "setTimeout(() => { throw new Error('provoked') })", restart: "#train"},
		{name: "it runs out of memory", js: exhausted, restart: "#train"},
		{name: "it throws, and nothing may be stored", js: "setTimeout(() => { throw new Error('provoked') })", restart: "#train", script: noStorage},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Open(t, Visit{W: 1100, H: 700, Script: c.script})
			p.Expect("provoked")
			p.Ready()
			p.long()
			p.Draw(digits(t)[6])
			p.Click("#train")
			kept := p.Until("there is a checkpoint", func(s State) bool { return s.Kept.Step > 0 })
			p.InWorker(0, c.js)
			dead := p.Until("the page says so", func(s State) bool { return s.Worker == "dead" && s.Says("worker") })
			if c.js == exhausted && !strings.Contains(dead.Reason, "out of memory") {
				t.Errorf("the reason is %q", dead.Reason)
			}
			p.Click(c.restart)
			s := p.Until("it goes on", func(s State) bool {
				return s.Worker == "alive" && s.Phase != "idle" && s.Phase != "paused" && s.Answered()
			})
			if s.Epoch == 0 && s.Step < kept.Kept.Step {
				t.Errorf("it goes on from step %d, the checkpoint had %d", s.Step, kept.Kept.Step)
			}
			if s.Seen != dead.Seen {
				t.Error("the drawing was lost")
			}
			if got := p.end(); got != want {
				t.Errorf("the checksum is %s, want %s as without trouble", got, want)
			}
		})
	}
}

// A tab whose renderer crashes cannot say goodbye.
func TestATrainingComesBackAfterThePageHasCrashed(t *testing.T) {
	want := whole(t)
	p := Open(t, Visit{W: 1100, H: 700})
	p.Ready()
	p.long()
	kept := p.kept().Kept
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	chromedp.Call(ctx, page.Crash, cdp.Empty{}) // nobody is left to answer
	q := p.Tab(Visit{W: 1100, H: 700})
	s := q.resume()
	if s.Step < kept.Step {
		t.Errorf("came back at step %d, step %d was kept", s.Step, kept.Step)
	}
	q.Click("#train")
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

// The browser is killed in the middle and opened again with its profile. $CONVLAB_KILLS kills it so many times, in a training
// that is too long to be seen to its end. What was lost is logged: the seconds of training behind the last checkpoint.
func TestATrainingComesBackAfterTheBrowserWasKilled(t *testing.T) {
	kills := times("CONVLAB_KILLS")
	profile, err := os.MkdirTemp("", "convlab-profile-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	ctx, kill := killed(t, profile)
	p := Open(t, Visit{W: 1100, H: 700, In: ctx})
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
		p = p.Tab(Visit{W: 1100, H: 700, In: ctx})
		s := p.resume()
		t.Logf("killed at step %d of epoch %d, came back at step %d of epoch %d: %.1f s of training lost", before.Step, before.Epoch+1, s.Step, s.Epoch+1, before.Seconds-s.Seconds)
		p.Click("#train")
		p.Until("it trains", func(s State) bool { return s.Phase != "paused" })
	}
	if kills > 1 {
		return
	}
	if got, want := p.end(), whole(t); got != want {
		t.Errorf("the checksum is %s, want %s as without a kill", got, want)
	}
}

// times is the number in an environment variable, 1 without.
func times(variable string) int {
	n := 0
	for _, digit := range os.Getenv(variable) {
		n = 10*n + int(digit-'0')
	}
	return max(n, 1)
}

//go:build e2e

package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Links of short trainings: 188 steps of some seconds in all. The networks are the note's, the convnet at half its width, on 6,000
// images in batches of 32.
const (
	linkHalf  = "1&net=C16.3r-M2-C32.3r-M2-C32.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=32&epochs=1&examples=6000&shards=4&seed=1"
	linkDense = "1&net=F-D512r-D10x&opt=rmsprop&lr=0.001&batch=32&epochs=1&examples=6000&shards=4&seed=1"
)

// shortTraining prepares the short training of the convnet.
func (p *Page) shortTraining() {
	p.t.Helper()
	p.openShort(linkHalf)
}

// openShort opens a link of a short training in the page, which is faster than filling the fields.
func (p *Page) openShort(link string) {
	p.t.Helper()
	Eval[chromedp.Void](p, fmt.Sprintf("location.hash = %q", link))
	p.Until("the settings have changed", func(s State) bool { return s.Training.Examples == 6000 && s.Training.Epochs == 1 })
}

// slowTraining prepares the same training with a slowed trainer, until finish.
func (p *Page) slowTraining() {
	p.t.Helper()
	p.shortTraining()
	p.slow()
}

// slow slows the trainer until fullSpeed: what a test does before that happens during the training, however fast the machine is.
func (p *Page) slow() {
	p.mutex.Lock()
	p.slowed = true
	p.mutex.Unlock()
	p.inEachWorker(slowsTrainer)
}

// slowsTrainer makes a trainer pause for 250 ms whenever it yields to the event loop, which it does every 16 ms at least, by a
// message to itself (wasm/bridge/port.EventLoop). Then the 188 steps take at least two seconds, even with steps of 2 ms.
const slowsTrainer = `{
	const post = MessagePort.prototype.postMessage;
	globalThis.rest = 250;
	MessagePort.prototype.postMessage = function (...given) { rest ? setTimeout(() => post.apply(this, given), rest) : post.apply(this, given); };
}`

// fullSpeed ends the pauses of slow.
func (p *Page) fullSpeed() {
	p.t.Helper()
	p.mutex.Lock()
	p.slowed = false
	p.mutex.Unlock()
	p.inEachWorker("globalThis.rest = 0")
}

// trainToCheckpoint trains until the browser has a checkpoint from the middle of the training. An event of a closed page causes the
// checkpoint.
func (p *Page) trainToCheckpoint() State {
	p.t.Helper()
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 0 })
	Eval[bool](p, "dispatchEvent(new Event('pagehide'))")
	return p.Until("a checkpoint is in the browser", func(s State) bool { return s.Autosave.Stored && s.Autosave.Step > 0 })
}

// undisturbed caches the result of undisturbedChecksum.
var undisturbed struct {
	sync.Mutex
	checksum string
}

// undisturbedChecksum returns the checksum of the short training without interruptions. It trains only once, since the result is
// the same for all tests.
func undisturbedChecksum(t *testing.T) string {
	t.Helper()
	undisturbed.Lock()
	defer undisturbed.Unlock()
	if undisturbed.checksum == "" {
		p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true})
		p.Ready()
		p.shortTraining()
		p.Click("#train")
		undisturbed.checksum = p.finish()
		p.Close()
	}
	return undisturbed.checksum
}

// saveNow makes the page save, as when it is closed, waits until the browser has the checkpoint and returns the state.
func (p *Page) saveNow() State {
	p.t.Helper()
	at := p.State()
	Eval[bool](p, "dispatchEvent(new Event('pagehide'))")
	return p.Until("the browser has the steps made until now", func(s State) bool {
		return s.Autosave.Stored && (s.Autosave.Epoch > at.Epoch || s.Autosave.Epoch == at.Epoch && s.Autosave.Step >= at.Step)
	})
}

// resume resumes the offered training and waits until it is restored.
func (p *Page) resume() State {
	p.t.Helper()
	p.Until("a training is offered", func(s State) bool { return s.Ready() && len(s.Autosave.Resumable) > 0 })
	p.Click("#resume")
	return p.Until("it is back", func(s State) bool {
		return s.Origin == "yours" && len(s.Autosave.Resumable) == 0 && !s.Autosave.Resuming
	})
}

// finish waits for the end of a training, at full speed, and returns the checksum.
func (p *Page) finish() string {
	p.t.Helper()
	p.fullSpeed()
	return p.Until("the training has ended", func(s State) bool { return s.Phase == "finished" && s.Epoch == 1 }, 5*time.Minute).Checksum
}

func TestATrainingIsRestoredAfterTheTabWasClosed(t *testing.T) {
	want := undisturbedChecksum(t)
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700})
	p.Ready()
	if len(p.State().Autosave.Resumable) != 0 {
		t.Fatal("a new visitor is offered a training")
	}
	p.slowTraining()
	p.Draw(digits(t)[3])
	p.trainToCheckpoint()
	p.Click("#train") // pauses
	p.Until("it has paused and was evaluated", func(s State) bool { return s.Phase == "paused" && s.Tested == 10000 })
	before := p.saveNow()
	if text := p.Text("#autosave"); !regexp.MustCompile(`^saved \d+ s ago$`).MatchString(text) {
		t.Errorf("the text next to the progress is %q", text)
	}

	p.Reload()
	s := p.Ready()
	p.Until("it is offered", func(s State) bool { return len(s.Autosave.Resumable) > 0 })
	p.WaitFor("document.getElementById('resumequestion').checkVisibility()")
	if text := p.Text("#resumetext"); !strings.HasPrefix(text, "Resume your convnet at epoch 1?") {
		t.Errorf("the question is %q", text)
	}
	if text := p.Text("#resumedate"); !strings.Contains(text, "20") {
		t.Errorf("the question names no date: %q", text)
	}
	if s.Origin == "yours" || s.Phase != "idle" {
		t.Errorf("before Resume the network is %s and %s", s.Origin, s.Phase)
	}
	p.Screenshot("resume")
	p.Click("#resume")
	s = p.Until("it is back", func(s State) bool {
		return s.Phase == "paused" && s.Answered() && !s.Autosave.Resuming && s.Checksum == before.Checksum
	})
	if s.Epoch != before.Epoch || s.Step != before.Step || s.Checksum != before.Checksum || s.Seen != before.Seen || s.Training != before.Training || s.Scores != before.Scores {
		t.Errorf("restored: epoch %d, step %d, checksum %s, %d points; want %d, %d, %s, %d, with the same drawing and settings",
			s.Epoch, s.Step, s.Checksum, s.Scores, before.Epoch, before.Step, before.Checksum, before.Scores)
	}
	p.Click("#continue")
	if got := p.finish(); got != want {
		t.Errorf("the checksum is %s, want %s as without an interruption", got, want)
	}
	p.Run("start new declines", func() {
		ended := p.Until("the end is saved", func(s State) bool {
			return s.Results && s.Autosave.Epoch == 1 && s.Autosave.Accuracy == s.Accuracy && s.Autosave.Stored
		})
		p.Reload()
		p.Until("it is offered", func(s State) bool { return s.Ready() && len(s.Autosave.Resumable) > 0 })
		if text, want := p.Text("#resumetext"), fmt.Sprintf("Resume your convnet at epoch 1? %.1f %%", 100*ended.Accuracy); text != want {
			p.t.Errorf("the question is %q, want %q", text, want)
		}
		p.tabTo("#startnew")
		p.Key("Enter")
		p.WaitFor("!document.getElementById('resumequestion').checkVisibility()")
		p.mustHaveFocus("#train")
	})
}

// paused waits until the training has paused.
func (p *Page) paused() State {
	p.t.Helper()
	return p.Until("it has paused", func(s State) bool { return s.Phase == "paused" })
}

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

// The links of trainings of 188 steps, which take some seconds here: the note's networks, the convnet at half its width, on 6,000
// images in batches of 32.
const (
	briefHalf  = "1&net=C16.3r-M2-C32.3r-M2-C32.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=32&epochs=1&examples=6000&shards=4&seed=1"
	briefDense = "1&net=F-D512r-D10x&opt=rmsprop&lr=0.001&batch=32&epochs=1&examples=6000&shards=4&seed=1"
)

// brief prepares the training of 188 steps of the convnet.
func (p *Page) brief() {
	p.t.Helper()
	p.follow(briefHalf)
}

// follow opens a link of a brief training in the page, which is quicker than the fields.
func (p *Page) follow(link string) {
	p.t.Helper()
	Eval[chromedp.Void](p, fmt.Sprintf("location.hash = %q", link))
	p.Until("the settings are taken", func(s State) bool { return s.Training.Examples == 6000 && s.Training.Epochs == 1 })
}

// long is the same training, of a trainer that takes its time until end lets it go: whatever a test does before falls into
// the middle of it, however fast the machine is.
func (p *Page) long() {
	p.t.Helper()
	p.brief()
	p.mutex.Lock()
	p.idling = true
	p.mutex.Unlock()
	p.eachTrainer(idles)
}

// idles makes a trainer rest for a quarter of a second whenever it lets the event loop run, which it does after 16 ms at the
// latest and by a message to itself (wasm/bridge/port.EventLoop). The 188 steps take two seconds then where a step takes 2 ms, a
// tenth of what it takes here.
const idles = `{
	const post = MessagePort.prototype.postMessage;
	globalThis.rest = 250;
	MessagePort.prototype.postMessage = function (...given) { rest ? setTimeout(() => post.apply(this, given), rest) : post.apply(this, given); };
}`

// hurry ends the rests of long.
func (p *Page) hurry() {
	p.t.Helper()
	p.mutex.Lock()
	p.idling = false
	p.mutex.Unlock()
	p.eachTrainer("globalThis.rest = 0")
}

// kept trains until the browser has a checkpoint from the middle of the training, which is made as if the page were hidden and
// not when it is time.
func (p *Page) kept() State {
	p.t.Helper()
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 0 })
	Eval[bool](p, "dispatchEvent(new Event('pagehide'))")
	return p.Until("a checkpoint is in the browser", func(s State) bool { return s.Kept.Stored && s.Kept.Step > 0 })
}

// undisturbed is the checksum that whole returns, once it is known.
var undisturbed struct {
	sync.Mutex
	checksum string
}

// whole is the checksum at the end of the training of long() without an interruption, whatever becomes of page or browser. It
// is computed once: all tests have the same trainer.
func whole(t *testing.T) string {
	t.Helper()
	undisturbed.Lock()
	defer undisturbed.Unlock()
	if undisturbed.checksum == "" {
		p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true})
		p.Ready()
		p.brief()
		p.Click("#train")
		undisturbed.checksum = p.end()
		p.Close()
	}
	return undisturbed.checksum
}

// save has the page saved as if it were left, and waits until the browser has it. It returns what was saved.
func (p *Page) save() State {
	p.t.Helper()
	at := p.State()
	Eval[bool](p, "dispatchEvent(new Event('pagehide'))")
	return p.Until("the browser has the steps made until now", func(s State) bool {
		return s.Kept.Stored && (s.Kept.Epoch > at.Epoch || s.Kept.Epoch == at.Epoch && s.Kept.Step >= at.Step)
	})
}

// resume takes the offer of a page that was opened again, and waits until what was kept is there.
func (p *Page) resume() State {
	p.t.Helper()
	p.Until("a training is offered", func(s State) bool { return s.Ready() && len(s.Kept.Offer) > 0 })
	p.Click("#resume")
	return p.Until("it is back", func(s State) bool { return s.Origin == "yours" && len(s.Kept.Offer) == 0 && !s.Kept.Resuming })
}

// end lets a training come to its end and returns the checksum.
func (p *Page) end() string {
	p.t.Helper()
	p.hurry()
	return p.Until("the training has ended", func(s State) bool { return s.Phase == "finished" && s.Epoch == 1 }, 5*time.Minute).Checksum
}

func TestATrainingComesBackAfterTheTabWasClosed(t *testing.T) {
	want := whole(t)
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700})
	p.Ready()
	if len(p.State().Kept.Offer) != 0 {
		t.Fatal("a new visitor is offered a training")
	}
	p.long()
	p.Draw(digits(t)[3])
	p.kept()
	p.Click("#train")                                                                                                 // pauses
	p.Until("it has paused and was measured", func(s State) bool { return s.Phase == "paused" && s.Tested == 10000 }) // the last point of its curves
	before := p.save()
	if text := p.Text("#kept"); !regexp.MustCompile(`^saved \d+ s ago$`).MatchString(text) {
		t.Errorf("the text next to the progress is %q", text)
	}

	p.Reload()
	s := p.Ready()
	p.Until("it is offered", func(s State) bool { return len(s.Kept.Offer) > 0 })
	p.WaitFor("document.getElementById('offer').checkVisibility()")
	if text := p.Text("#offertext"); !strings.HasPrefix(text, "Resume your convnet at epoch 1?") {
		t.Errorf("the offer says %q", text)
	}
	if text := p.Text("#offerdate"); !strings.Contains(text, "20") {
		t.Errorf("the offer names no date: %q", text)
	}
	if s.Origin == "yours" || s.Phase != "idle" {
		t.Errorf("before the answer there is a %s network, %s", s.Origin, s.Phase)
	}
	p.Screenshot("offer")
	p.Click("#resume")
	s = p.Until("it is back", func(s State) bool {
		return s.Phase == "paused" && s.Answered() && !s.Kept.Resuming && s.Checksum == before.Checksum
	})
	if s.Epoch != before.Epoch || s.Step != before.Step || s.Checksum != before.Checksum || s.Seen != before.Seen || s.Training != before.Training || s.Scores != before.Scores {
		t.Errorf("came back: epoch %d, step %d, checksum %s, %d points; want %d, %d, %s, %d, with the same drawing and settings",
			s.Epoch, s.Step, s.Checksum, s.Scores, before.Epoch, before.Step, before.Checksum, before.Scores)
	}
	p.Click("#continue")
	if got := p.end(); got != want {
		t.Errorf("the checksum is %s, want %s as without an interruption", got, want)
	}
	p.Run("start new declines", func() {
		ended := p.Until("the end is kept", func(s State) bool {
			return s.Results && s.Kept.Epoch == 1 && s.Kept.Accuracy == s.Accuracy && s.Kept.Stored
		})
		p.Reload()
		p.Until("it is offered", func(s State) bool { return s.Ready() && len(s.Kept.Offer) > 0 })
		if text, want := p.Text("#offertext"), fmt.Sprintf("Resume your convnet at epoch 1? %.1f %%", 100*ended.Accuracy); text != want {
			p.t.Errorf("the offer says %q, want %q", text, want)
		}
		p.tabTo("#startnew")
		p.Key("Enter")
		p.WaitFor("!document.getElementById('offer').checkVisibility()")
		p.keepsFocus("#train")
	})
}

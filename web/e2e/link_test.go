//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// shortLink is a link whose training takes a moment: a dense network, 200 images, one epoch.
const shortLink = "1&net=F-D16r-D10x&opt=sgd&lr=0.01&momentum=0.9&batch=50&epochs=1&examples=200&shift=1&shards=4&seed=11"

// hash returns the fragment of the page's URL, with its #.
func (p *Page) hash() string {
	p.t.Helper()
	return Eval[string](p, "location.hash")
}

// trained trains to the end and returns the checksum of the weights.
func (p *Page) trained() string {
	p.t.Helper()
	p.Click("#train")
	return p.Until("the training has ended", func(s State) bool { return s.Phase == "finished" && s.Tested > 0 }).Checksum
}

// continued continues to the end and returns the checksum of the weights.
func (p *Page) continued() string {
	p.t.Helper()
	p.Click("#continue")
	return p.Until("the training has ended", func(s State) bool { return s.Phase == "finished" && s.Tested > 0 }).Checksum
}

func TestALinkTrainsTheSameNetworkAnywhere(t *testing.T) {
	// The clipboard is the system's, which other tests share, so the page gets a fake.
	const clipboard = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => { globalThis.copied = text; }}})"
	p := Open(t, Visit{NoWebGL: true, Script: clipboard})
	p.Ready()
	if hash := p.hash(); hash != "" {
		t.Errorf("nothing was changed and the address has %q", hash)
	}
	drawn := p.Draw(digits(t)[4]) // now, since the network below must be trained first
	p.Preset("dense")
	p.Set("units", "24")
	p.Set("training.examples", "300")
	p.Set("training.epochs", "1")
	p.Set("training.seed", "7")
	p.WaitFor("location.hash.includes('&seed=7&lang=en&ink=')")

	before := Eval[int](p, "history.length")
	Eval[chromedp.Void](p, "document.getElementById('copylink').focus()")
	Eval[chromedp.Void](p, `(status => { // it is said for two seconds only
		new MutationObserver(() => { globalThis.said ||= status.textContent; }).observe(status, {childList: true, characterData: true, subtree: true});
	})(document.getElementById('linkstatus'))`)
	p.Key("Enter")
	p.WaitFor("globalThis.copied && globalThis.said")
	p.WaitFor("copied === location.origin + '/' + location.hash") // the address changes with a delay
	p.Screenshot("link-copied")
	if after := Eval[int](p, "history.length"); after != before {
		t.Errorf("the history grew from %d to %d entries", before, after)
	}
	first := p.trained()

	other := Open(t, Visit{Path: p.hash(), W: 390, H: 844, Touch: true, Alone: true}) // another profile, on a phone
	seen := other.Until("the drawing is read", func(s State) bool { return s.Ready() && s.Answered() })
	if seen.Seen != drawn.Seen {
		t.Error("the drawing makes another image")
	}
	if second := other.trained(); second != first {
		t.Errorf("the checksums are %s and %s", first, second)
	}
	other.Screenshot("link-opened")
}

func TestTheAddressFollowsAndIsFollowed(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + shortLink})
	p.Until("the link is open", func(s State) bool { return s.Ready() && s.Training.Examples == 200 })
	if got := p.hash(); got != "#"+shortLink {
		t.Errorf("the address was rewritten to %q", got)
	}
	for path, want := range map[string]string{"units": "16", "training.seed": "11", "training.momentum": "0.9", "training.optimizer": "sgd"} {
		if got := p.Value(path); got != want {
			t.Errorf("%s is %q, want %q as in the link", path, got, want)
		}
	}
	p.Run("by hand, back and forward", func() {
		Eval[chromedp.Void](p, fmt.Sprintf("location.hash = %q", strings.Replace(shortLink, "seed=11", "seed=12", 1)))
		p.WaitFor("document.querySelector('[data-chip=\"training.seed\"] b').innerText === '12'")
		Eval[chromedp.Void](p, "history.back()")
		p.WaitFor("document.querySelector('[data-chip=\"training.seed\"] b').innerText === '11' && location.hash.endsWith('seed=11')")
		Eval[chromedp.Void](p, "history.forward()")
		p.WaitFor("document.querySelector('[data-chip=\"training.seed\"] b').innerText === '12'")
	})
	p.Run("a reload restores everything", func() {
		p.Set("training.epochs", "2")
		s := p.Draw(digits(p.t)[7])
		p.Strokes(len(digits(p.t)[7].Strokes))
		p.WaitFor("location.hash.includes('epochs=2')")
		p.Reload()
		again := p.Until("the drawing is read again", func(s State) bool { return s.Ready() && s.Answered() })
		if again.Training.Epochs != 2 || again.Seen != s.Seen {
			p.t.Errorf("after the reload there are %d epochs", again.Training.Epochs)
		}
	})
	p.Run("the link to the pad does not change the address", func() {
		before := p.hash()
		Eval[chromedp.Void](p, "document.querySelector('.skip').focus()")
		p.Key("Enter")
		p.WaitFor("document.activeElement.id === 'pad'")
		if after := p.hash(); after != before {
			p.t.Errorf("it was %q and is %q", before, after)
		}
	})
}

func TestALinkShowsWhatItsSenderHasChosen(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1440, H: 900})
	p.Ready()
	p.Draw(digits(t)[3])
	p.Strokes(len(digits(t)[3].Strokes))
	before, _, _ := strings.Cut(p.hash(), "&crc=")
	link := "#" + withChecksum(before[1:]+"&number=2.4.5.6&scale=map&magma=1&tab=window")
	Eval[chromedp.Void](p, fmt.Sprintf("location.hash = %q", link))
	shown := func() {
		p.t.Helper()
		p.WaitFor("document.querySelector('#panel-window .head .note')?.innerText === 'map 7 · row 5, column 6'")
		if title, scale := p.Text("#panel-window h2"), p.Text("#scalechip"); title != "One number of conv 2" || scale != "scale: per map" {
			p.t.Errorf("the panel is called %q, the scale %q", title, scale)
		}
	}
	shown()
	p.Run("and so does a reload", func() {
		p.Set("training.epochs", "2")
		p.WaitFor("location.hash.includes('&epochs=2&') && location.hash.includes('&number=2.4.5.6&scale=map&magma=1&')")
		p.Reload()
		p.Click("#tab-window")
		shown()
	})
}

func TestIfCopyingIsForbiddenTheLinkIsShown(t *testing.T) {
	const refusing = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async () => { throw new Error('not allowed'); }}})"
	p := Open(t, Visit{NoWebGL: true, Script: refusing, Path: "/#" + shortLink})
	p.Until("the link is open", func(s State) bool { return s.Ready() && s.Training.Examples == 200 })
	p.Click("#copylink")
	p.WaitFor("document.getElementById('linkdialog').open")
	chosen := Eval[string](p, "(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)")
	if chosen != p.Origin+"/#"+withChecksum("2"+shortLink[1:]+"&lang=en") {
		t.Errorf("selected is %q", chosen)
	}
	p.Screenshot("link-dialog")
	p.Key("Escape")
	p.WaitFor("!document.getElementById('linkdialog').open")
}

func TestHostileLinksAreRefusedWithAReason(t *testing.T) {
	with := func(old, now string) string { return strings.Replace(shortLink, old, now, 1) }
	refusals := map[string]struct{ hash, says string }{
		"markup":      {"<img src=x onerror=alert(1)>", "begins with 1&"},
		"not-numbers": {with("lr=0.01", "lr=NaN"), `lr: got "NaN"`},
		"huge":        {with("epochs=1", "epochs=99999999999999999999"), "epochs"},
		"too-large":   {with("D16r", "D4096r-D4096r"), "weights"},
		"newer":       {"3" + shortLink[1:], "newer version"},
		"drawing":     {shortLink + "&ink=_____________w8", "ink"},
		"1-MB":        {shortLink + "&ink=" + strings.Repeat("A", 1<<20), "at most 131072 bytes"},
		"unshown":     {with("D16r", "D16r-D16r-D16r"), "at most one dense layer"},
	}
	refused := func(p *Page, says string) {
		p.t.Helper()
		s := p.Until("it is refused", func(s State) bool { return s.Ready() && s.HasNotice("link") })
		if text := p.Text(`.notice[data-key="link"]`); !strings.Contains(text, says) || len(text) > 600 {
			p.t.Errorf("the page says %q, want %q in it", text, says)
		}
		if len(s.Draft.Layers) != 8 || s.Training.Epochs != 5 || s.Origin != "pretrained" {
			p.t.Errorf("the page has not its initial state: %+v", s.Training)
		}
	}
	for _, name := range []string{"markup", "1-MB"} {
		t.Run(name+" when the page opens", func(t *testing.T) {
			p := Open(t, Visit{NoWebGL: true, Path: "/#" + refusals[name].hash})
			refused(p, refusals[name].says)
			p.Screenshot("link-refused-" + name)
			if read := p.Draw(digits(t)[1]); read.Prediction != 1 {
				t.Errorf("the one was read as %d", read.Prediction)
			}
			p.WaitFor("location.hash.startsWith('#2&net=C32') && location.hash.includes('ink=')") // a change replaces the link
		})
	}
	p := Open(t, Visit{NoWebGL: true})
	before := p.Ready()
	for name, c := range refusals {
		p.Run(name, func() {
			Eval[chromedp.Void](p, fmt.Sprintf("location.hash = %q", c.hash))
			refused(p, c.says)
			p.Click(p.Message("link") + " button")
			p.Until("the notice is gone", func(s State) bool { return len(s.Notices) == 0 })
		})
	}
	p.Run("10 MB, which the browser itself may refuse", func() {
		Eval[chromedp.Void](p, "try { location.hash = '1&net=' + 'C'.repeat(10 << 20) } catch {}")
		p.Frame()
		if s := p.Draw(digits(p.t)[2]); s.Prediction != 2 || s.Checksum != before.Checksum {
			p.t.Errorf("the two was read as %d", s.Prediction)
		}
	})
}

//go:build e2e

package e2e

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// countsPictureWorkers counts the workers that read pictures, and those that the page has terminated.
const countsPictureWorkers = `globalThis.readers = 0; globalThis.ended = 0;
	globalThis.Worker = class extends Worker {
		constructor(url, options) { super(url, options); this.reads = options?.name === 'picture'; if (this.reads) readers++; }
		terminate() { super.terminate(); if (this.reads) ended++; }
	};
`

// photo returns the path of a picture from package decode's tests.
func photo(name string) string {
	path, err := filepath.Abs(filepath.Join("..", "..", "engine", "picture", "decode", "testdata", name))
	if err != nil {
		panic(err)
	}
	return path
}

// Read waits until a picture is on the pad and the network has read it.
func (p *Page) Read(want int) State {
	p.t.Helper()
	s := p.Until("a picture is read", func(s State) bool { return s.Picture && s.Incoming == "" && s.Answered() })
	if s.Prediction != want || len(s.Notices) > 0 {
		p.t.Errorf("the picture of a %d was read as %d, with notices %v", want, s.Prediction, s.Notices)
	}
	return s
}

// Paste dispatches an event that pastes a file. Tests that run at the same time share the system's clipboard.
func (p *Page) Paste(target, file string) {
	p.t.Helper()
	content, err := os.ReadFile(file)
	p.must(err)
	Eval[chromedp.Void](p, fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.items.add(new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], 'image.png', {type: 'image/png'}));
		document.querySelector(%q).dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
	})()`, base64.StdEncoding.EncodeToString(content), target))
}

func TestAPictureIsDroppedChosenAndPasted(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Script: countsPictureWorkers})
	p.Ready()
	drawn := p.Draw(digits(t)[5])
	p.Run("dropped", func() {
		p.Drop(photo("three.png"))
		s := p.Read(3)
		p.Screenshot("picture-dropped")
		if text := p.Text("#padnote"); text != "Your picture. Undo takes it away." {
			p.t.Errorf("over the pad there is %q", text)
		}
		if hint := Eval[string](p, "document.getElementById('copylink').title"); !strings.Contains(hint, "does not carry the picture") {
			p.t.Errorf("the hint of Copy link is %q", hint)
		}
		if s.Seen == drawn.Seen {
			p.t.Error("the drawing is still there")
		}
	})
	p.Run("one Undo restores the drawing", func() {
		p.Click("#undo")
		p.Until("the drawing is back", func(s State) bool { return !s.Picture && s.Seen == drawn.Seen && s.Answered() })
	})
	p.Run("chosen, and turned upright", func() {
		p.Choosing("#picturefield", photo("seven-exif6.jpg"))
		p.Read(7)
		p.Screenshot("picture-turned")
	})
	p.Run("strokes can be drawn over it", func() {
		before := p.State()
		pad := p.Box("#pad")
		p.Stroke(pad.At(0.1, 0.9), pad.At(0.9, 0.9))
		p.Until("the stroke is seen", func(s State) bool { return s.Picture && s.Seen != before.Seen && s.Answered() })
		p.Click("#undo")
		p.Until("the stroke is gone", func(s State) bool { return s.Picture && s.Seen == before.Seen && s.Answered() })
	})
	p.Run("chosen by the button that opens networks", func() {
		p.Click("#clear")
		p.Until("the pad is empty", func(s State) bool { return !s.Picture })
		p.Choosing("#filefield", photo("three.png"))
		p.Read(3)
	})
	p.Run("pasted, but not into a field", func() {
		p.Click("#clear")
		p.Until("the pad is empty", func(s State) bool { return !s.Picture })
		n := Eval[int](p, "readers")
		p.Paste(p.Control("units"), photo("three.png"))
		p.Frame()
		if Eval[int](p, "readers") != n {
			p.t.Error("the page used a file pasted into a field as a picture")
		}
		p.Paste("#pad", photo("three.png"))
		p.Read(3)
		p.Click("#clear")
		p.Paste("[name=tool]", photo("three.png")) // a button keeps the focus
		p.Read(3)
	})
	p.Run("each worker has ended", func() {
		p.WaitFor("readers === 5 && ended === 5")
	})
	p.Run("the field lets a phone offer its camera and its photos", func() {
		if field := Eval[string](p, "(e => e.accept + ' ' + e.hasAttribute('capture'))(document.getElementById('picturefield'))"); field != "image/* false" {
			p.t.Errorf("the field is %s", field)
		}
	})
}

func TestAPictureIsRestoredWithTheTraining(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + shortLink})
	p.Until("the link is open", func(s State) bool { return s.Ready() && s.Training.Examples == 200 })
	p.Drop(photo("three.png"))
	p.Until("the picture is there", func(s State) bool { return s.Picture })
	pad := p.Box("#pad")
	p.Stroke(pad.At(0.1, 0.9), pad.At(0.9, 0.9))
	p.Click("#step")
	p.Until("a step was made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" && s.Answered() })
	before := p.saveNow()
	p.Reload()
	p.resume()
	s := p.Until("the picture is back", func(s State) bool { return s.Picture && s.Answered() })
	if s.Seen != before.Seen {
		t.Error("the prepared image has changed")
	}
	p.Click("#undo")
	p.Until("the stroke over it is gone", func(s State) bool { return s.Picture && s.Seen != before.Seen })
	p.Click("#undo")
	p.Until("the picture is gone", func(s State) bool { return !s.Picture })
}

func TestAPhoneReadsAPictureAndShowsRefusalsInKorean(t *testing.T) {
	p := Open(t, Visit{W: 390, H: 844, Touch: true, DPR: 2, Lang: "ko"})
	p.Until("the stage paints", func(s State) bool { return s.Ready() && s.Frames > 0 })
	p.FileMenu()
	p.WaitFor("document.getElementById('openpicture').checkVisibility()")
	p.Screenshot("picture-phone-panel")
	p.Choosing("#picturefield", photo("seven-exif6.jpg"))
	p.Read(7)
	p.Screenshot("picture-phone")
	file := filepath.Join(t.TempDir(), strings.Repeat("IMG_0001_", 20)+".HEIC")
	p.must(os.WriteFile(file, []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), 0o600))
	p.Choosing("#picturefield", file)
	p.Until("it is refused", func(s State) bool { return s.HasNotice("picture_heic") && s.Picture })
	if text := p.Text(`.notice[data-key="picture_heic"]`); !strings.Contains(text, "높은 호환성") {
		t.Errorf("the page says %q", text)
	}
	if wide := Eval[float64](p, "document.documentElement.scrollWidth"); wide > 390 {
		t.Errorf("the page is %v wide", wide)
	}
	if !Eval[bool](p, "[...document.querySelectorAll('.notice p')].every((e) => e.scrollWidth <= e.clientWidth)") {
		t.Error("the name of the file is wider than the notice")
	}
	p.Screenshot("picture-phone-refused")
}

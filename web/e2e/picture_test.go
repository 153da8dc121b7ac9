//go:build e2e

package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"convlab/engine/picture"
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
		if text := p.Text("#digitlabel"); text != "Your picture. Undo takes it away." {
			p.t.Errorf("under the pad there is %q", text)
		}
		if hint := Eval[string](p, "document.getElementById('copylink').getAttribute('aria-description')"); !strings.Contains(hint, "does not travel") {
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
		p.Paste("#units", photo("three.png"))
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

// A picture is recognised before the file is read as a network: without a trainer, and without the limits of networks.
func TestPicturesThatCannotBeReadAreReported(t *testing.T) {
	var faults Faults
	faults.Break("/worker.wasm", Missing)
	p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
	p.Expect("worker.wasm")
	p.Until("there is no trainer", func(s State) bool { return s.Worker == "dead" && s.HasNotice("worker") })
	p.Click(`.notice[data-key="worker"] button:not(.primary)`)
	Eval[chromedp.Void](p, `{ const read = Blob.prototype.arrayBuffer;
		Blob.prototype.arrayBuffer = function () { if (this.size > 1024) throw new Error('all of the file was read in the page'); return read.call(this); }; }`)
	whole, err := os.ReadFile(photo("three.png"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, c := range []struct {
		name, content string
		size          int64
		key, says     string
	}{
		{"photo.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", 0, "picture_heic", "Most Compatible"},
		{"heic-of-70-MB.jpg", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", 70 << 20, "picture_heic", "screenshot"},
		{"sticker.webp", "RIFF\x24\x00\x00\x00WEBPVP8 ", 0, "picture_kind", "sticker.webp (WebP) is a picture of a kind that cannot be read here. Save it as PNG or JPEG"},
		{"drawing.svg", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`, 0, "picture_kind", "drawing.svg (SVG)"},
		{"large.png", string(whole), picture.MaxBytes + 1, "picture_bytes", "20 MB"},
		{"cut.png", string(whole[:len(whole)/2]), 0, "picture_cut", "its end is missing"},
		{"header.png", "\x89PNG\r\n\x1a\n", 0, "picture_cut", "its end is missing"},
		{"damaged.png", string(bytes.Replace(whole, whole[200:210], make([]byte, 10), 1)), 0, "picture_damaged", "is damaged"},
	} {
		p.Run(c.name, func() {
			file := filepath.Join(folder, c.name)
			p.must(os.WriteFile(file, []byte(c.content), 0o600))
			if c.size > 0 {
				p.must(os.Truncate(file, c.size))
			}
			p.Drop(file)
			p.Until("it is reported", func(s State) bool { return s.HasNotice(c.key) && s.Incoming == "" && !s.Picture })
			text := p.Text(`.notice[data-key="` + c.key + `"]`)
			if !strings.Contains(text, c.says) || !strings.Contains(text, c.name) {
				p.t.Errorf("the page says %q, want %q in it", text, c.says)
			}
			p.Screenshot("picture-" + c.name)
			p.Click(`.notice[data-key="` + c.key + `"] button`)
			p.Until("the notice is gone", func(s State) bool { return len(s.Notices) == 0 })
		})
	}
	p.Drop(photo("three.png"))
	p.Until("a picture is on the pad", func(s State) bool { return s.Picture && len(s.Notices) == 0 })
}

// loops makes the worker of a picture run forever.
const loops = "if (self.name === 'picture') Response.prototype.arrayBuffer = () => { for (;;); };"

func TestAPictureThatTakesTooLongIsGivenUp(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Script: countsPictureWorkers, Worker: loops})
	p.Ready()
	drawn := p.Draw(digits(t)[4])
	began := time.Now()
	p.Drop(photo("three.png"))
	p.Until("it is being read", func(s State) bool { return s.Incoming == "three.png" })
	p.Run("the page can be used meanwhile", func() {
		if text := p.Text("#digitlabel"); text != "Reading three.png…" {
			p.t.Errorf("under the pad there is %q", text)
		}
		if s := p.Draw(digits(t)[4]); s.Prediction != drawn.Prediction {
			p.t.Errorf("the four was read as %d", s.Prediction)
		}
	})
	s := p.Until("it is given up", func(s State) bool { return s.HasNotice("picture_late") })
	took := time.Since(began)
	p.WaitFor(`document.querySelector('.notice[data-key="picture_late"]') && document.getElementById('digitlabel').textContent === ''`, 2*time.Second)
	t.Logf("given up after %.1f s", took.Seconds())
	if s.Incoming != "" || !s.Ink {
		t.Errorf("%q is still read, or the drawing is gone", s.Incoming)
	}
	p.Screenshot("picture-late")
	p.WaitFor("readers === 1 && ended === 1")
	p.Run("another picture ends the previous worker", func() {
		p.Drop(photo("three.png"))
		p.Until("it is being read", func(s State) bool { return s.Incoming == "three.png" && !s.HasNotice("picture_late") })
		p.Drop(photo("seven-exif6.jpg"))
		p.Until("the other is being read", func(s State) bool { return s.Incoming == "seven-exif6.jpg" })
		p.WaitFor("readers === 3 && ended === 2")
	})
}

// A program that cannot be loaded is reported, and one of another build is not used.
func TestAMissingProgramForPicturesIsReported(t *testing.T) {
	var faults Faults
	p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
	p.Expect("picture.wasm")
	p.Ready()
	for _, how := range []Fault{Missing, Cut, Stale} {
		p.Run(string(how), func() {
			faults.Break("/picture.wasm", how)
			p.Drop(photo("three.png"))
			p.Until("it is reported", func(s State) bool { return s.HasNotice("picture_failed") && s.Incoming == "" })
			p.t.Log(strings.Join(strings.Fields(p.Text(`.notice[data-key="picture_failed"]`)), " "))
			p.Click(`.notice[data-key="picture_failed"] button`)
			p.Until("the notice is gone", func(s State) bool { return len(s.Notices) == 0 })
		})
	}
	faults.Mend()
	p.Drop(photo("three.png"))
	p.Read(3)
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
	p.Click("#filebutton")
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

//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"convlab/engine/picture"
)

// A picture is recognised before the file is read as a network: without a trainer, and without the limits of networks.
func TestPicturesThatCannotBeReadAreReported(t *testing.T) {
	var faults Faults
	faults.Break("/worker.wasm", Missing)
	p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
	p.Expect("worker.wasm")
	p.Until("there is no trainer", func(s State) bool { return s.Worker == "dead" && s.HasNotice("worker") })
	p.Click(p.Message("worker") + " .dismiss")
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
			p.Click(p.Message(c.key) + " button")
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
		if text := p.Text("#padnote"); text != "Reading three.png…" {
			p.t.Errorf("beside the pad's name there is %q", text)
		}
		if s := p.Draw(digits(t)[4]); s.Prediction != drawn.Prediction {
			p.t.Errorf("the four was read as %d", s.Prediction)
		}
	})
	s := p.Until("it is given up", func(s State) bool { return s.HasNotice("picture_late") })
	took := time.Since(began)
	p.WaitFor(`document.querySelector('.notice[data-key="picture_late"]') && document.getElementById('padnote').textContent !== 'Reading three.png…'`)
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
			p.Click(p.Message("picture_failed") + " button")
			p.Until("the notice is gone", func(s State) bool { return len(s.Notices) == 0 })
		})
	}
	faults.Mend()
	p.Drop(photo("three.png"))
	p.Read(3)
}

package state

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	files "convlab/engine/checkpoint"
	"convlab/engine/drawing"
	"convlab/engine/wire"
)

// A checkpoint restores it to the bit, with the strokes over it.
func TestAPictureIsSavedWithTheDrawing(t *testing.T) {
	r := at(t, RunStopped)
	ink := inkOf(digits(t)[9])
	read(t, r.s, ink)
	draw(r.s, digits(t)[1])
	raster := *r.s.Pad.Raster
	r.base() // with the pad
	r.s.Autosave.fingerprint = ""
	save := only[wire.Save](t, r.s.Update(Leave{}))
	r.trainer.Handle(save)
	r.rest()
	file := r.s.Autosave.File.Bytes

	other := enter(t)
	other.rest()
	draw(other.s, digits(t)[0])
	other.do(OpenFile{"a.safetensors", file})
	other.rest()
	s := other.s
	if *s.Pad.Raster != raster || s.Pad.Picture == nil || !sameDrawing(s.Pad.Drawing, r.s.Pad.Drawing) {
		t.Errorf("what came back is not what was saved; the page says %+v", s.Notices)
	}
	for range digits(t)[1].Strokes {
		s.Update(Undo{})
	}
	if !slices.Equal(s.Pad.Raster.Pix[:], ink) {
		t.Error("the picture under the strokes is another")
	}
	if s.Update(Undo{}); !s.Pad.Empty() {
		t.Error("Undo left something on the pad")
	}
}

// Ink that cannot be compressed fits into a note, too.
func TestAnyInkFitsIntoAFile(t *testing.T) {
	r := at(t, RunStopped)
	random, ink := rand.New(rand.NewPCG(1, 2)), make([]byte, drawing.Side*drawing.Side)
	for i := range ink {
		ink[i] = byte(random.Uint32())
	}
	read(t, r.s, ink)
	note := r.s.note()
	if len(note) > files.MaxPage {
		t.Errorf("the note has %d bytes, a file holds %d", len(note), files.MaxPage)
	}
	t.Logf("%d bytes of note for ink of noise", len(note))
	n, _, err := readNote(note)
	if err != nil {
		t.Fatal(err)
	}
	var back drawing.Raster
	if err := unpackInk(n.Picture, &back); err != nil || !slices.Equal(back.Pix[:], ink) {
		t.Errorf("the ink that came back is another: %v", err)
	}
}

func TestAPictureInANoteIsChecked(t *testing.T) {
	s := open(t, wire.Yours)
	read(t, s, inkOf(digits(t)[3]))
	good := string(s.note())
	if _, _, err := readNote(json.RawMessage(good)); err != nil {
		t.Fatal(err)
	}
	packed := base64.StdEncoding.EncodeToString(s.Pad.Picture.packed)
	short, err := packInk(make([]byte, drawing.Side*drawing.Side))
	if err != nil {
		t.Fatal(err)
	}
	for what, bad := range map[string]string{
		"no packed ink":    strings.Replace(good, packed, "AAAA", 1),
		"no base64":        strings.Replace(good, packed, "?", 1),
		"cut":              strings.Replace(good, packed, base64.StdEncoding.EncodeToString(short[:len(short)-8]), 1),
		"more ink":         strings.Replace(good, packed, base64.StdEncoding.EncodeToString(zipped(t, drawing.Side*drawing.Side+1)), 1),
		"less ink":         strings.Replace(good, packed, base64.StdEncoding.EncodeToString(zipped(t, 100)), 1),
		"a test picture":   strings.Replace(good, `"digit":-1`, `"digit":7`, 1),
		"a gigabyte of it": strings.Replace(good, packed, base64.StdEncoding.EncodeToString(zipped(t, 1<<28)), 1),
	} {
		if _, _, err := readNote(json.RawMessage(bad)); err == nil || bad == good {
			t.Errorf("%s: the note is taken", what)
		}
	}
}

// zipped returns compressed zeros.
func zipped(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	for zeros := make([]byte, 1<<16); n > 0; n -= len(zeros) {
		w.Write(zeros[:min(n, len(zeros))])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestALinkSaysThatItLeavesThePictureOut(t *testing.T) {
	s := open(t, wire.Pretrained)
	empty := s.Link()
	read(t, s, inkOf(digits(t)[3]))
	if s.Link() != empty || !s.LinkContents().Picture || s.LinkContents().Drawing {
		t.Errorf("the link is %s and is said to carry %+v", s.Link(), s.LinkContents())
	}
	draw(s, digits(t)[1])
	if c := s.LinkContents(); !c.Picture || !c.Drawing {
		t.Errorf("with strokes it is said to carry %+v", c)
	}
	s.Update(Clear{})
	if s.LinkContents().Picture {
		t.Error("it is said to leave a picture behind that was cleared")
	}
}

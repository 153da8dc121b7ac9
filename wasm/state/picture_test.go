package state

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	files "convlab/engine/checkpoint"
	"convlab/engine/drawing"
	pictures "convlab/engine/picture"
	"convlab/engine/wire"
)

// png is the beginning of a picture that can be read.
func png(name string) OpenPicture {
	return OpenPicture{Name: name, Size: 1000, Head: []byte("\x89PNG\r\n\x1a\n")}
}

// inkOf returns the ink that a worker reads from a picture of a drawing.
func inkOf(d drawing.Drawing) []byte {
	var r drawing.Raster
	r.Redraw(d)
	return r.Pix[:]
}

// read opens a picture and answers for its worker.
func read(t *testing.T, s *State, ink []byte) []Command {
	t.Helper()
	id := only[ReadPicture](t, s.Update(png("a.png"))).ID
	s.Update(PictureBegan{id})
	list := s.Update(PictureRead{ID: id, Ink: ink})
	if s.Pad.Picture == nil {
		t.Fatalf("there is no picture on the pad; the page says %+v", s.Notices)
	}
	return list
}

func saysOnly(t *testing.T, s *State, key string) Notice {
	t.Helper()
	if len(s.Notices) != 1 || s.Notices[0].Key != key {
		t.Fatalf("the page says %+v, want %s", s.Notices, key)
	}
	return s.Notices[0]
}

// Its ink is prepared like that of strokes, and the page requests a prediction at once.
func TestAPictureBecomesThePadsDrawing(t *testing.T) {
	for label, d := range digits(t) {
		drawn, s := open(t, wire.Pretrained), open(t, wire.Pretrained)
		drawn.Update(SetSteps{drawing.AllSteps()})
		draw(drawn, d)
		answer(s)
		list := read(t, s, slices.Clone(drawn.Pad.Raster.Pix[:]))
		if got := only[wire.Predict](t, list).Pixels; !slices.Equal(got, drawn.Pad.Pixels) {
			t.Errorf("digit %d: the network sees another picture than that of the strokes", label)
		}
		if s.Pad.Seen != drawn.Pad.Seen || s.Pad.Empty() {
			t.Errorf("digit %d: it was prepared another way", label)
		}
		s.Update(SetSteps{drawing.Steps{}})
		drawn.Update(SetSteps{drawing.Steps{}})
		if !slices.Equal(s.Pad.Pixels, drawn.Pad.Pixels) {
			t.Errorf("digit %d: without the steps the network sees another picture", label)
		}
	}
}

// One Undo restores anything that was on the pad.
func TestOneUndoRestoresThePad(t *testing.T) {
	ink := inkOf(digits(t)[8])
	for what, before := range map[string]func(*State){
		"nothing":                       func(s *State) {},
		"nothing, behind a clear":       func(s *State) { draw(s, digits(t)[2]); s.Update(Clear{}) },
		"strokes":                       func(s *State) { draw(s, digits(t)[2]) },
		"a test picture":                func(s *State) { s.Update(picture(7)) },
		"strokes over a test picture":   func(s *State) { s.Update(picture(7)); draw(s, digits(t)[1]) },
		"another picture":               func(s *State) { read(t, s, inkOf(digits(t)[5])) },
		"strokes over another picture":  func(s *State) { read(t, s, inkOf(digits(t)[5])); draw(s, digits(t)[1]) },
		"a stroke that is under way":    func(s *State) { s.Update(PenDown{line().Strokes[0].Points}) },
		"a picture that was cleared":    func(s *State) { read(t, s, inkOf(digits(t)[5])); s.Update(Clear{}) },
		"a picture under a random test": func(s *State) { read(t, s, inkOf(digits(t)[5])); s.Update(picture(9)) },
	} {
		s := open(t, wire.Pretrained)
		before(s)
		raster, link := *s.Pad.Raster, s.Link()
		read(t, s, ink)
		if !slices.Equal(s.Pad.Raster.Pix[:], ink) {
			t.Errorf("%s: the ink on the pad is not that of the picture", what)
		}
		s.Update(PenMove{[]drawing.Point{{X: 0.9, Y: 0.9}}}) // of a stroke that began before
		draw(s, digits(t)[3])
		if !reflect.DeepEqual(len(s.Pad.Drawing.Strokes), len(digits(t)[3].Strokes)) || slices.Equal(s.Pad.Raster.Pix[:], ink) {
			t.Errorf("%s: strokes do not go over the picture", what)
		}
		for range digits(t)[3].Strokes {
			s.Update(Undo{})
		}
		if !slices.Equal(s.Pad.Raster.Pix[:], ink) {
			t.Errorf("%s: without the strokes over it the picture is another", what)
		}
		s.Update(Clear{})
		if !s.Pad.Empty() || !s.Pad.Raster.InkBox().Empty() {
			t.Errorf("%s: clear left something", what)
		}
		if s.Update(Undo{}); !slices.Equal(s.Pad.Raster.Pix[:], ink) {
			t.Errorf("%s: the picture that was cleared did not come back", what)
		}
		s.Update(Undo{})
		if *s.Pad.Raster != raster || s.Link() != link || s.Pad.Picture != nil && what != "another picture" && what != "strokes over another picture" {
			t.Errorf("%s: it did not come back with one Undo", what)
		}
	}
}

// A link or a test picture that replaces a picture can be undone.
func TestTheReplacementOfAPictureCanBeUndone(t *testing.T) {
	ink := inkOf(digits(t)[4])
	from := open(t, wire.Pretrained)
	draw(from, digits(t)[6])
	drawn := from.Link()
	from.Update(picture(11))
	for what, act := range map[string]func(*State){
		"a test picture":           func(s *State) { s.Update(picture(3)) },
		"a link with a drawing":    func(s *State) { s.Update(OpenLink{drawn}) },
		"a link of an empty pad":   func(s *State) { s.Update(OpenLink{New().Link()}) },
		"a link of a test picture": func(s *State) { s.Update(OpenLink{from.Link()}); s.Update(picture(11)) },
	} {
		s := open(t, wire.Pretrained)
		read(t, s, ink)
		act(s)
		if s.Pad.Picture != nil {
			t.Errorf("%s: the picture is still there", what)
		}
		for range len(s.Pad.Drawing.Strokes) + 1 {
			s.Update(Undo{})
		}
		if s.Pad.Picture == nil {
			s.Update(Undo{})
		}
		if s.Pad.Picture == nil || !slices.Equal(s.Pad.Raster.Pix[:], ink) {
			t.Errorf("%s: the picture did not come back", what)
		}
	}
	s := open(t, wire.Pretrained)
	read(t, s, ink)
	if s.Update(OpenLink{versionOne}); s.Pad.Picture == nil {
		t.Error("a link that says nothing of the pad took the picture away")
	}
}

// Any number of pictures takes bounded memory, and Undo takes back the last ones one by one.
func TestManyPicturesAreUndoneOneAfterTheOther(t *testing.T) {
	s := open(t, wire.Pretrained)
	for i := range 3 * maxBefore {
		read(t, s, inkOf(digits(t)[i%10]))
	}
	for i := range maxBefore {
		if want := inkOf(digits(t)[(3*maxBefore-1-i)%10]); !slices.Equal(s.Pad.Raster.Pix[:], want) {
			t.Fatalf("after %d Undos the ink is another", i)
		}
		s.Update(Undo{})
	}
	if s.Update(Undo{}); !s.Pad.Empty() {
		t.Error("there are more pictures than are kept")
	}
}

// Of two pictures the last one is read.
func TestASecondPictureReplacesOneThatIsBeingRead(t *testing.T) {
	s := open(t, wire.Pretrained)
	first := only[ReadPicture](t, s.Update(png("first.png"))).ID
	second := only[ReadPicture](t, s.Update(png("second.png"))).ID
	if name, ok := s.Pad.Incoming(); name != "second.png" || !ok || first == second {
		t.Errorf("reading %q, under the IDs %d and %d", name, first, second)
	}
	s.Update(PictureBegan{first})
	s.Update(PictureRead{ID: first, Ink: inkOf(digits(t)[1])})
	s.Update(PictureFailed{ID: first, Error: errors.New("gone")})
	if _, ok := s.Pad.Incoming(); !s.Pad.Empty() || len(s.Notices) > 0 || !ok || s.Pad.incoming.begun {
		t.Errorf("the first picture counts: on the pad %v, said %v", !s.Pad.Empty(), s.Notices)
	}
	want := inkOf(digits(t)[2])
	s.Update(PictureRead{ID: second, Ink: want})
	if _, ok := s.Pad.Incoming(); ok || !slices.Equal(s.Pad.Raster.Pix[:], want) {
		t.Error("the second picture is not on the pad")
	}
	if s.Update(PictureRead{ID: second, Ink: inkOf(digits(t)[1])}); !slices.Equal(s.Pad.Raster.Pix[:], want) {
		t.Error("a worker answers twice")
	}
	if s.Update(OpenPicture{Name: "c.heic", Head: []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")}); s.Pad.Picture == nil {
		t.Error("a picture that is refused took the one on the pad away")
	}
}

// A worker has ten seconds after its program started, and more time to load it. Time in which the machine sleeps does not count.
func TestAPictureThatTakesTooLongIsAbandoned(t *testing.T) {
	tick := func(s *State, to float64) (list []Command) {
		for s.clock < to {
			s.Worker.watch.received()
			list = append(list, s.Update(Tick{min(s.clock+Beat, to)})...)
		}
		return list
	}
	s := open(t, wire.Pretrained)
	id := only[ReadPicture](t, s.Update(png("a.png"))).ID
	if tick(s, 40); len(s.Notices) > 0 {
		t.Fatalf("while the program was loaded the page says %+v", s.Notices)
	}
	s.Update(PictureBegan{id})
	s.Update(PictureBegan{id})
	if list := tick(s, 40+PictureTime); len(list) > 0 || len(s.Notices) > 0 {
		t.Fatalf("after ten seconds sent %v and said %+v", kindsOf(list), s.Notices)
	}
	s.Update(PictureBegan{id})
	only[StopPicture](t, tick(s, 40+PictureTime+Beat))
	if saysOnly(t, s, "picture_late").What != "a.png" {
		t.Errorf("the page says %+v", s.Notices)
	}
	if s.Update(PictureRead{ID: id, Ink: inkOf(digits(t)[1])}); !s.Pad.Empty() {
		t.Error("the picture came after it was given up")
	}

	s = open(t, wire.Pretrained)
	id = only[ReadPicture](t, s.Update(png("a.png"))).ID
	s.Update(PictureBegan{id})
	s.Update(Tick{500})
	if tick(s, 500+PictureTime); len(s.Notices) > 0 {
		t.Errorf("after a sleep the page says %+v", s.Notices)
	}

	s = open(t, wire.Pretrained)
	s.Update(png("a.png"))
	only[StopPicture](t, tick(s, StartTimeout+2*Beat))
	saysOnly(t, s, "picture_failed")
}

// Every refusal names the picture, and leaves the pad unchanged. A picture that is read dismisses earlier refusals.
func TestRefusedPicturesAreReported(t *testing.T) {
	heic := []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
	for _, c := range []struct {
		head      []byte
		size      int64
		key, what string
	}{
		{heic, 1000, "picture_heic", "photo"},
		{heic, pictures.MaxBytes + 1, "picture_heic", "photo"},
		{[]byte("RIFF\x00\x00\x00\x00WEBP"), 1000, "picture_kind", "photo (WebP)"},
		{[]byte("<svg/>"), 6, "picture_kind", "photo (SVG)"},
		{[]byte("\xff\xd8\xff\xe0"), pictures.MaxBytes + 1, "picture_bytes", "photo"},
	} {
		s := open(t, wire.Pretrained)
		draw(s, digits(t)[2])
		before := *s.Pad.Raster
		if list := s.Update(OpenPicture{Name: "photo", Size: c.size, Head: c.head}); len(list) > 0 {
			t.Errorf("%s: sent %v", c.key, kindsOf(list))
		}
		if n := saysOnly(t, s, c.key); n.What != c.what || (n.Message != "") != (c.key == "picture_bytes") || *s.Pad.Raster != before {
			t.Errorf("the page says %+v, and the pad is as it was: %v", n, *s.Pad.Raster == before)
		}
		read(t, s, inkOf(digits(t)[1]))
		if len(s.Notices) > 0 {
			t.Errorf("a picture was read, and the page says %+v", s.Notices)
		}
	}
	for _, r := range []pictures.Refusal{pictures.TooManyPixels, pictures.Cut, pictures.Damaged, pictures.NoInk, pictures.Several, ""} {
		s := open(t, wire.Pretrained)
		draw(s, digits(t)[2])
		before := *s.Pad.Raster
		id := only[ReadPicture](t, s.Update(png("photo"))).ID
		key, err := "picture_failed", error(errors.New("the program ended"))
		if r != "" {
			key, err = pictureNotice+string(r), pictures.Refuse(r, "expected, received")
		}
		message := err.Error()
		if r == pictures.NoInk || r == pictures.Several { // the page's texts say it
			message = ""
		}
		s.Update(PictureFailed{ID: id, Error: err})
		if n := saysOnly(t, s, key); n.What != "photo" || n.Message != message || *s.Pad.Raster != before {
			t.Errorf("the page says %+v, and the pad is as it was: %v", n, *s.Pad.Raster == before)
		}
		if _, ok := s.Pad.Incoming(); ok {
			t.Errorf("%s: it is still being read", key)
		}
	}
	s := open(t, wire.Pretrained)
	id := only[ReadPicture](t, s.Update(png("photo"))).ID
	s.Update(PictureRead{ID: id, Ink: make([]byte, 7)})
	saysOnly(t, s, "picture_failed")
}

// A picture does not affect a training or a change of the network.
func TestAPictureWhileTrainingAndWithAChange(t *testing.T) {
	for _, state := range []RunState{RunTraining, RunChanged, RunPending, RunStopped} {
		r := at(t, state)
		before := r.base()
		id := only[ReadPicture](t, r.s.Update(png("a.png"))).ID
		r.do(PictureRead{ID: id, Ink: inkOf(digits(t)[4])})
		if state == RunTraining {
			r.work(3)
		} else {
			r.rest()
		}
		if r.s.RunState() != state || r.s.Pad.Picture == nil {
			t.Errorf("%s: the page is %s", state, r.s.RunState())
		}
		if numbers := r.s.Prediction.Activations.Numbers; !slices.Equal(numbers[:784], r.s.Pad.Pixels) {
			t.Errorf("%s: the network was shown another picture", state)
		}
		if after := r.base(); state != RunTraining && !slices.Equal(after.Weights, before.Weights) || !further(after, before) {
			t.Errorf("%s: the weights are others", state)
		}
	}
}

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

package state

import (
	"reflect"
	"slices"
	"testing"

	"convlab/engine/drawing"
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

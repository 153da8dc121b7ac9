package state

import (
	"errors"
	"slices"
	"testing"

	pictures "convlab/engine/picture"
	"convlab/engine/wire"
)

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

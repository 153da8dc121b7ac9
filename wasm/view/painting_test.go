package view

import (
	"reflect"
	"testing"
)

func TestAPaintingSurvivesItsWayThroughBytes(t *testing.T) {
	scenes(t, func(name string, s *State, sc Scene) {
		want := sc.Painting(Theme{Colors: [9][3]uint8{4: {1, 2, 3}}}, 1.5)
		data := want.Pack()
		got, err := Unpack(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if scene := got.Scene(); !scene.SamePictures(&sc) || got.Theme != want.Theme || got.Scale != want.Scale {
			t.Fatalf("%s: another painting came back", name)
		}
		for i := range got.Maps {
			if !reflect.DeepEqual(got.Maps[i].Numbers, sc.Maps[i].Numbers) {
				t.Fatalf("%s: map %d has other numbers", name, i)
			}
		}
		if !reflect.DeepEqual(got.Ink.Cover, sc.Ink.Cover) {
			t.Fatalf("%s: another ink came back", name)
		}
	})
}

func TestACutPaintingIsRefused(t *testing.T) {
	s := open(t, "yours")
	sc := Layout(s)
	painting := sc.Painting(Theme{}, 1)
	data := painting.Pack()
	for n := 0; n < len(data); n += 1 + len(data)/500 {
		if p, err := Unpack(data[:n]); err == nil || !reflect.DeepEqual(p, Painting{}) {
			t.Fatalf("%d of %d bytes: taken", n, len(data))
		}
	}
	if _, err := Unpack(append(data, 0)); err == nil {
		t.Error("a byte too many: taken")
	}
	// An announced length beyond the data must not be allocated.
	if _, err := Unpack([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff}); err == nil {
		t.Error("a slice of four billion: taken")
	}
}

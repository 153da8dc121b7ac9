package view

import (
	"convlab/wasm/scene"
	"encoding/binary"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func TestAPaintingSurvivesItsWayThroughBytes(t *testing.T) {
	scenes(t, func(name string, s *State, sc scene.Scene) {
		want := sc.Painting(scene.Theme{Colors: [9][3]uint8{4: {1, 2, 3}}}, 1.5)
		data := want.Pack()
		got, err := scene.Unpack(data)
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
	painting := sc.Painting(scene.Theme{}, 1)
	data := painting.Pack()
	for n := 0; n < len(data); n += 1 + len(data)/500 {
		if p, err := scene.Unpack(data[:n]); err == nil || !reflect.DeepEqual(p, scene.Painting{}) {
			t.Fatalf("%d of %d bytes: taken", n, len(data))
		}
	}
	if _, err := scene.Unpack(append(data, 0)); err == nil {
		t.Error("a byte too many: taken")
	}
	// An announced length beyond the data must not be allocated: no slice of four
	// billion fills, nor one of as many maps as there are bytes, which lie behind
	// two numbers, no fills and no ink.
	maps := make([]byte, 1<<20)
	binary.LittleEndian.PutUint32(maps[8+4+4*4+8+4+8:], 1<<19)
	for name, data := range map[string][]byte{"fills": {0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff}, "maps": maps} {
		var from, to runtime.MemStats
		runtime.ReadMemStats(&from)
		_, err := scene.Unpack(data)
		runtime.ReadMemStats(&to)
		if n := to.TotalAlloc - from.TotalAlloc; err == nil || !strings.Contains(err.Error(), "expected a slice within") || n > 1<<20 {
			t.Errorf("%s beyond the data: allocates %d bytes, error %v", name, n, err)
		}
	}
}

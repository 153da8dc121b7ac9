package sharelink

import (
	"encoding/json"
	"hash/crc32"
	"os"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// golden is a link that was made once, and what it must open for ever.
type golden struct {
	Link     string
	Model    spec.Model
	Training spec.Training
	Digit    Digit
	Drawing  drawing.Drawing
	Steps    drawing.Steps
	Language string
	Ink      uint32 // CRC-32 of the drawing on an empty pad
}

func (k golden) setting() Setting {
	return Setting{Model: k.Model, Training: k.Training, Digit: k.Digit, Drawing: k.Drawing, Steps: k.Steps, Language: k.Language}
}

// goldenLinks reads three links: the convnet with all defaults left out, a dense
// network with every setting of its training, a convnet of other layers with a
// drawing.
func goldenLinks(t testing.TB, name string) (all []golden) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil || len(all) != 3 || len(all[2].Drawing.Strokes) == 0 {
		t.Fatalf("%s: %d links, error %v", name, len(all), err)
	}
	return all
}

// The format is a promise: a link that was sent must open for ever. Those of
// version 1 were written by a build that knew no other, those of version 2 by
// the first that did, and by one that knew gestures of several strokes.
func TestGoldenLinksOpen(t *testing.T) {
	for name, version := range map[string]int{"version1.json": 1, "version2.json": 2, "version2gestures.json": 2} {
		for _, k := range goldenLinks(t, name) {
			want := k.setting()
			if version == 1 {
				want.Steps = drawing.AllSteps()
			}
			for _, hash := range []string{"", "#"} {
				got, err := Decode(hash + k.Link)
				if err != nil || !equal(got.Setting, want) || got.Version != version || len(got.Ignored) > 0 {
					t.Errorf("%s%s: read %+v, error %v", hash, k.Link, got, err)
				}
				var r drawing.Raster
				r.Redraw(got.Drawing)
				if ink := crc32.ChecksumIEEE(r.Pix[:]); ink != k.Ink {
					t.Errorf("%s%s: the ink has checksum %d, want %d", hash, k.Link, ink, k.Ink)
				}
			}
			if version == 2 {
				if text, err := Encode(want); err != nil || text != k.Link {
					t.Errorf("wrote\n%s, want\n%s, error %v", text, k.Link, err)
				}
			}
		}
	}
}

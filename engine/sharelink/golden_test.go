package sharelink

import (
	"encoding/json"
	"hash/crc32"
	"os"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// golden is a link of an earlier build with its content, which must not change.
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

func (k golden) content() Content {
	return Content{Model: k.Model, Training: k.Training, Digit: k.Digit, Drawing: k.Drawing, Steps: k.Steps, Language: k.Language}
}

// goldenLinks reads three links: the convnet without optional fields, a dense network
// with every setting of the training, a convnet of other layers with a drawing.
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

// A link that was sent must always open. The build before version 2 wrote
// version1.json, the first with version 2 version2.json, and the first with gestures
// of several strokes version2gestures.json.
func TestGoldenLinksOpen(t *testing.T) {
	for name, version := range map[string]int{"version1.json": 1, "version2.json": 2, "version2gestures.json": 2} {
		for _, k := range goldenLinks(t, name) {
			want := k.content()
			if version == 1 {
				want.Steps = drawing.AllSteps()
			}
			for _, hash := range []string{"", "#"} {
				got, err := Decode(hash + k.Link)
				if err != nil || !equal(got.Content, want) || got.Version != version || len(got.Ignored) > 0 {
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

package state

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// pinned returns a note with a pin that the page did not write.
func pinned(t *testing.T, layer, channel int) json.RawMessage {
	t.Helper()
	good := string(otherNote(t))
	bad := strings.Replace(good, `"hero":{"Layer":0,"Map":0,"On":true}`, fmt.Sprintf(`"hero":{"Layer":%d,"Map":%d,"On":true}`, layer, channel), 1)
	if bad == good && layer|channel != 0 {
		t.Fatalf("no pin to replace in %s", good)
	}
	return json.RawMessage(bad)
}

// The note's convnet has layers 0 to 7. Its first layer has 32 maps, that of the half-width convnet 16.
func TestAPinFromOutsideIsOfAMapThatExists(t *testing.T) {
	half, _ := spec.FindPreset("half")
	for _, c := range []struct {
		layer, channel int
		want           bool
	}{
		{0, 15, true}, {-1, 0, false}, {0, -1, false}, {-1 << 62, 0, false}, {8, 0, false}, {1 << 40, 0, false}, {0, 16, false}, {0, 1 << 40, false},
	} {
		s := open(t, wire.Yours)
		s.Update(PenDown{[]drawing.Point{{X: 0.5, Y: 0.5}}})
		answer(s)
		s.Update(OpenFile{Name: "a.safetensors"})
		s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint, Page: pinned(t, c.layer, c.channel), Drawing: line()})
		paint(s)
		s.Update(wire.Network{Model: half.Model, Training: half.Training, Origin: wire.Yours})
		paint(s)
		answer(s)
		paint(s)
		if want := (Pick{Layer: c.layer, Map: c.channel, On: true}); c.want != (s.Selection.FeatureMap == want) || !c.want && s.Selection.FeatureMap.On {
			t.Errorf("map %d of layer %d: pinned is %+v", c.channel, c.layer, s.Selection.FeatureMap)
		}
	}
}

func TestAPinWaitsForItsNetwork(t *testing.T) {
	half, _ := spec.FindPreset("half")
	s := open(t, wire.Yours)
	s.Update(wire.Network{Model: half.Model, Training: half.Training, Origin: wire.Yours})
	s.Update(PenDown{[]drawing.Point{{X: 0.5, Y: 0.5}}})
	answer(s)
	s.Update(OpenFile{Name: "a.safetensors"})
	s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint, Page: pinned(t, 0, 20)})
	if paint(s); s.Selection.FeatureMap.On {
		t.Errorf("map 20 of 16 is pinned")
	}
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours})
	if want := (Pick{Layer: 0, Map: 20, On: true}); s.Selection.FeatureMap != want {
		t.Errorf("pinned is %+v, want %+v", s.Selection.FeatureMap, want)
	}
}

// A pin that waits for a network is dropped when the trainer dies.
func TestAPinIsForgottenWithItsTrainer(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(OpenFile{Name: "a.safetensors"})
	s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint, Page: pinned(t, 0, 20)})
	s.Update(wire.Bye{Reason: "gone"})
	s.Update(SetField{"training.epochs", "7"})
	s.Update(Retry{})
	s.Update(wire.Hello{})
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	if s.Selection.FeatureMap.On || s.Draft.Training.Epochs != 7 {
		t.Errorf("pinned is %+v, and %d epochs are set, want 7", s.Selection.FeatureMap, s.Draft.Training.Epochs)
	}
}

func TestNotesAndAboutsFromOutsideAreChecked(t *testing.T) {
	good := string(otherNote(t))
	if _, _, err := readNote(json.RawMessage(good)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readNote(json.RawMessage(`{"x":1,` + good[1:])); err != nil {
		t.Errorf("a note of a later build: %v", err)
	}
	for name, text := range map[string]string{
		"nothing": "", "no object": "[]",
		"a scale of its own": strings.Replace(good, `"scale":"shared"`, `"scale":"<b>"`, 1),
		"a pen of no width":  strings.Replace(good, `"width":0.065`, `"width":-1`, 1),
		"a digit beyond all": strings.Replace(good, `"digit":-1`, `"digit":10000`, 1),
		"no epochs":          strings.Replace(good, `"epochs":9`, `"epochs":0`, 1),
		"a layer below all":  strings.Replace(good, `"Layer":0`, `"Layer":-1`, 1),
		"a map below all":    strings.Replace(good, `"Map":0`, `"Map":-1`, 1),
		"no layers":          strings.Replace(good, `"layers":[`, `"layers":[],"y":[`, 1),
	} {
		if text == good {
			t.Errorf("%s: nothing was changed", name)
		}
		if _, _, err := readNote(json.RawMessage(text)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	for _, text := range []string{"", "[", `{"epoch":-1}`, `{"epoch":101}`, `{"accuracy":2}`, `{"time":-1}`, `{"time":8640000000000001}`, `{"x":0}`} {
		if a := readAbout(text); a != (About{}) {
			t.Errorf("%s: taken as %+v", text, a)
		}
	}
}

// An invalid note is refused, and the network is restored without it.
func TestAnInvalidNoteChangesNothingOnThePage(t *testing.T) {
	s := returned(t)
	s.Update(Resume{})
	c := only[wire.Restore](t, s.Update(CheckpointRead{Key: "b/1", Bytes: []byte("newer")}))
	bring(s, c, json.RawMessage(`{"scale":"<script>"}`), line())
	if s.Selection.Scale != PerLayer || len(s.Pad.Drawing.Strokes) != 0 || s.Draft.Preset() != "half" {
		t.Errorf("scale %s, %d strokes, controls show %q", s.Selection.Scale, len(s.Pad.Drawing.Strokes), s.Draft.Preset())
	}
}

package state

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// withMap returns a note of an earlier build, in which a whole map is chosen.
func withMap(t *testing.T, layer, channel int) json.RawMessage {
	t.Helper()
	good := string(otherNote(t))
	earlier := regexp.MustCompile(`"hero":\{[^}]*\},"cell":\{[^}]*\}`).ReplaceAllString(good, fmt.Sprintf(`"hero":{"Layer":%d,"Map":%d,"On":true}`, layer, channel))
	if earlier == good {
		t.Fatalf("no chosen number in %s", good)
	}
	return json.RawMessage(earlier)
}

// restored is a page after a training with a note, its network, and the routes that follow.
func restored(t *testing.T, note json.RawMessage, m spec.Model) *State {
	t.Helper()
	s := open(t, wire.Yours)
	s.Update(OpenFile{Name: "a.safetensors"})
	s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint, Page: note, Drawing: line()})
	s.Update(wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Yours})
	explainAll(t, s)
	return s
}

func TestASavedTrainingBringsTheChosenNumberBack(t *testing.T) {
	from := drawn(t)
	n := Number{2, spec.Cell{Row: 5, Column: 6, Channel: 9}, true}
	from.Update(ChooseNumber{n.Layer, n.Cell})
	explainAll(t, from)
	if s := restored(t, from.note(), spec.NoteConvnet()); s.Route.Chosen() != n || !s.Route.Answered() {
		t.Errorf("chosen is %+v, want %+v", s.Route.Chosen(), n)
	}
	from.Update(FollowRoute{})
	explainAll(t, from)
	if s := restored(t, from.note(), spec.NoteConvnet()); s.Route.fixed {
		t.Errorf("nothing was chosen, and chosen is %+v", s.Route.Chosen())
	}
}

// The first layer of the note's convnet has 32 maps of 26×26.
func TestOfAMapThatAnEarlierBuildPinnedTheNumberInTheMiddleIsChosen(t *testing.T) {
	s := restored(t, withMap(t, 0, 20), spec.NoteConvnet())
	if want := (Number{0, spec.Cell{Row: 13, Column: 13, Channel: 20}, true}); s.Route.Chosen() != want {
		t.Errorf("chosen is %+v, want %+v", s.Route.Chosen(), want)
	}
}

func TestAMapThatDoesNotExistIsNotChosen(t *testing.T) {
	for _, c := range [][2]int{{-1, 0}, {0, -1}, {-1 << 62, 0}, {8, 0}, {1 << 40, 0}, {0, 32}, {0, 1 << 40}} {
		if s := restored(t, withMap(t, c[0], c[1]), spec.NoteConvnet()); s.Route.fixed {
			t.Errorf("map %d of layer %d: chosen is %+v", c[1], c[0], s.Route.Chosen())
		}
	}
}

func TestAChosenNumberIsForgottenWithItsTrainer(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(OpenFile{Name: "a.safetensors"})
	s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint, Page: withMap(t, 0, 20)})
	s.Update(wire.Bye{Reason: "gone"})
	s.Update(SetField{"training.epochs", "7"})
	s.Update(Retry{})
	s.Update(wire.Hello{})
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	explainAll(t, s)
	if s.Route.fixed || s.Draft.Training.Epochs != 7 {
		t.Errorf("chosen is %+v, and %d epochs are set, want 7", s.Route.Chosen(), s.Draft.Training.Epochs)
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

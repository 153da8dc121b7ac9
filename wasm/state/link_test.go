package state

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// digits are the ten drawings that package drawing is tested with.
func digits(t *testing.T) (all []drawing.Drawing) {
	t.Helper()
	text, err := os.ReadFile("../../engine/drawing/testdata/digits.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil || len(all) != 10 {
		t.Fatalf("%d drawings, error %v", len(all), err)
	}
	return all
}

// draw makes a drawing with the pen, one event for each point.
func draw(s *State, d drawing.Drawing) {
	for _, stroke := range d.Strokes {
		s.Update(SetPen{stroke.Width})
		s.Update(PenDown{stroke.Points[:1]})
		for i := range stroke.Points[1:] {
			s.Update(PenMove{stroke.Points[i+1 : i+2]})
		}
		s.Update(PenUp{})
	}
}

func TestALinkCarriesSettingsAndPictureBitForBit(t *testing.T) {
	for label, d := range digits(t) {
		from := open(t, wire.Pretrained)
		from.Update(SetField{"training.seed", "7"})
		from.Update(SetField{"training.examples", "500"})
		draw(from, d)

		to := open(t, wire.Pretrained)
		to.Update(OpenLink{"#" + from.Link()})
		if !to.Draft.same(from.Draft.Settings) || to.Draft.Training.Seed != 7 || to.Draft.Training.Examples != 500 {
			t.Fatalf("the settings are %+v, want %+v", to.Draft, from.Draft)
		}
		if !reflect.DeepEqual(to.Pad.Pixels, from.Pad.Pixels) || sum(to.Pad.Pixels) == 0 {
			t.Errorf("digit %d: the network sees another picture", label)
		}
		if to.Link() != from.Link() {
			t.Errorf("digit %d: the link of the link is another", label)
		}
	}
}

func TestTheAddressIsEmptyUntilSomethingIsChanged(t *testing.T) {
	s := open(t, wire.Pretrained)
	if got := s.Address(); got != "" {
		t.Errorf("an untouched page has the address %q", got)
	}
	s.Update(SetField{"training.epochs", "2"})
	if got := s.Address(); got != s.Link() || !strings.Contains(got, "&epochs=2&") {
		t.Errorf("the address is %q", got)
	}
	s.Update(SetField{"training.epochs", "5"}) // the first value
	if got := s.Address(); got != "" {
		t.Errorf("everything is as it was and the address is %q", got)
	}
	s.Update(SetLanguage{Language: "ko"})
	if got := s.Address(); got != "" {
		t.Errorf("only the visitor's language is another and the address is %q", got)
	}
	s.Update(SetSteps{drawing.Steps{Crop: true}})
	if got := s.Address(); !strings.Contains(got, "&steps=c&lang=ko&crc=") {
		t.Errorf("the address is %q", got)
	}
}

// A preset with each of its settings changed, no drawing.
func TestLinksOfChangedPresetsAreShort(t *testing.T) {
	for _, p := range spec.Presets() {
		s := open(t, wire.Pretrained)
		s.Update(ChoosePreset{p.Name})
		for path, value := range map[string]string{
			"blocks[0].filters": "24", "blocks[0].padding": "same", "dropout": "0.25", "training.optimizer": "sgd", "training.momentum": "0.9",
			"training.nesterov": "true", "training.learning_rate": "0.00012345", "training.batch_size": "128", "training.epochs": "100",
			"training.examples": "12345", "training.shift": "2", "training.seed": "18446744073709551615",
		} {
			s.Update(SetField{path, value})
		}
		if text := s.Link(); len(text) >= 300 || !strings.Contains(text, "seed=18446744073709551615") {
			t.Errorf("%s: %d characters: %s", p.Name, len(text), text)
		}
	}
}

// versionOne is the link of an unchanged page of a build that wrote version 1.
const versionOne = "1&net=C32.3r-M2-C64.3r-M2-C64.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=64&epochs=5&examples=60000&shards=4&seed=1"

// sign appends the checksum that engine/sharelink describes.
func sign(text string) string {
	return fmt.Sprintf("%s&crc=%08x", text, crc32.ChecksumIEEE([]byte(text)))
}

func TestAnImpossibleLinkIsRefusedAndChangesNothing(t *testing.T) {
	good := New().Link()
	with := func(old, now string) string {
		before, _, _ := strings.Cut(good, "&crc=")
		return sign(strings.Replace(before, old, now, 1))
	}
	for hash, says := range map[string]string{
		"#<img src=x onerror=alert(1)>":                    "begins with 1&",
		"#" + with("2&", "9&"):                             "of a newer version",
		"#" + with("lr=0.001", "lr=NaN"):                   `lr: got "NaN"`,
		"#" + with("seed=1", "seed=1e99"):                  "seed",
		"#" + good + "&ink=" + strings.Repeat("A", 10<<20): "at most 131072 bytes",
		// Works in the engine; the controls have one dense layer before the last.
		"#" + with("D64r", "D64r-D32r"): "at most one dense layer",
	} {
		s := open(t, wire.Yours)
		draw(s, digits(t)[3])
		before := s.Link()
		list := s.Update(OpenLink{hash})
		if len(list) > 0 || s.Link() != before || s.Draft.Learn != nil {
			t.Errorf("%.60s: sent %v, now %s", hash, kindsOf(list), s.Link())
		}
		if len(s.Notices) != 1 || s.Notices[0].Key != "link" || !strings.Contains(s.Notices[0].Message, says) || len(s.Notices[0].Message) > 400 {
			t.Errorf("%.60s: the page says %+v", hash, s.Notices)
		}
		s.Update(OpenLink{"#" + before})
		if len(s.Notices) != 0 {
			t.Errorf("a good link is open and the page says %+v", s.Notices)
		}
	}
}

func TestALinkOpensItsStructureReadyToTrain(t *testing.T) {
	of := func(preset, path, value string) string {
		s := New()
		s.Update(ChoosePreset{preset})
		s.Update(SetField{path, value})
		return s.Link()
	}
	for name, c := range map[string]struct {
		origin wire.Origin
		hash   string
		want   []string
		learn  bool
	}{
		"a shipped network answers at once":      {wire.Pretrained, of("dense", "training.epochs", "1"), []string{"Load", "SetTraining"}, false},
		"and on its own weights":                 {wire.Untrained, of("convnet", "training.epochs", "1"), []string{"Load", "SetTraining"}, false},
		"which are kept where they answer":       {wire.Pretrained, of("convnet", "training.epochs", "1"), []string{"SetTraining"}, false},
		"in the place of any other":              {wire.Yours, of("convnet", "training.epochs", "1"), []string{"Load", "SetTraining"}, false},
		"whatever its structure":                 {wire.Yours, of("dense", "training.epochs", "1"), []string{"Load", "SetTraining"}, false},
		"others begin with fresh weights":        {wire.Pretrained, of("half", "training.epochs", "1"), []string{"Open", "Reset"}, false},
		"also where another was untrained":       {wire.Untrained, of("half", "training.epochs", "1"), []string{"Open", "Reset"}, false},
		"nothing is asked where nothing differs": {wire.Yours, New().Link(), nil, false},
		"an empty # is the page as it begins":    {wire.Yours, "#", nil, false},
	} {
		s := open(t, c.origin)
		answer(s)
		if got := kindsOf(s.Update(OpenLink{c.hash})); !reflect.DeepEqual(got, c.want) || (s.Draft.Learn != nil) != c.learn {
			t.Errorf("%s: sent %v, learn %v", name, got, s.Draft.Learn)
		}
	}
}

// Otherwise the page would show the maps of the shipped convnet with other settings.
func TestALinkOfAnotherStructureIsOpenedBeforeTheNetworkArrives(t *testing.T) {
	from, s := New(), New()
	from.Update(ChoosePreset{"half"})
	s.Update(WorkerStarted{})
	s.Update(OpenLink{from.Link()})
	s.Update(wire.Hello{})
	got := s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	if !reflect.DeepEqual(kindsOf(got), []string{"Open", "Reset", "Predict"}) || s.Draft.Learn != nil || s.Draft.Preset() != "half" {
		t.Errorf("sent %v, learn %v", kindsOf(got), s.Draft.Learn)
	}
}

func TestALinkIsOpenedBeforeTheNetworkArrives(t *testing.T) {
	s := New()
	s.Update(Found{})
	s.Update(Claimed{Mine: true})
	s.Update(WorkerStarted{})
	from := New()
	from.Update(ChoosePreset{"dense"})
	from.Update(SetField{"training.examples", "200"})
	if got := s.Update(OpenLink{from.Link()}); len(got) > 0 {
		t.Errorf("sent %v to a worker that has said nothing yet", kindsOf(got))
	}
	s.Update(wire.Hello{})
	got := s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	if !reflect.DeepEqual(kindsOf(got), []string{"Load", "SetTraining", "Predict"}) || got[0].(wire.Load).Preset != "dense" {
		t.Errorf("sent %v, want the shipped dense network", got)
	}
	if set := only[wire.SetTraining](t, got); set.Training.Examples != 200 {
		t.Errorf("it would train with %+v, want the link's 200 images", set.Training)
	}
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(64), Origin: wire.Pretrained})
	s.Update(Claimed{Mine: true})
	if got := s.Update(Train{}); !reflect.DeepEqual(kindsOf(got), []string{"Reset", "Train"}) {
		t.Errorf("training sent %+v", got)
	}
}

func TestALinkWithAnotherDrawingCanBeUndone(t *testing.T) {
	from, s := New(), open(t, wire.Pretrained)
	draw(from, digits(t)[1])
	draw(s, digits(t)[8])
	eight := slices.Clone(s.Pad.Pixels)
	s.Update(OpenLink{from.Link()})
	if reflect.DeepEqual(s.Pad.Pixels, eight) || sum(s.Pad.Pixels) == 0 {
		t.Fatal("the link's drawing is not on the pad")
	}
	for range from.Pad.Drawing.Strokes {
		s.Update(Undo{})
	}
	if s.Update(Undo{}); !reflect.DeepEqual(s.Pad.Pixels, eight) {
		t.Error("the drawing that lay there before did not come back")
	}
	s.Update(wire.Picture{Index: 3, Label: 7, Pixels: make([]float32, 784)})
	if s.Update(OpenLink{versionOne}); s.Pad.Digit == nil {
		t.Error("a link of version 1, which says nothing of test pictures, took one away")
	}
	if s.Update(OpenLink{New().Link()}); !s.Pad.Empty() {
		t.Error("a link with an empty pad left a test picture on it")
	}
	if s.Update(Undo{}); s.Pad.Digit == nil {
		t.Error("the test picture did not come back")
	}
}

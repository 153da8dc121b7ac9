package view

import (
	"encoding/json"
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

// draw makes a drawing with the pen, point by point as a mouse does.
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

func TestALinkBringsSettingsAndThePictureBitForBit(t *testing.T) {
	for label, d := range digits(t) {
		from := open(t, wire.Pretrained)
		from.Update(SetField{"training.seed", "7"})
		from.Update(SetField{"training.examples", "500"})
		draw(from, d)

		to := open(t, wire.Pretrained)
		to.Update(OpenLink{"#" + from.Link()})
		if !to.Draft.same(from.Draft) || to.Draft.Training.Seed != 7 || to.Draft.Training.Examples != 500 {
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
	s.Update(SetField{"training.epochs", "5"}) // as it was
	if got := s.Address(); got != "" {
		t.Errorf("everything is as it was and the address is %q", got)
	}
	s.Update(wire.Picture{Index: 3, Label: 7, Pixels: make([]float32, 784)})
	draw(s, digits(t)[1])
	if got := s.Address(); got != "" {
		t.Errorf("a test picture with a stroke over it has the address %q: the stroke alone would be another picture", got)
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

func TestALinkThatCannotBeIsRefusedAndChangesNothing(t *testing.T) {
	good := New().Link()
	for hash, says := range map[string]string{
		"#<img src=x onerror=alert(1)>":                       "begins with 1&",
		"#9" + good[1:]:                                       "of a newer version",
		"#" + strings.Replace(good, "lr=0.001", "lr=NaN", 1):  `lr: got "NaN"`,
		"#" + strings.Replace(good, "seed=1", "seed=1e99", 1): "seed",
		"#" + good + "&ink=" + strings.Repeat("A", 10<<20):    "at most 131072 bytes",
		// Works in the engine; the controls have one dense layer before the last.
		"#" + strings.Replace(good, "D64r", "D64r-D32r", 1): "at most one dense layer",
	} {
		s := open(t, wire.Yours)
		draw(s, digits(t)[3])
		before := s.Link()
		list := s.Update(OpenLink{hash})
		if len(list) > 0 || s.Link() != before || s.Learn != nil {
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

func TestALinkOpensAsTheControlsWould(t *testing.T) {
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
		"a shipped network answers at once":             {wire.Pretrained, of("dense", "training.epochs", "1"), []string{"Load"}, false},
		"weights that fit are kept":                     {wire.Yours, of("convnet", "training.epochs", "1"), []string{"Open"}, false},
		"what was trained here is not thrown away":      {wire.Yours, of("dense", "training.epochs", "1"), nil, true},
		"nor the shipped one for a network without any": {wire.Pretrained, of("half", "training.epochs", "1"), nil, true},
		"nothing is asked where nothing differs":        {wire.Yours, New().Link(), nil, false},
		"an empty # is the page as it begins":           {wire.Yours, "#", nil, false},
	} {
		s := open(t, c.origin)
		answer(s)
		if got := kindsOf(s.Update(OpenLink{c.hash})); !reflect.DeepEqual(got, c.want) || (s.Learn != nil) != c.learn {
			t.Errorf("%s: sent %v, learn %v", name, got, s.Learn)
		}
	}
}

func TestALinkThatIsThereBeforeTheNetworkCame(t *testing.T) {
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
	if !reflect.DeepEqual(kindsOf(got), []string{"Load", "Predict"}) || got[0].(wire.Load).Preset != "dense" {
		t.Errorf("sent %v, want the shipped dense network", got)
	}
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(64), Origin: wire.Pretrained})
	s.Update(Claimed{Mine: true})
	if got := s.Update(Train{wire.UntilEnd}); len(got) != 2 || got[0].(wire.Open).Training.Examples != 200 {
		t.Errorf("training sent %+v, want the link's 200 images first", got)
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
	if s.Update(OpenLink{New().Link()}); s.Pad.Digit == nil {
		t.Error("a link without a drawing took a test picture away, which no link has")
	}
}

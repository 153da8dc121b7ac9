package state

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
)

// picture returns a test picture with one black pixel, at a place of its own.
func picture(index int) wire.Picture {
	m := wire.Picture{Index: index, Label: index % 10, Pixels: make([]float32, 784)}
	m.Pixels[index%784] = 1
	return m
}

func fetches(list []Command) (all []int) {
	for _, c := range list {
		if f, ok := c.(wire.Fetch); ok {
			all = append(all, f.Index)
		}
	}
	return all
}

// A link has the index of a test picture and what was drawn over it.
func TestALinkBringsATestPictureByItsIndex(t *testing.T) {
	for _, index := range []int{0, 415, 9999} {
		for _, over := range []drawing.Drawing{{}, digits(t)[7]} {
			from, to := open(t, wire.Pretrained), open(t, wire.Pretrained)
			from.Update(picture(1))
			from.Update(picture(index))
			draw(from, over)
			text := from.Link()
			if !strings.Contains(text, fmt.Sprintf("&digit=%d&", index)) || strings.Contains(text, "&ink=") != (len(over.Strokes) > 0) {
				t.Errorf("the link is %s", text)
			}
			draw(to, digits(t)[2])
			two := slices.Clone(to.Pad.Pixels)
			if got := fetches(to.Update(OpenLink{text})); !reflect.DeepEqual(got, []int{index}) {
				t.Fatalf("asked for %v", got)
			}
			to.Update(picture(index))
			if !reflect.DeepEqual(to.Pad.Pixels, from.Pad.Pixels) || to.Link() != text {
				t.Errorf("the network sees another picture, and the link of the link is %s", to.Link())
			}
			for range len(over.Strokes) + 1 {
				to.Update(Undo{})
			}
			if to.Update(Undo{}); !reflect.DeepEqual(to.Pad.Pixels, two) {
				t.Error("the drawing that was there before did not come back")
			}
		}
	}
}

func TestATestPictureOfALinkWaitsForTheWorker(t *testing.T) {
	from := open(t, wire.Pretrained)
	from.Update(picture(0))
	s := New()
	s.Update(WorkerStarted{})
	if got := s.Update(OpenLink{from.Link()}); len(got) > 0 {
		t.Errorf("sent %v to a worker that has said nothing yet", kindsOf(got))
	}
	if got := fetches(s.Update(wire.Hello{})); !reflect.DeepEqual(got, []int{0}) {
		t.Errorf("asked for %v when the worker had come", got)
	}
	if s.Update(picture(0)); s.Pad.Digit == nil {
		t.Error("the picture is not on the pad")
	}
}

// Ink that the user adds while the picture of a link is loading stays.
func TestInkThatIsDrawnWhileALinkLoadsStays(t *testing.T) {
	from := open(t, wire.Pretrained)
	from.Update(picture(9))
	for name, act := range map[string]func(*State){
		"a stroke":          func(s *State) { draw(s, digits(t)[1]) },
		"nothing":           func(s *State) { s.Update(Clear{}) },
		"a link":            func(s *State) { s.Update(OpenLink{New().Link()}) },
		"a link of version": func(s *State) { draw(s, digits(t)[1]); s.Update(OpenLink{versionOne}) },
	} {
		s := open(t, wire.Pretrained)
		s.Update(OpenLink{from.Link()})
		act(s)
		before := s.Pad.Version
		if s.Update(picture(9)); s.Pad.Digit != nil || s.Pad.Version != before {
			t.Errorf("%s: the picture of the link took its place", name)
		}
		if s.Update(picture(9)); s.Pad.Digit == nil {
			t.Errorf("%s: the same picture, asked for later, is not shown", name)
		}
	}
	s := open(t, wire.Pretrained)
	s.Update(OpenLink{from.Link()})
	s.Update(AskDigit{Index: 9, Digit: -1})
	if s.Update(picture(9)); s.Pad.Digit == nil {
		t.Error("the picture that the visitor asked for is not shown")
	}
}

// A link with the current settings changes only pad, preparation and language.
func TestALinkWithTheSettingsShownChangesOnlyThePad(t *testing.T) {
	steps := drawing.Steps{Width: true, Scale: true}
	from, to := open(t, wire.Yours), open(t, wire.Yours)
	draw(from, digits(t)[6])
	from.Update(SetSteps{steps})
	from.Update(SetLanguage{Language: "ko"})
	answer(to)
	before := to.Network
	list := to.Update(OpenLink{from.Link()})
	if got := kindsOf(list); !reflect.DeepEqual(got, []string{"Speak", "Predict"}) || list[0] != Command(Speak{"ko"}) {
		t.Errorf("sent %v", list)
	}
	if to.Pad.Steps != steps || to.Language != "ko" || !reflect.DeepEqual(to.Pad.Pixels, from.Pad.Pixels) || !reflect.DeepEqual(to.Network, before) {
		t.Errorf("steps %+v, language %s", to.Pad.Steps, to.Language)
	}
	answer(to)
	if got := to.Update(OpenLink{from.Link()}); len(got) > 0 {
		t.Errorf("the same link again sent %v", kindsOf(got))
	}
	from.Update(SetSteps{drawing.AllSteps()})
	if to.Update(OpenLink{from.Link()}); to.Pad.Steps != drawing.AllSteps() || !reflect.DeepEqual(to.Pad.Pixels, from.Pad.Pixels) {
		t.Error("a link with all steps left some out")
	}
	if to.Update(OpenLink{versionOne}); to.Language != "ko" {
		t.Error("a link without a language changed it")
	}
}

// The address keeps the language of a link until the user chooses another. A reload must not restore the link's.
func TestTheAddressFollowsTheLanguageOfALink(t *testing.T) {
	from, s := New(), New()
	from.Update(SetLanguage{Language: "ko"})
	s.Update(OpenLink{from.Link()})
	if got := s.Address(); got != from.Link() {
		t.Errorf("the address is %q, want the link", got)
	}
	s.Update(SetLanguage{Language: "en"})
	if got := s.Address(); !strings.Contains(got, "&lang=en&") {
		t.Errorf("the address is %q, want the visitor's choice", got)
	}
	if s.Update(OpenLink{"#"}); s.Address() != "" || s.Language != "en" {
		t.Errorf("an empty # has the address %q", s.Address())
	}
	for _, language := range []string{"fr", "constructor"} { // from a later build, or made up
		before, _, _ := strings.Cut(New().Link(), "&lang=")
		if got := s.Update(OpenLink{sign(before + "&lang=" + language)}); s.Language != "en" || len(got) > 0 {
			t.Errorf("%s: sent %v, the page speaks %s", language, kindsOf(got), s.Language)
		}
	}
}

func TestADamagedLinkIsReportedAndItsRestOffered(t *testing.T) {
	from := New()
	from.Update(ChoosePreset{"dense"})
	from.Update(SetField{"training.seed", "77"})
	text := from.Link()
	for name, c := range map[string]struct{ hash, key, act, preset string }{
		"cut":             {text[:strings.Index(text, "&seed=")+7], "linkcut", "openrest", "dense"},
		"changed":         {strings.Replace(text, "seed=77", "seed=78", 1), "linkchanged", "openrest", "dense"},
		"cut at once":     {text[:9], "linkcut", "", "convnet"},
		"changed in net":  {strings.Replace(text, "net=F", "net=X", 1), "linkchanged", "openrest", "convnet"},
		"cut and escaped": {strings.ReplaceAll(text[:60], "&", "%26"), "linkcut", "openrest", "dense"},
	} {
		s := open(t, wire.Pretrained)
		draw(s, digits(t)[3])
		before := s.Link()
		if got := s.Update(OpenLink{c.hash}); len(got) > 0 || s.Link() != before {
			t.Errorf("%s: sent %v before anything was asked", name, kindsOf(got))
		}
		if len(s.Notices) != 1 || s.Notices[0].Key != c.key || s.Notices[0].Action != c.act {
			t.Errorf("%s: the page says %+v", name, s.Notices)
		}
		s.Update(OpenRest{})
		if s.Draft.Preset() != c.preset || (s.Link() != before) != (c.act != "") {
			t.Errorf("%s: shows %s, %s", name, s.Draft.Preset(), s.Link())
		}
		if c.act != "" && len(s.Notices) > 0 {
			t.Errorf("%s: the rest is open and the page says %+v", name, s.Notices)
		}
		if got := s.Update(OpenRest{}); len(got) > 0 {
			t.Errorf("%s: once more sent %v", name, kindsOf(got))
		}
	}
}

func TestFieldsOfALaterBuildInALinkAreReported(t *testing.T) {
	s := open(t, wire.Pretrained)
	before, _, _ := strings.Cut(New().Link(), "&crc=")
	s.Update(OpenLink{sign(strings.Replace(before, "seed=1", "seed=5", 1) + "&lesson=3")})
	if len(s.Notices) != 1 || s.Notices[0].Key != "linknewer" || s.Notices[0].What != "lesson" || s.Draft.Training.Seed != 5 {
		t.Errorf("the page says %+v and shows seed %d", s.Notices, s.Draft.Training.Seed)
	}
}

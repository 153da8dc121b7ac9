package state

import (
	"slices"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// with is a link with more fields.
func with(link, fields string) string {
	before, _, _ := strings.Cut(link, "&crc=")
	return sign(before + fields)
}

func TestALinkCarriesTheColourScale(t *testing.T) {
	from, to := open(t, wire.Pretrained), open(t, wire.Pretrained)
	from.Update(SetScale{PerMap})
	from.Update(SetMagma{true})
	if got := from.Address(); got != from.Link() || !strings.Contains(got, "&scale=map&magma=1&crc=") {
		t.Errorf("the address is %q", got)
	}
	to.Update(OpenLink{from.Link()})
	if to.Selection.Scale != PerMap || !to.Selection.Magma || to.Link() != from.Link() {
		t.Errorf("the scale is %q, magma %v", to.Selection.Scale, to.Selection.Magma)
	}
	to.Update(OpenLink{with(New().Link(), "&scale=logarithmic")})
	if to.Selection.Scale != PerMap || len(to.Notices) > 0 {
		t.Errorf("an unknown scale leaves %q, notices %+v", to.Selection.Scale, to.Notices)
	}
	from.Update(SetScale{PerLayer})
	if from.Update(SetMagma{}); from.Address() != "" {
		t.Errorf("everything is as it was and the address is %q", from.Address())
	}
}

func TestALinkCarriesTheTabThatTheVisitorHasOpened(t *testing.T) {
	for name, c := range map[string]struct {
		events []Event
		want   string // the field, "" for none
	}{
		"nothing":              {nil, ""},
		"the first tab":        {[]Event{OpenTab{PanelWindow}}, ""},
		"another tab":          {[]Event{OpenTab{PanelResults}}, "&tab=results&"},
		"a folded workbench":   {[]Event{OpenTab{PanelResults}, SetBench{BenchBar}}, ""},
		"a phone's sheet":      {[]Event{FoundBench{"bar keras"}, SetSheet{true}}, "&tab=keras&"},
		"what training opened": {[]Event{Train{}}, ""},
		"an earlier visit":     {[]Event{FoundBench{"half runs"}}, "&tab=runs&"},
	} {
		s := open(t, wire.Untrained)
		for _, e := range c.events {
			s.Update(e)
		}
		if got := s.Link(); strings.Contains(got, "tab=") != (c.want != "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: the link is %s, want %q", name, got, c.want)
		}
		if got := s.Address(); got != "" {
			t.Errorf("%s: the visitor's own workbench is in the address %q", name, got)
		}
	}
}

func TestTheTabOfALinkIsShownAndNotRemembered(t *testing.T) {
	text := with(New().Link(), "&tab=results")
	s := open(t, wire.Untrained)
	if list := s.Update(OpenLink{text}); len(list) > 0 {
		t.Errorf("sent %v", kindsOf(list))
	}
	s.Update(FoundBench{"half runs"}) // of an earlier visit
	s.Update(Train{})
	if v := s.Selection; v.Tab != PanelResults || v.Bench != BenchHalf || !v.Sheet {
		t.Errorf("open is %q, the workbench %q, the sheet %v", v.Tab, v.Bench, v.Sheet)
	}
	if s.Update(OpenTab{PanelKeras}); s.Address() != s.Link() || !strings.Contains(s.Address(), "&tab=keras&") {
		t.Errorf("the address keeps the tab of the link: %q", s.Address())
	}
	for name, e := range map[string]Event{"the workbench": SetBench{BenchBar}, "a phone's sheet": SetSheet{}} {
		s.Update(OpenLink{text})
		if s.Update(e); strings.Contains(s.Link(), "&tab=") {
			t.Errorf("%s that a link has opened is folded and in the link %q", name, s.Link())
		}
	}
	s.Update(OpenTab{PanelKeras})
	s.Update(OpenLink{with(New().Link(), "&tab=experiments")}) // of a later build
	if s.Selection.Tab != PanelKeras || len(s.Notices) > 0 {
		t.Errorf("an unknown tab opens %q, notices %+v", s.Selection.Tab, s.Notices)
	}
	if s.Update(OpenLink{"#"}); s.Address() != "" {
		t.Errorf("an empty # has the address %q", s.Address())
	}
}

func TestLinksWithoutAViewLeaveItAsItIs(t *testing.T) {
	for _, link := range []string{versionOne, New().Link()} {
		s := open(t, wire.Pretrained)
		explain(t, s, 4, 7)
		for _, e := range []Event{SetScale{Shared}, SetMagma{true}, OpenTab{PanelKeras}, ChooseNumber{2, spec.Cell{Row: 1}}} {
			s.Update(e)
		}
		before, chosen := s.Selection, s.Route.Chosen()
		list := s.Update(OpenLink{link})
		v := s.Selection
		same := v.Scale == before.Scale && v.Magma && v.Tab == before.Tab && v.Bench == before.Bench && v.Sheet == before.Sheet && s.Route.Chosen() == chosen
		if asks := slices.Contains(kindsOf(list), "Predict"); !same || asks {
			t.Errorf("%.12s: %+v became %+v, chosen %+v, sent %v", link, before, v, s.Route.Chosen(), kindsOf(list))
		}
	}
}

func TestTheSettingsOfALinkAreNamed(t *testing.T) {
	s := drawn(t)
	for _, e := range []Event{SetMagma{true}, OpenTab{PanelKeras}, ChooseNumber{2, spec.Cell{Row: 1}}} {
		s.Update(e)
	}
	if c := s.LinkContents(); !c.Number || !c.Colours || c.Tab != PanelKeras {
		t.Errorf("they are %+v", c)
	}
	if c := New().LinkContents(); c.Number || c.Colours || c.Tab != "" {
		t.Errorf("of a page as it begins they are %+v", c)
	}
}

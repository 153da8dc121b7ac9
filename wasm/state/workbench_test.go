package state

import (
	"slices"
	"testing"

	"convlab/engine/wire"
)

func TestAFirstVisitHasABarAndTrainOpensTheCurves(t *testing.T) {
	s := open(t, wire.Untrained)
	if s.Selection.Bench != BenchBar {
		t.Errorf("the workbench is %q at first, want the bar", s.Selection.Bench)
	}
	s.Update(Train{})
	if s.Selection.Bench != BenchHalf || s.Selection.Tab != PanelCurves {
		t.Errorf("Train leaves %q on %q, want the curves half open", s.Selection.Bench, s.Selection.Tab)
	}
}

func TestTrainLeavesTheWorkbenchAsTheUserHasArrangedIt(t *testing.T) {
	for name, choose := range map[string]Event{
		"another tab": OpenTab{PanelKeras}, "a folded workbench": SetBench{BenchBar}, "an earlier visit": FoundBench{"half results"},
	} {
		s := open(t, wire.Untrained)
		s.Update(choose)
		before := s.Selection
		s.Update(Train{})
		if s.Selection.Bench != before.Bench || s.Selection.Tab != before.Tab {
			t.Errorf("%s: Train leaves %q on %q, want %q on %q", name, s.Selection.Bench, s.Selection.Tab, before.Bench, before.Tab)
		}
	}
}

func TestTheWorkbenchIsRememberedAndOnlyChoicesOfTheUserAre(t *testing.T) {
	s := open(t, wire.Untrained)
	for _, c := range []struct {
		event Event
		want  string // to be stored
	}{
		{OpenTab{PanelRuns}, "half runs"}, {SetBench{BenchBar}, "bar runs"}, {SetBench{BenchHalf}, "half runs"},
		{SetSheet{true}, ""}, {Train{}, ""}, {OpenTab{"nothing"}, ""}, {FoundBench{"bar about"}, ""},
	} {
		var stored string
		for _, command := range s.Update(c.event) {
			if text, ok := command.(StoreBench); ok {
				stored = text.Text
			}
		}
		if stored != c.want {
			t.Errorf("%#v stores %q, want %q", c.event, stored, c.want)
		}
	}
	if s.Selection.Tab != PanelAbout || s.Selection.Bench != BenchBar {
		t.Errorf("a text of an earlier visit leaves %q on %q, want the bar on about", s.Selection.Bench, s.Selection.Tab)
	}
}

// A text of the storage may be anything. It opens a tab that exists, and is written and read back to the same.
func FuzzBenchText(f *testing.F) {
	for _, text := range []string{"half curves", "bar about", "full curves", "half", "", "half curves runs"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := New()
		s.Update(FoundBench{text})
		if !slices.Contains(Panels(), s.Selection.Tab) || s.Selection.Bench != BenchBar && s.Selection.Bench != BenchHalf {
			t.Errorf("%q opens %q on %q", text, s.Selection.Bench, s.Selection.Tab)
		}
		again := New()
		if again.Update(FoundBench{s.Selection.benchText()}); again.Selection.Tab != s.Selection.Tab || again.Selection.Bench != s.Selection.Bench {
			t.Errorf("%q comes back as %q on %q", s.Selection.benchText(), again.Selection.Bench, again.Selection.Tab)
		}
	})
}

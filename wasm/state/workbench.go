package state

import (
	"slices"
	"strings"
)

// Bench says how far the workbench, the panels below the scene, is open.
type Bench string

// The states of the workbench.
const (
	BenchBar  Bench = "bar"
	BenchHalf Bench = "half"
)

// Panel names a panel of the workbench. Links and the browser's storage contain these names.
type Panel string

// The panels, in the order of their tabs.
const (
	PanelWindow  Panel = "window"
	PanelCurves  Panel = "curves"
	PanelLayers  Panel = "layers"
	PanelResults Panel = "results"
	PanelRuns    Panel = "runs"
	PanelKeras   Panel = "keras"
	PanelAbout   Panel = "about"
)

// Panels lists all panels in the order of their tabs.
func Panels() []Panel {
	return []Panel{PanelWindow, PanelCurves, PanelLayers, PanelResults, PanelRuns, PanelKeras, PanelAbout}
}

// Events of the workbench.
type (
	// OpenTab opens a panel, and the workbench if it is only a bar.
	OpenTab struct{ Tab Panel }
	// SetBench opens or folds the workbench.
	SetBench struct{ Bench Bench }
	// SetSheet shows or hides the workbench on a phone, where it is a sheet over the page.
	SetSheet struct{ On bool }
	// FoundBench is a text of StoreBench, of an earlier visit. A tab that a link has opened stays.
	FoundBench struct{ Text string }
)

// StoreBench is the command to store in the browser how the user has left the workbench.
type StoreBench struct{ Text string }

// updateBench handles an event of the workbench. A text that no StoreBench wrote changes nothing.
func (s *Selection) updateBench(e Event) []Command {
	switch e := e.(type) {
	case OpenTab:
		if !slices.Contains(Panels(), e.Tab) {
			return nil
		}
		s.Tab = e.Tab
		if s.Bench == BenchBar {
			s.Bench = BenchHalf
		}
	case SetBench:
		s.Bench = e.Bench
		s.Sheet = s.Sheet && e.Bench != BenchBar // a link has opened both
	case SetSheet:
		if s.Sheet = e.On; !e.On && s.tabLinked {
			s.Bench = BenchBar // a link has opened both
		}
		return nil
	case FoundBench:
		bench, tab, _ := strings.Cut(e.Text, " ")
		if !s.tabLinked && slices.Contains(Panels(), Panel(tab)) && (Bench(bench) == BenchBar || Bench(bench) == BenchHalf) {
			s.Bench, s.Tab, s.benchChosen = Bench(bench), Panel(tab), true
		}
		return nil
	}
	s.benchChosen = true
	return []Command{StoreBench{s.benchText()}}
}

// benchText is the text that FoundBench reads.
func (s *Selection) benchText() string { return string(s.Bench) + " " + string(s.Tab) }

// showTraining opens the curves when a training begins, unless the user has arranged the workbench.
func (s *Selection) showTraining() {
	if s.benchChosen {
		return
	}
	s.Tab = PanelCurves
	if s.Bench == BenchBar {
		s.Bench = BenchHalf
	}
}

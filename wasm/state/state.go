package state

import (
	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// State is all that the page knows, in sub-states. Update alone changes it.
type State struct {
	Worker     Worker
	Network    Network // of the worker
	Draft      Draft   // of the controls
	Run        Run
	Pad        Pad
	Prediction Prediction
	Route      Route
	Selection  Selection
	Autosave   Autosave
	Previous   Previous
	Files      Files
	Records    Records
	Notices    Notices
	Language   string // "en", "ko"
	Viewport   Viewport

	link     link
	clock    float64 // of the last Tick
	date     int64   // of the last SetDate
	deferred []Event // wait for an awaited network
}

// Now is the page's clock as of the last Tick, in seconds.
func (s *State) Now() float64 { return s.clock }

// Event is something that happened: a struct of this package that is called an
// event, or a message of the worker.
type Event any

// Command is a request of Update: a command of package wire for the
// worker, or one of this package for the page.
type Command any

// Events of the page as a whole.
type (
	// SetDate comes before Tick, in milliseconds since 1970.
	SetDate     struct{ Date int64 }
	SetLanguage struct{ Language string }
	SetViewport struct{ Viewport Viewport }
	// StageRefused comes when the stage is of another build than the page.
	StageRefused struct{ Reason string }
)

// Viewport is the size of the stage in CSS pixels and device pixels each.
type Viewport struct {
	W, H      float32
	Scale     float32 // device pixels per CSS pixel
	TextScale float32 // 1: a body text of 13 px
}

// New is the page before anything happened: the note's convnet in the
// controls, an empty pad.
func New() *State {
	begin := beginning()
	draft, _ := FromModel(begin.Model, begin.Training)
	s := &State{
		Worker: Worker{Status: Starting},
		Draft:  Draft{Settings: draft, chosen: map[string]bool{}, untouched: true},
		Run:    Run{Progress: wire.Progress{Phase: wire.Idle}},
		Pad: Pad{
			Raster: new(drawing.Raster), Tool: Pen, Width: DefaultPen,
			Steps: begin.Steps, Pixels: make([]float32, spec.MNIST().Size()),
		},
		Route:     Route{Digit: -1},
		Selection: Selection{Scale: PerLayer, Axis: Epochs, Tab: PanelWindow, Bench: BenchBar},
		Language:  "en",
		Viewport:  Viewport{W: 800, Scale: 1},
	}
	s.link.opening = s.link.encode(begin)
	return s
}

// Update handles an event and returns the commands that follow from it. Events
// that make no sense at the moment change nothing.
func (s *State) Update(e Event) []Command {
	if s.awaitsNetwork() && s.aboutNetwork(e) {
		s.deferred = append(s.deferred, e)
		return nil
	}
	list := s.update(e)
	for len(s.deferred) > 0 && !s.awaitsNetwork() {
		e, s.deferred = s.deferred[0], s.deferred[1:]
		list = append(list, s.update(e)...)
	}
	return list
}

// update hands an event to its sub-state or rules.
func (s *State) update(e Event) []Command {
	switch e := e.(type) {
	case ChoosePreset, SetField, TakeFix, AddBlock, RemoveBlock, Discard, UsePretrain:
		return s.updateDraft(e)
	case Train, Continue, Pause, Reset, Rollback:
		return s.updateRun(e)
	case PenDown, PenMove, PenUp, RejectGesture, Undo, Clear, SetTool, SetPen, SetSteps, AskDigit, OpenPicture, PictureBegan, PictureRead, PictureFailed:
		return s.updatePad(e)
	case DrawExample:
		return s.drawExample(e)
	case SpreadRoute:
		s.spreadRoute(e)
	case SortUnits:
		s.Route.Order.change(func() { s.Route.Order.Sorted = e.On })
	case MoveUnits:
		s.Route.Order.move(e)
	case SetReading, SetScale, SetMagma, SetOffset, SetAxis, StepReading:
		s.Selection.update(e, s.Run.Scores)
	case OpenTab, SetBench, SetSheet, FoundBench:
		return s.Selection.updateBench(e)
	case ChooseNumber, ChooseMap, HoverNumber, MoveNumber, AskWhy, FollowRoute:
		return s.updateRoute(e)
	case OpenLink, OpenRest:
		return s.updateLink(e)
	case SaveFile, OpenFile, FileFailed:
		return s.updateFiles(e)
	case Resume, StartNew, RemoveDamaged, DownloadCheckpoint, Leave, Claimed, Found, CheckpointRead, Stored, StoreFailed, StoreCleared:
		return s.updateAutosave(e)
	case RestorePrevious:
		return s.restorePrevious()
	case UseRecord:
		return s.useRecord(e.ID)
	case RemoveRecord, ClearRecords, RestoreRecords, SortRecords, FoundRecords, RecordsStored:
		return s.Records.update(e, &s.Run)
	case Dismiss:
		s.Notices.dismiss(e.Index)
	case Tick, WorkerStarted, WorkerFailed, Retry:
		return s.updateWorker(e)
	case SetDate:
		s.date = e.Date
	case SetLanguage:
		s.Language = e.Language
	case SetViewport:
		s.Viewport = e.Viewport
	case StageRefused:
		s.Notices.add(Notice{Key: "stage", Message: e.Reason})
	default:
		return s.receive(e)
	}
	return nil
}

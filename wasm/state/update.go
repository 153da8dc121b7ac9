package state

import (
	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

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
		Selection: Selection{Scale: PerLayer, Axis: Epochs, Unfolded: map[int]bool{}},
		Language:  "en",
		Viewport:  Viewport{W: 800, Scale: 1},
	}
	s.link.opening = s.link.encode(begin)
	return s
}

// Update lets e happen and returns what is to be done about it. Events that
// make no sense at the moment change nothing.
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

func (s *State) update(e Event) []Command {
	switch e := e.(type) {
	case ChoosePreset:
		s.Draft.untouched = false
		return s.choosePreset(e.Name)
	case SwitchKind:
		s.Draft.untouched = false
		return s.switchKind(e.Dense)
	case SetField:
		s.Draft.untouched = false
		return s.setField(e.Path, e.Value)
	case TakeFix:
		s.Draft.untouched = false
		return s.takeFix(e.Index)
	case AddBlock:
		s.Draft.untouched = false
		return s.addBlock()
	case RemoveBlock:
		s.Draft.untouched = false
		return s.removeBlock(e.Index)
	case Discard:
		return s.discard()
	case Train:
		if s.Autosave.Tab != TabMine && s.CanTrain() {
			return s.Autosave.claim(e)
		}
		return s.train()
	case Continue:
		if s.Autosave.Tab != TabMine && s.CanStep() {
			return s.Autosave.claim(e)
		}
		return s.goOn(e.Until)
	case BringBack:
		return s.bringBack()
	case Pause:
		s.Run.ran = false
		return []Command{wire.Pause{}}
	case Reset:
		return s.reset()
	case UsePretrain:
		return s.usePretrained()
	case PenDown, PenMove, PenUp, RejectGesture, Undo, Clear, SetTool, SetPen, SetSteps, OpenPicture, PictureBegan, PictureRead, PictureFailed:
		var list []Command
		ask := s.draws(func(p *Pad) { list = p.update(e, s.clock, &s.Notices) })
		return append(list, ask...)
	case AskDigit:
		s.Pad.awaited = nil
		return s.askDigit(e.Index, e.Digit)
	case OpenLink:
		s.Draft.untouched = false
		return s.openLink(e.Hash)
	case OpenRest:
		s.Draft.untouched = false
		return s.openRest()
	case SaveFile:
		return s.saveFile(e.Form)
	case OpenFile:
		return s.openFile(e.Name, e.Bytes)
	case FileFailed:
		s.fileFailed(e.Name, e.Message)
	case Retry:
		return s.retry()
	case Dismiss:
		s.Notices.dismiss(e.Index)
	case UseRecord:
		return s.useRecord(e.ID)
	case RemoveRecord, ClearRecords, RestoreRecords, SortRecords, RecallRecords, RecordsKept:
		return s.Records.update(e, &s.Run)
	case Retreat:
		return s.retreat()
	case Resume:
		return s.resume()
	case StartNew:
		s.Autosave.startNew()
	case Forget:
		return s.Autosave.forget(&s.Notices)
	case TakeAway:
		return s.download()
	case Leave:
		return s.saveHidden()
	case Claimed:
		return s.claimed(e.Mine)
	case Found:
		return s.Autosave.find(e, s.Network.learned())
	case Recalled:
		return s.recalled(e)
	case Stored:
		return s.Autosave.stored(e, s.Network.learned(), s.clock, &s.Notices)
	case StoreFailed:
		s.Autosave.unstored(e, &s.Notices)
	case StoreCleared:
		return s.Autosave.storeCleared(s.Network.learned())
	case SetDate:
		s.date = e.Date
	case Tick:
		return s.tick(e.Now)
	case WorkerStarted:
		s.Worker.Status, s.clock = Starting, e.Now
		s.Worker.watch.heard()
	case WorkerFailed:
		return s.lost(e.Reason)
	case SetLanguage:
		s.Language = e.Language
	case SetViewport:
		s.Viewport = e.Viewport
	case StageRefused:
		s.Notices.add(Notice{Key: "stage", Message: e.Reason})
	case PointAt, PointClick, PointAway, Unpin, Unfold, SetScale, SetAxis, StepReading:
		s.Selection.update(e, s.Model(), s.Run.Scores)
	case StepPick:
		s.Selection.stepPick(e.Maps, e.Layers, s.Network.Model)
	default:
		return s.listen(e)
	}
	return nil
}

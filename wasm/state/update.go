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
	case PenDown:
		s.Pad.dropAwaited()
		return s.penDown(e.Points)
	case PenMove:
		return s.penMove(e.Points)
	case PenUp:
		s.Pad.gesture.down = false
	case RejectGesture:
		return s.rejectGesture()
	case Undo:
		s.Pad.dropAwaited()
		return s.undo()
	case Clear:
		s.Pad.dropAwaited()
		return s.clear()
	case SetTool:
		if e.Tool == Pen || e.Tool == Eraser {
			s.Pad.Tool = e.Tool
		}
	case SetPen:
		s.Pad.Width = min(max(e.Width, MinPen), MaxPen)
	case SetSteps:
		s.Pad.Steps = e.Steps
		return s.inked()
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
	case OpenPicture:
		return s.openPicture(e)
	case PictureBegan:
		s.pictureBegan(e.ID)
	case PictureRead:
		return s.pictureRead(e)
	case PictureFailed:
		s.pictureFailed(e)
	case Retry:
		return s.retry()
	case Dismiss:
		s.Notices.dismiss(e.Index)
	case UseRecord, RemoveRecord, ClearRecords, RestoreRecords, SortRecords, RecallRecords, RecordsKept:
		return s.updateRecords(e)
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
		return s.find(e)
	case Recalled:
		return s.recalled(e)
	case Stored:
		return s.stored(e)
	case StoreFailed:
		s.unstored(e)
	case StoreCleared:
		return s.storeCleared()
	case SetDate:
		s.date = e.Date
	case Tick:
		return s.tick(e.Now)
	case WorkerStarted:
		s.Worker.Status, s.clock = Starting, e.Now
		s.Worker.watch.heard()
	case WorkerFailed:
		return s.lost(e.Reason)
	case SetScale:
		s.Selection.Scale = e.Scale
	case SetAxis:
		s.Selection.setAxis(e.Axis)
	case SetLanguage:
		s.Language = e.Language
	case SetViewport:
		s.Viewport = e.Viewport
	case PointAt:
		s.pointAt(e)
	case PointClick:
		return s.pointClick(PointAt(e))
	case PointAway:
		s.Selection.Hover, s.Selection.Reading = Pick{}, Reading{}
	case StageRefused:
		s.Notices.add(Notice{Key: "stage", Message: e.Reason})
	case Unpin:
		s.Selection.Hero = Pick{}
	case Unfold:
		s.Selection.Unfolded[e.Layer] = !s.Selection.Unfolded[e.Layer]
	case StepReading:
		s.stepReading(e.By)
	case StepPick:
		s.stepPick(e.Maps, e.Layers)
	default:
		return s.listen(e)
	}
	return nil
}

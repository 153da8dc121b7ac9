package state

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// FuzzUpdate dispatches events with random texts and numbers. The page must survive them, and its state stay possible.
func FuzzUpdate(f *testing.F) {
	f.Add("claimed;blocks[0].filters=64;train;pause;digit;undo;blocks[1].window=7", 0.3)
	f.Add("claimed;blocks[0].stride=2;fix;units=1e4;fix;discard;blocks[2].window=7;dense;fix", 0.0)
	f.Add("preset=flat;+;-0;point;click;goon;replaced;back;reset;hello;blocks[-1].x=;training.seed=x", 1e30)
	f.Add("claimed;preset=dense;silent;train;step;bye;retry;scale;fold;key", -1.0)
	f.Add("ink;answer;pin;pin;half;answer;key;dense;answer;pin;strided;scale;answer", 40.0)
	f.Add("claimed;running;score;results;half;score;silent;train;hello;dense", 0.5)
	f.Add("found;resume;resume;claimed;new;recalled;restored;half;paused;found;running;tick;saved;stored", 20.0)
	f.Add("found;claimed;resume;cleared;recalled;stored rows;resume;lost;forget;train;late", -7.0)
	f.Add("claimed;running;save;bye;save;takeaway;retry;hello;restored;convnet;beat", 1e9)
	f.Add("ink;answer;file=a;opened;half;answer;file=model;unread;file=b;bye;rollback;diverge;rollback", -1.0)
	f.Add("train;refused;train;claimed;running;tick;saved;unstored;leave;saved;stored;cleared;stored", 8.0)
	f.Add("first;running;results;epoch;recall;use;remove;restore;clear;recall;stored rows;link=1&x;link=", 3.0)
	f.Add("ink;out;out;up;undo;ink;out;reject;own link;out;reject;wipe;undo;undo", 0.7)
	f.Add("photo;began;photoread;ink;undo;photo;late;heic;digit;photo;photoread;own link;save;opened;undo;undo;nophoto;photo;nophoto", 1.0)
	f.Add("ink;answer;view link;answer;number;own link;answer;half;view link;dense;answer;convnet;answer;rest", 2.0)
	f.Add("view link;example;answer;example;answer;own view;rest;magma;tab;sheet;own link;empty link;bench;view link;digit", 6.0)
	f.Add("todense;ink;answer;sort;places;move;number;move;toconvnet;answer;move;places;todense;answer;move", 1.0)
	f.Add("a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p;q;r;s;t;u;v;w;x;y;z;A;B;C;D;E;F;G", 2.5)
	f.Fuzz(func(t *testing.T, script string, number float64) {
		p := page{State: open(t, wire.Yours), number: float32(number), notes: otherNote(t)}
		p.Autosave.Tab, p.Autosave.found = TabFree, false
		for _, word := range strings.Split(script, ";") {
			path, value, set := strings.Cut(word, "=")
			switch {
			case path == "answer":
				answer(p.State)
			case path == "preset":
				p.happen(t, ChoosePreset{value})
			case path == "link":
				p.happen(t, OpenLink{value})
			case path == "file":
				p.happen(t, OpenFile{Name: value, Bytes: []byte(value)})
			case set:
				p.happen(t, SetField{path, value})
			default:
				p.happen(t, p.event(word))
			}
			if err := p.Draft.Model().Check(); err != nil {
				t.Fatalf("after %q the controls show what cannot work: %v", word, err)
			}
		}
		p.possible(t)
		paint(p.State)
	})
}

// page is a state, and the last commands for the worker and the storage.
type page struct {
	*State
	number float32
	notes  json.RawMessage
	store  *Store
	recall ReadCheckpoint
	save   wire.Save
	hands  wire.Restore
}

func (p *page) happen(t *testing.T, e Event) {
	switch e.(type) {
	case nil:
		return
	case Stored, StoreFailed:
		p.store = nil
	}
	for _, c := range p.Update(e) {
		switch c := c.(type) {
		case Store:
			if p.store != nil {
				t.Fatalf("%T: a checkpoint is written while another one is", e)
			}
			for _, g := range append(p.Autosave.Resumable, Generation{Key: c.Key}) {
				if slices.Contains(c.Drop, g.Key) || g.Key == c.Key && slices.Contains(p.Autosave.Resumable, g) {
					t.Fatalf("%T: writes %q and removes %q, which takes %q away", e, c.Key, c.Drop, g.Key)
				}
			}
			p.store = &c
		case ReadCheckpoint:
			p.recall = c
		case wire.Save:
			p.save = c
		case wire.Restore:
			p.hands = c
		}
	}
}

// possible checks what is true for a page after any events.
func (p *page) possible(t *testing.T) {
	t.Helper()
	if n := p.Route.Chosen(); n.On && !holds(p.Network.Model, n.Layer, n.Cell) {
		t.Errorf("chosen is %+v", n)
	}
	if err := p.Pad.Drawing.Validate(); err != nil {
		t.Error(err)
	}
	ids := map[int]bool{}
	for _, r := range p.Records.List {
		if ids[r.ID] || r.ID > p.Records.lastID || !r.valid() {
			t.Errorf("row %+v", r)
		}
		ids[r.ID] = true
	}
	k := &p.Autosave
	if k.Resuming && k.restore == nil || k.Tab == TabMine && k.waiting != nil || len(p.Records.List) > MaxRecords || len(p.Notices) > MaxNotices {
		t.Errorf("resuming: %v, waiting: %v, %d rows, %d notices", k.Resuming, k.waiting, len(p.Records.List), len(p.Notices))
	}
}

// event returns the event of a word. A single character selects one of all events.
func (p *page) event(word string) Event {
	all := p.events()
	if e, ok := all[word]; ok {
		return e
	}
	if len(word) == 1 {
		return all[slices.Sorted(maps.Keys(all))[int(word[0])%len(all)]]
	}
	return PenDown{[]drawing.Point{{X: p.number, Y: p.number, Pressure: p.number}}}
}

// events returns all events by their words; nil: an answer to a command that was not given.
func (p *page) events() map[string]Event {
	v, n := p.number, int(p.number)
	network := func(preset string, origin wire.Origin) wire.Network {
		s, _ := spec.FindPreset(preset)
		return wire.Network{Model: s.Model, Training: s.Training, Origin: origin, Checksum: preset}
	}
	note := json.RawMessage(strings.Replace(string(p.notes), `"Layer":0,"Map":0`, fmt.Sprintf(`"Layer":%d,"Map":%d`, n, n), 1))
	file := wire.Saved{ID: p.save.ID, Format: wire.FormatCheckpoint, Epoch: n, Time: int64(n), Bytes: []byte("a checkpoint")}
	epoch := network("convnet", wire.Yours)
	epoch.Epoch, epoch.Accuracy, epoch.Tested, epoch.Checksum = 1, float64(v), spec.TestExamples, fmt.Sprint(v)
	var stored, unstored Event
	if c := p.store; c != nil {
		stored, unstored = Stored{c.Key}, StoreFailed{Quota: v > 0, Message: "full"}
	}
	abouts := map[string]string{"b/0": fmt.Sprintf(`{"time":%d}`, n), "b/1": `{"time":3}`, "a/0": `{"time":2}`}
	return map[string]Event{
		// The controls, the run, the pad and the pointer.
		"train": Train{}, "step": Continue{wire.UntilStep}, "pause": Pause{}, "reset": Reset{}, "shipped": UsePretrain{},
		"+": AddBlock{n}, "-0": RemoveBlock{}, "goon": Continue{wire.UntilEnd}, "back": RestorePrevious{}, "discard": Discard{}, "undo": Undo{}, "wipe": Clear{}, "up": PenUp{}, "reject": RejectGesture{},
		"out":  PenMove{[]drawing.Point{{X: 0.5, Y: 0.5}, {X: v, Y: -v}, {X: -v, Y: 1 - v}, {X: 0.25, Y: 0.5}}},
		"read": SetReading{Reading{On: true, X: float64(v)}}, "scale": SetScale{"scale"}, "fold": SetViewport{Viewport{W: v, Scale: v}},
		"number": ChooseNumber{Layer: n, Cell: spec.Cell{Row: n, Column: 1}}, "map": ChooseMap{Layer: n, Channel: n}, "hover": HoverNumber{Layer: n}, "move": MoveNumber{Rows: n, Layers: 1}, "why": AskWhy{n}, "route": FollowRoute{}, "todense": ChoosePreset{"dense"}, "fix": TakeFix{n}, "toconvnet": ChoosePreset{"convnet"}, "dismiss": Dismiss{n}, "retry": Retry{},
		"rollback": Rollback{}, "empty link": OpenLink{"#"}, "own link": OpenLink{p.Link()}, "cut link": OpenLink{p.Link()[:60]}, "rest": OpenRest{},
		"view link": OpenLink{with(New().Link(), fmt.Sprintf("&number=%d.%d.1.%d&scale=map&tab=results", n%9, n, n))}, "own view": OpenLink{strings.Replace(p.Link(), "&number=", "&number=1", 1)},
		"magma": SetMagma{v > 0}, "tab": OpenTab{PanelKeras}, "sheet": SetSheet{v > 0}, "bench": FoundBench{"half runs"}, "example": DrawExample{Now: float64(v), Still: v > 0}, "sort": SortUnits{v > 0}, "places": MoveUnits{Now: float64(v), Still: v < 1},
		"photo": png("a.png"), "heic": OpenPicture{Head: []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")}, "began": PictureBegan{p.Pad.pictures}, "photoread": PictureRead{p.Pad.pictures, make([]byte, drawing.Side*drawing.Side)},
		"nophoto": PictureFailed{p.Pad.pictures, fmt.Errorf("gone")}, "othersphoto": PictureRead{n, []byte{1}},
		// The worker.
		"hello": wire.Hello{}, "bye": wire.Bye{Reason: "bye"}, "failed": WorkerFailed{"memory"}, "started": WorkerStarted{float64(v)},
		"beat": wire.Heartbeat{}, "silent": Tick{float64(v)}, "tick": Tick{p.clock + Interval}, "late": Tick{p.clock + StartTimeout + 1},
		"digit":   wire.Picture{Label: 3, Pixels: make([]float32, 784)},
		"convnet": network("convnet", wire.Yours), "half": network("half", wire.Yours), "dense": network("dense", wire.Yours),
		"strided": network("strided", wire.Yours), "pretrained": network("convnet", wire.Pretrained), "epoch": epoch,
		"running": wire.Progress{Phase: wire.Running, Step: n, Steps: 938, Epochs: 5, Seconds: 1}, "paused": wire.Progress{Phase: wire.Paused, Epochs: 5},
		"score":   wire.Scores{Points: []wire.Score{{Set: wire.TrainSet, Epoch: float64(v), Loss: float64(v), Accuracy: float64(v)}}},
		"first":   wire.Scores{First: true},
		"results": wire.Results{Count: spec.TestExamples, Accuracy: float64(v), Loss: 1},
		"diverge": wire.Fault{Cause: wire.CauseDiverge, Divergence: &wire.Divergence{Quantity: wire.QuantityLoss, Rollback: &wire.RollbackPoint{Rate: v}}},
		// The autosave.
		"claimed": Claimed{Mine: true}, "refused": Claimed{Mine: false}, "found": Found{abouts}, "resume": Resume{}, "new": StartNew{},
		"recalled": CheckpointRead{Key: p.recall.Key, Bytes: []byte("a checkpoint")}, "lost": CheckpointRead{Key: p.recall.Key},
		"restored": wire.Restored{Name: p.hands.Name, Format: wire.FormatCheckpoint, Page: note, Drawing: line()},
		"unread":   wire.Fault{Cause: wire.CauseFile, What: p.hands.Name}, "forget": RemoveDamaged{}, "takeaway": DownloadCheckpoint{}, "leave": Leave{},
		"stored": stored, "unstored": unstored, "cleared": StoreCleared{},
		"replaced": wire.Replaced{Epoch: n, Bytes: []byte("a checkpoint")},
		"saved":    file, "unsaved": wire.Fault{Cause: wire.CauseFile, What: string(wire.FormatCheckpoint)},
		// Files and runs.
		"save": SaveFile{wire.FormatCheckpoint}, "model": SaveFile{wire.FormatModel}, "onnx": SaveFile{wire.FormatONNX},
		"opened": wire.Restored{Name: p.Files.Opening, Format: wire.FormatCheckpoint, Page: note, Drawing: line()},
		"use":    UseRecord{n}, "remove": RemoveRecord{n}, "clear": ClearRecords{}, "restore": RestoreRecords{}, "order": SortRecords{ByLoss},
		"recall": FoundRecords{p.Records.Text()}, "other": FoundRecords{""}, "stored rows": RecordsStored{},
	}
}

package state

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// about returns the description of a checkpoint.
func about(t testing.TB, a About) string {
	t.Helper()
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// returned returns a page that finds two generations of a training, and one of each of two earlier trainings.
func returned(t *testing.T) *State {
	t.Helper()
	s := open(t, wire.Pretrained)
	s.Autosave.found = false
	s.Update(Found{map[string]string{
		"b/0": about(t, About{Epoch: 2, Step: 10, Accuracy: 0.985, Tested: 10000, Time: 2000}),
		"b/1": about(t, About{Epoch: 3, Accuracy: 0.986, Tested: 10000, Time: 3000}),
		"a/0": about(t, About{Epoch: 1, Time: 1000}),
		"0/0": about(t, About{Epoch: 4, Time: 500}),
	}})
	return s
}

// note returns the note of a page with other settings and another selection.
func otherNote(t testing.TB) json.RawMessage {
	t.Helper()
	s := open(t, wire.Yours)
	s.Update(SetField{"training.epochs", "9"})
	s.Update(SetScale{Shared})
	s.Update(SetSteps{drawing.Steps{Crop: true}})
	s.Route.cells, s.Route.layer, s.Route.fixed = make([]spec.Cell, 9), 0, true
	return s.note()
}

// bring answers a Restore for the worker.
func bring(s *State, c wire.Restore, note json.RawMessage, d drawing.Drawing) []Command {
	list := s.Update(wire.Restored{Name: c.Name, Format: wire.FormatCheckpoint, Page: note, Drawing: d, Time: 3000})
	p, _ := spec.FindPreset("half")
	p.Training.LearningRate = 0.002
	list = append(list, s.Update(wire.Network{Model: p.Model, Training: p.Training, Origin: wire.Yours, Epoch: 3})...)
	return append(list, s.Update(wire.Progress{Phase: wire.Paused, Epoch: 3, Epochs: 5, LearningRate: 0.002})...)
}

func line() drawing.Drawing {
	return drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.07, Points: []drawing.Point{{X: 0.5, Y: 0.2}, {X: 0.5, Y: 0.8}}}}}
}

func TestTheNewestTrainingIsOfferedAndNotResumedByItself(t *testing.T) {
	s := returned(t)
	if len(s.Autosave.Resumable) != 2 || s.Autosave.Resumable[0].Epoch != 3 || s.Autosave.Resumable[1].Epoch != 2 {
		t.Fatalf("offered %+v, want both generations, the newer first", s.Autosave.Resumable)
	}
	if s.Network.Origin != wire.Pretrained {
		t.Error("something was taken")
	}
}

func TestResumeRestoresNetworkSettingsSelectionAndDrawing(t *testing.T) {
	s := returned(t)
	if c := only[ReadCheckpoint](t, s.Update(Resume{})); c.Key != "b/1" {
		t.Fatalf("reads %q", c.Key)
	}
	if list := s.Update(Resume{}); list != nil {
		t.Error("a second click reads again")
	}
	c := only[wire.Restore](t, s.Update(CheckpointRead{Key: "b/1", Bytes: []byte("newer")}))
	bring(s, c, otherNote(t), line())
	if len(s.Autosave.Resumable) != 0 || s.Autosave.Resuming {
		t.Error("it is still offered")
	}
	if s.Draft.Training.Epochs != 9 || s.Selection.Scale != Shared || s.Pad.Steps != (drawing.Steps{Crop: true}) || s.link.unchosen == nil || !reflect.DeepEqual(s.Pad.Drawing, line()) {
		t.Errorf("came back: %+v, %s, %+v, %+v, %+v", s.Draft.Training, s.Selection.Scale, s.Pad.Steps, s.link.unchosen, s.Pad.Drawing)
	}
	if s.Draft.Preset() != "convnet" || s.Draft.Learn == nil {
		t.Error("the settings that waited do not wait any more")
	}
	// The next checkpoint overwrites the older generation. The earlier training, which was not declined, stays; the one before it is
	// deleted.
	s.Update(PenUp{})
	if c := checkpoint(t, s, Interval); c.Key != "b/0" || !slices.Equal(c.Drop, []string{"0/0"}) {
		t.Errorf("written to %s, and %v removed", c.Key, c.Drop)
	}
}

func TestADamagedGenerationIsReplacedByTheOneBefore(t *testing.T) {
	for name, bytes := range map[string][]byte{"flipped": []byte("damaged"), "gone": nil} {
		s := returned(t)
		s.Update(Resume{})
		list := s.Update(CheckpointRead{Key: "b/1", Bytes: bytes})
		if bytes != nil {
			list = s.Update(wire.Fault{Cause: wire.CauseFile, What: only[wire.Restore](t, list).Name, Message: "a wrong hash"})
		}
		if c := only[ReadCheckpoint](t, list); c.Key != "b/0" {
			t.Fatalf("%s: then reads %q", name, c.Key)
		}
		bring(s, only[wire.Restore](t, s.Update(CheckpointRead{Key: "b/0", Bytes: []byte("older")})), otherNote(t), line())
		if len(s.Notices) != 1 || s.Notices[0].Key != "older" {
			t.Errorf("%s: said %+v", name, s.Notices)
		}
		s.Update(PenUp{})
		if c := checkpoint(t, s, Interval); c.Key != "b/1" {
			t.Errorf("%s: the good generation is written over first: %s", name, c.Key)
		}
	}
}

func TestADamagedTrainingIsReportedAndRemovedOnlyByChoice(t *testing.T) {
	s := returned(t)
	s.Update(Resume{})
	s.Update(CheckpointRead{Key: "b/1"})
	if list := s.Update(CheckpointRead{Key: "b/0"}); list != nil {
		t.Fatalf("sent %v", kindsOf(list))
	}
	if len(s.Notices) != 1 || s.Notices[0].Key != "damaged" || len(s.Autosave.Resumable) != 0 {
		t.Fatalf("said %+v, offered %+v", s.Notices, s.Autosave.Resumable)
	}
	if c := only[Remove](t, s.Update(RemoveDamaged{})); !slices.Equal(c.Keys, []string{"b/1", "b/0"}) || len(s.Notices) != 0 {
		t.Errorf("removes %v, notices %+v", c.Keys, s.Notices)
	}
}

func TestADeclinedTrainingStaysUntilANewerOneIsSaved(t *testing.T) {
	s := returned(t)
	s.Update(StartNew{})
	if len(s.Autosave.Resumable) != 1 || s.Autosave.Resumable[0].Key != "a/0" {
		t.Errorf("offered %+v, want the training before", s.Autosave.Resumable)
	}
	s.Update(StartNew{})
	if len(s.Autosave.Resumable) != 0 {
		t.Error("still offered")
	}
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours})
	c := checkpoint(t, s, Interval)
	if !slices.Equal(slices.Sorted(slices.Values(c.Drop)), []string{"0/0", "a/0", "b/0", "b/1"}) {
		t.Errorf("removes %v", c.Drop)
	}
}

func TestATrainingWhoseOfferIsUnansweredIsNotOverwritten(t *testing.T) {
	s := returned(t)
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours})
	for n := range 3 {
		s.Update(wire.Progress{Phase: wire.Running, Step: 8 + n, Steps: 938})
		c := checkpoint(t, s, float64(n+1)*Interval)
		if strings.HasPrefix(c.Key, "b/") || slices.Contains(c.Drop, "b/0") || slices.Contains(c.Drop, "b/1") {
			t.Fatalf("checkpoint %d: written to %s, and %v removed", n+1, c.Key, c.Drop)
		}
		s.Update(Stored{c.Key})
	}
}

// After Train instead of an answer, the next visit offers both trainings: the newer one, then the one that was offered before.
func TestATrainingWhoseOfferIsUnansweredIsOfferedAgain(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Autosave.found = false
	s.Update(Found{map[string]string{
		"c/0": about(t, About{Step: 2, Time: 4000}),
		"b/0": about(t, About{Epoch: 2, Time: 2000}),
		"b/1": about(t, About{Epoch: 3, Time: 3000}),
	}})
	if len(s.Autosave.Resumable) != 1 || s.Autosave.Resumable[0].Step != 2 {
		t.Fatalf("offered %+v, want the newest training", s.Autosave.Resumable)
	}
	s.Update(StartNew{})
	if len(s.Autosave.Resumable) != 2 || s.Autosave.Resumable[0].Epoch != 3 || s.Autosave.Resumable[1].Epoch != 2 {
		t.Errorf("offered %+v, want the one before", s.Autosave.Resumable)
	}
}

func TestTheTestPictureUnderADrawingComesBackWithIt(t *testing.T) {
	before := open(t, wire.Yours)
	pixels := make([]float32, 784)
	pixels[400] = 1
	before.Update(wire.Picture{Index: 42, Label: 7, Pixels: pixels})
	s := returned(t)
	s.Update(Resume{})
	c := only[wire.Restore](t, s.Update(CheckpointRead{Key: "b/1", Bytes: []byte("newer")}))
	list := bring(s, c, before.note(), line())
	if got := only[wire.Fetch](t, list); got.Index != 42 {
		t.Fatalf("asks for picture %d", got.Index)
	}
	s.Update(wire.Picture{Index: 42, Label: 7, Pixels: pixels})
	if s.Pad.Digit == nil || !reflect.DeepEqual(s.Pad.Drawing, line()) {
		t.Errorf("on the pad: %v, %+v", s.Pad.Digit, s.Pad.Drawing)
	}
}

func TestAfterADivergenceARollbackIsOffered(t *testing.T) {
	s := training(t, 7)
	s.Update(wire.Fault{Cause: wire.CauseDiverge, What: "training", Divergence: &wire.Divergence{
		Quantity: wire.QuantityLoss, Layer: -1, Rate: 4, Rollback: &wire.RollbackPoint{Epoch: 1, Step: 3, Rate: 2},
	}})
	if len(s.Notices) != 1 || s.Notices[0].Action != "rollback" {
		t.Fatalf("said %+v", s.Notices)
	}
	if got := kindsOf(s.Update(Rollback{})); !reflect.DeepEqual(got, []string{"Rollback"}) || s.Draft.Training.LearningRate != 2 || len(s.Notices) != 0 {
		t.Errorf("sent %v, rate %v, notices %+v", got, s.Draft.Training.LearningRate, s.Notices)
	}
	if s.Update(Rollback{}) != nil {
		t.Error("a second click goes back again")
	}
}

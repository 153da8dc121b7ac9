package state

import (
	"reflect"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestAManifestThatFailedStaysReported(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(wire.Fault{Cause: wire.CauseData, What: "data/manifest.json", Message: "missing"})
	s.Update(wire.Loading{Completed: true}) // without a manifest
	if len(s.Notices) != 1 {
		t.Errorf("the page says %+v, want the manifest", s.Notices)
	}
}

func TestASettingBeforeTheNetworkArrivesActsWhenItArrives(t *testing.T) {
	s := New()
	s.Update(WorkerStarted{})
	s.Update(SetField{"blocks[0].pooling", "average"})
	s.Update(wire.Hello{})
	got := kindsOf(s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained}))
	if !reflect.DeepEqual(got, []string{"Open", "Predict"}) {
		t.Errorf("sent %v, want the setting opened", got)
	}
}

func TestResultsBelongToTheirWeights(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(wire.Results{Count: 10000, Accuracy: 0.98})
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained, Tested: 10000, Accuracy: 0.9896})
	if s.Run.Results != nil {
		t.Error("the results of the user's network stand under the pretrained one")
	}
}

func TestADeadWorkerIsReplacedForAnyCommand(t *testing.T) {
	for want, e := range map[string]Event{"Reset": Reset{}, "Train": Continue{wire.UntilStep}} {
		s := open(t, wire.Yours)
		dieAsking(s)
		if got := kindsOf(s.Update(e)); !reflect.DeepEqual(got, []string{"ReplaceWorker"}) {
			t.Errorf("%s: sent %v, want ReplaceWorker", want, got)
		}
		if got := kindsOf(s.Update(wire.Hello{})); !reflect.DeepEqual(got, []string{"Open", want}) {
			t.Errorf("%s: the new worker got %v", want, got)
		}
	}
}

func TestCurvesAreDroppedWithTheirWeights(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(wire.Scores{Points: []wire.Score{{Set: wire.TrainSet, Epoch: 0.1, Loss: 1}}})
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours, Epoch: 1})
	if len(s.Run.Scores) != 1 {
		t.Error("an epoch took the curve away")
	}
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Pretrained})
	if len(s.Run.Scores) != 0 {
		t.Error("the pretrained network has the curve of another")
	}
}

func TestCurvesStayDrawable(t *testing.T) {
	s := open(t, wire.Yours)
	for i := range 20000 {
		s.Update(wire.Scores{Points: []wire.Score{{Set: wire.TrainSet, Epoch: float64(i)}}})
		if i%1000 == 0 {
			s.Update(wire.Scores{Points: []wire.Score{{Set: wire.TestSet, Epoch: float64(i)}}})
		}
	}
	tests := 0
	for _, p := range s.Run.Scores {
		if p.Set == wire.TestSet {
			tests++
		}
	}
	if n := len(s.Run.Scores); n > maxScores || n < maxScores/2 || tests != 20 {
		t.Errorf("%d scores with %d of the test set, want %d to %d with 20", n, tests, maxScores/2, maxScores)
	}
	if first, last := s.Run.Scores[0].Epoch, s.Run.Scores[len(s.Run.Scores)-1].Epoch; first != 0 || last != 19999 {
		t.Errorf("the curve runs from %v to %v, want 0 to 19999", first, last)
	}
}

func TestOnlyTheLastDivergenceIsReported(t *testing.T) {
	s := open(t, wire.Yours)
	for _, what := range []string{"training", "test loss"} {
		s.Update(wire.Fault{Cause: wire.CauseDiverge, What: what, Message: "too far"})
	}
	if len(s.Notices) != 1 || s.Notices[0].What != "test loss" {
		t.Errorf("the page says %+v, want the last alone", s.Notices)
	}
}

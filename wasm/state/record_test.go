package state

import (
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestOnlyTheEndOfAnEpochMakesARow(t *testing.T) {
	for what, change := range map[string]func(*wire.Network){
		"in the middle of an epoch":    func(n *wire.Network) { n.Step = 3 },
		"layers changed since":         func(n *wire.Network) { n.Changed = true },
		"not measured":                 func(n *wire.Network) { n.Tested, n.Measured = 0, false },
		"measured an epoch ago":        func(n *wire.Network) { n.Measured = false },
		"measured on fewer than shown": func(n *wire.Network) { n.Tested = 1000 },
		"a shipped network":            func(n *wire.Network) { n.Origin = wire.Pretrained },
		"an accuracy that is none":     func(n *wire.Network) { n.Accuracy = 2 },
	} {
		k := trains(t)
		k.start()
		k.s.Update(wire.Progress{Phase: wire.Running, LearningRate: k.training.LearningRate, Seconds: 1})
		n := wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours, Epoch: 1, Accuracy: 0.9, Tested: spec.TestExamples, Measured: true, Checksum: "sum"}
		change(&n)
		k.s.Update(wire.Results{Accuracy: n.Accuracy, Loss: 0.1, Count: spec.TestExamples})
		k.s.Update(n)
		wantRows(t, k.s, what, "[]")
	}
}

func TestARowSaysWhenItsSettingsDoNotDescribeTheRun(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9)
	k.training.LearningRate /= 2
	k.epoch(2, 0.95)
	if !k.s.Records.List[0].RateChanged {
		t.Error("the learning rate was changed after the first epoch, and the row does not say so")
	}
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours, Changed: true, Epoch: 2})
	k.s.Update(wire.Scores{First: true}) // one more epoch from the current weights
	k.from = "sum0.95"
	k.epoch(1, 0.96)
	if !k.s.Records.List[0].Continued {
		t.Error("it began from learned weights, and the row does not say so")
	}
}

func TestARowKeepsWhatItsRunWasContinuedFrom(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9)
	k.from = "sum0.9"
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours, Changed: true, Epoch: 1})
	k.s.Update(wire.Scores{First: true})
	k.epoch(1, 0.95)
	wantRows(t, k.s, "a continued run is a row of its own", "[0.95 0.9]")
	text := k.s.Records.Text()
	k.s = New()
	k.s.Update(FoundRecords{text})
	for i, want := range []string{"sum0.9", ""} {
		if r := k.s.Records.List[i]; r.ContinuedFrom != want || r.Continued != (want != "") {
			t.Errorf("row %d came back as continued from %q (%v), want %q", i, r.ContinuedFrom, r.Continued, want)
		}
	}
	if table := string(k.s.Records.CSV()); !strings.Contains(table, ",true,sum0.9,0.95,") || !strings.Contains(table, ",false,,0.9,") {
		t.Errorf("the table is %s", table)
	}
	for what, change := range map[string][2]string{
		"too long a checksum":         {`"continued_from":"sum0.9"`, `"continued_from":"` + strings.Repeat("f", maxChecksum+1) + `"`},
		"a checksum of fresh weights": {`"carried":true,"continued_from"`, `"carried":false,"continued_from"`},
	} {
		s := New()
		s.Update(FoundRecords{strings.Replace(text, change[0], change[1], 1)})
		wantRows(t, s, what, "[0.9]")
	}
	s := New()
	s.Update(FoundRecords{strings.ReplaceAll(text, `"continued_from":"sum0.9",`, "")}) // as earlier releases wrote it
	wantRows(t, s, "a row without the field", "[0.95 0.9]")
	if r := s.Records.List[0]; !r.Continued || r.ContinuedFrom != "" {
		t.Errorf("an old row is read as %+v", r)
	}
}

// Only the worker knows the weights with which a run began. A checkpoint contains their checksum, too.
func TestARunFromACheckpointIsStillContinued(t *testing.T) {
	k := trains(t)
	k.from = "sum0.9"
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours, Epoch: 1, Step: 3, ContinuedFrom: k.from})
	k.s.Update(wire.Scores{First: true, Points: []wire.Score{{Set: wire.TrainSet, Epoch: 0.5, Loss: 0.3}}})
	k.epoch(2, 0.95)
	if r := k.s.Records.List[0]; !r.Continued || r.ContinuedFrom != "sum0.9" {
		t.Errorf("the row is %+v", r)
	}
}

// A rollback to the beginning does not start another run.
func TestARollbackContinuesTheRun(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9)
	k.training.LearningRate /= 2
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours})
	k.s.Update(wire.Scores{First: true, Rollback: true})
	k.epoch(1, 0.93)
	wantRows(t, k.s, "after a rollback", "[0.93]")
	if r := k.s.Records.List[0]; r.Continued || !r.RateChanged {
		t.Errorf("the row is %+v, want a run from fresh weights whose learning rate was changed", r)
	}
}

// A run that is restored, as the previous network or from a file, continues its row, and the row still says that the rate was
// changed. Files have points as float32.
func TestARestoredRunContinuesItsRow(t *testing.T) {
	for what, halfway := range map[string]bool{"at the end of an epoch": false, "in the middle of one": true} {
		for _, steered := range []bool{false, true} {
			k := trains(t)
			k.start()
			if steered {
				k.training.LearningRate /= 2
			}
			k.epoch(1, 0.9123456789)
			points := fromFile(k.s.Run.Scores)
			n := k.s.Network.Network
			k.s.Update(Train{})
			k.training.LearningRate = spec.Note(64).LearningRate
			k.training.Seed = 5
			k.start() // another run replaces it
			k.s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint})
			k.training = n.Training
			n.Measured = false
			if halfway {
				n.Step, n.Checksum = 5, "halfway"
			}
			k.s.Update(n)
			k.s.Update(wire.Scores{First: true, Points: points})
			if halfway {
				k.epoch(2, 0.95)
				wantRows(t, k.s, what+", it went on", "[0.95]")
			} else {
				k.epoch(1, 0.9123456789)
				wantRows(t, k.s, what+", measured again", "[0.9123456789]")
			}
			if r := k.s.Records.List[0]; r.RateChanged != steered {
				t.Errorf("%s: the row says that the rate was changed: %v, want %v", what, r.RateChanged, steered)
			}
		}
	}
}

// A rate that changes after the row was written is reported, even if the run was restored in between.
func TestARowSaysThatTheRateWasChangedBeforeTheRunWasRestored(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9)
	points := fromFile(k.s.Run.Scores)
	k.training.LearningRate /= 2
	k.s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint})
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours, Epoch: 1, Step: 5})
	k.s.Update(wire.Scores{First: true, Points: append(points, wire.Score{Set: wire.TrainSet, Epoch: 1.5, Seconds: 3})})
	k.s.Run.past = pastCurves{} // of another visit
	k.s.Update(wire.Scores{First: true, Points: k.s.Run.Scores})
	k.epoch(2, 0.95)
	wantRows(t, k.s, "it went on", "[0.95]")
	if !k.s.Records.List[0].RateChanged {
		t.Errorf("the row is %+v", k.s.Records.List[0])
	}
}

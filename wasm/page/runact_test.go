package main

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/view"
)

// oneRun is a page with one row in its table.
func oneRun(t *testing.T) *view.State {
	t.Helper()
	s := trained(t, wire.Network{Origin: wire.Untrained}, wire.Progress{})
	s.Update(wire.Scores{First: true})
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours, Step: 1})
	s.Update(wire.Progress{Phase: wire.Finished, LearningRate: spec.Note(64).LearningRate, Seconds: 1})
	s.Update(wire.Results{Accuracy: 0.9, Loss: 0.1, Count: spec.TestExamples})
	s.Update(wire.Network{
		Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours, Epoch: 1, Accuracy: 0.9, Tested: spec.TestExamples, Measured: true, Checksum: "sum",
	})
	if len(s.Records) != 1 {
		t.Fatalf("%d rows", len(s.Records))
	}
	return s
}

func TestWhatIsDoneWithRunsTakesAwayWhatWasSaidBefore(t *testing.T) {
	s := oneRun(t)
	id := s.Records[0].ID
	if got := (runAct{copied: "runs.copied"}).text(s); got != "Copied" {
		t.Fatalf("copied, and it says %q", got)
	}
	for _, c := range []struct {
		event view.Event
		want  string
	}{
		{view.UseRecord{ID: id}, "The controls show the settings of this run."},
		{view.SortRecords{By: view.ByLoss}, ""},
		{view.ClearRecords{}, "Runs removed: 1"},
		{view.RestoreRecords{}, ""},
		{view.RemoveRecord{ID: id}, "Runs removed: 1"},
	} {
		s.Update(c.event)
		if got := actOn(c.event).text(s); got != c.want {
			t.Errorf("after %T it says %q, want %q", c.event, got, c.want)
		}
	}
}

package session_test

import (
	"slices"
	"testing"

	"convlab/engine/session"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// experiment is of another network than the tests' training, with other values.
func experiment(steps int) *session.FakeExperiment {
	t := short()
	t.BatchSize, t.Seed, t.Optimizer = 50, 3, spec.Adam
	return &session.FakeExperiment{Model: small(8), Training: t, Steps: steps}
}

// interrupted is a session whose training has made so many steps of 20, with an
// experiment on top.
func interrupted(t *testing.T, participants, steps int, e *session.FakeExperiment) *rig {
	t.Helper()
	r := crewed(t, participants, tasks{})
	r.do(wire.Open{Model: small(16), Training: short()}, wire.Reset{})
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range steps {
		r.Work()
	}
	if err := e.Push(r.Session); err != nil {
		t.Fatal(err)
	}
	return r
}

// A job on top of a training trains what it wants, on the same workers. When it
// has ended or was cancelled the training goes on to the bits of one that was
// never interrupted.
func TestAnExperimentOnTopOfATrainingLeavesNoTrace(t *testing.T) {
	alone := experiment(15)
	r := interrupted(t, 1, 0, alone)
	r.do()
	if alone.Checksum == "" || alone.Cancelled {
		t.Fatalf("alone it ended with %+v", alone)
	}
	for _, participants := range []int{1, 3} {
		for name, end := range map[string]func(*rig, *session.FakeExperiment){
			"its end": func(r *rig, e *session.FakeExperiment) {
				r.do()
				if e.Checksum != alone.Checksum {
					t.Errorf("on top it ends at %s, alone at %s", e.Checksum, alone.Checksum)
				}
			},
			"a cancel": func(r *rig, e *session.FakeExperiment) { e.Cancel(r.Session) },
			"a pause": func(r *rig, e *session.FakeExperiment) {
				r.do(wire.Pause{})
				r.wantPhase(wire.Paused)
				r.wantTrained(7)
				r.Handle(wire.Train{Until: wire.UntilEnd})
			},
		} {
			e := experiment(15)
			r := interrupted(t, participants, 7, e)
			for range 5 {
				r.Work()
			}
			end(r, e)
			if e.Cancelled != (name != "its end") {
				t.Errorf("%s: it was cancelled %v", name, e.Cancelled)
			}
			r.do()
			r.wantPhase(wire.Finished)
			r.wantTrained(20)
		}
	}
}

// While it runs the training stands still, a drawing is answered between two of
// its steps from the training's weights, and commands act on the training.
func TestCommandsDuringAnExperiment(t *testing.T) {
	e := experiment(10)
	r := interrupted(t, 1, 7, e)
	r.Handle(wire.Predict{ID: 1, Pixels: pixels()})
	r.Work()
	first := last[wire.Activations](r)
	r.Handle(wire.Predict{ID: 2, Pixels: pixels()})
	r.Handle(r.rate(0.002))
	r.Handle(wire.Save{ID: 3, Format: wire.FormatCheckpoint})
	r.Handle(wire.Train{Until: wire.UntilEpoch})
	r.Work()
	if a := last[wire.Activations](r); a.ID != 2 || !slices.Equal(a.Numbers, first.Numbers) {
		t.Errorf("answer %d differs from the one before, though the training has made no step", a.ID)
	}
	if p := last[wire.Progress](r); p.Step != 7 || p.LearningRate != 0.002 || last[wire.Saved](r).Step != 7 {
		t.Errorf("the training is at %+v", p)
	}
	if e.Steps != 8 || e.Cancelled {
		t.Errorf("%d steps are left, cancelled %v", e.Steps, e.Cancelled)
	}
	r.do()
	if p := last[wire.Progress](r); p.Epoch != 1 || p.Step != 0 || p.Phase != wire.Paused || e.Steps != 0 {
		t.Errorf("the training ends at %+v, with %d steps of the experiment left", p, e.Steps)
	}
}

// Another network cancels it.
func TestAnotherNetworkCancelsAnExperiment(t *testing.T) {
	for name, c := range map[string]wire.Message{
		"Reset": wire.Reset{}, "Load": wire.Load{Preset: spec.FirstShipped}, "a change": wire.Open{Model: small(8), Training: short()},
	} {
		e := experiment(10)
		r := interrupted(t, 1, 7, e)
		r.Work()
		r.do(c)
		if !e.Cancelled || e.Steps != 9 {
			t.Errorf("%s: cancelled %v, %d steps left", name, e.Cancelled, e.Steps)
		}
		r.wantPhase(wire.Idle)
	}
}

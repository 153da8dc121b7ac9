package session_test

import (
	"slices"
	"testing"

	"convlab/engine/session"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// experiment trains another network than the tests do, with other values.
func experiment(steps int) *session.FakeExperiment {
	t := short()
	t.BatchSize, t.Seed, t.Optimizer = 50, 3, spec.Adam
	return &session.FakeExperiment{Model: small(8), Training: t, Steps: steps}
}

// interrupted is a session whose training has made so many steps of 20, with an
// experiment on top.
func interrupted(t *testing.T, threads, steps int, e *session.FakeExperiment) *harness {
	t.Helper()
	h := withWorkers(t, threads, tasks{})
	h.run(wire.Open{Model: small(16), Training: short()}, wire.Reset{})
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for range steps {
		h.Work()
	}
	if err := e.Push(h.Session); err != nil {
		t.Fatal(err)
	}
	return h
}

// A job on top of a training may train another network on the same workers. When
// it has ended or was cancelled, the training goes on to the bits of one that was
// not interrupted.
func TestAnExperimentOnTopOfATrainingLeavesNoTrace(t *testing.T) {
	alone := experiment(15)
	h := interrupted(t, 1, 0, alone)
	h.run()
	if alone.Checksum == "" || alone.Cancelled {
		t.Fatalf("alone it ended with %+v", alone)
	}
	for _, threads := range []int{1, 3} {
		for name, end := range map[string]func(*harness, *session.FakeExperiment){
			"its end": func(h *harness, e *session.FakeExperiment) {
				h.run()
				if e.Checksum != alone.Checksum {
					t.Errorf("on top it ends at %s, alone at %s", e.Checksum, alone.Checksum)
				}
			},
			"a cancel": func(h *harness, e *session.FakeExperiment) { e.Cancel(h.Session) },
			"a pause": func(h *harness, e *session.FakeExperiment) {
				h.run(wire.Pause{})
				h.wantPhase(wire.Paused)
				h.wantTrained(7)
				h.Handle(wire.Train{Until: wire.UntilEnd})
			},
		} {
			e := experiment(15)
			h := interrupted(t, threads, 7, e)
			for range 5 {
				h.Work()
			}
			end(h, e)
			if e.Cancelled != (name != "its end") {
				t.Errorf("%s: it was cancelled %v", name, e.Cancelled)
			}
			h.run()
			h.wantPhase(wire.Finished)
			h.wantTrained(20)
		}
	}
}

// While an experiment is on top the training makes no step. Between two steps of
// the experiment a drawing is answered from the training's weights, and commands
// apply to the training.
func TestCommandsDuringAnExperiment(t *testing.T) {
	e := experiment(10)
	h := interrupted(t, 1, 7, e)
	h.Handle(wire.Predict{ID: 1, Pixels: pixels()})
	h.Work()
	first := last[wire.Activations](h)
	h.Handle(wire.Predict{ID: 2, Pixels: pixels()})
	h.Handle(h.rate(0.002))
	h.Handle(wire.Save{ID: 3, Format: wire.FormatCheckpoint})
	h.Handle(wire.Train{Until: wire.UntilEpoch})
	h.Work()
	if a := last[wire.Activations](h); a.ID != 2 || !slices.Equal(a.Numbers, first.Numbers) {
		t.Errorf("answer %d differs from the one before, though the training has made no step", a.ID)
	}
	if p := last[wire.Progress](h); p.Step != 7 || p.LearningRate != 0.002 || last[wire.Saved](h).Step != 7 {
		t.Errorf("the training is at %+v", p)
	}
	if e.Steps != 8 || e.Cancelled {
		t.Errorf("%d steps are left, cancelled %v", e.Steps, e.Cancelled)
	}
	h.run()
	if p := last[wire.Progress](h); p.Epoch != 1 || p.Step != 0 || p.Phase != wire.Paused || e.Steps != 0 {
		t.Errorf("the training ends at %+v, with %d steps of the experiment left", p, e.Steps)
	}
}

func TestAnotherNetworkCancelsAnExperiment(t *testing.T) {
	for name, c := range map[string]wire.Message{
		"Reset": wire.Reset{}, "Load": wire.Load{Preset: spec.FirstShipped}, "a change": wire.Open{Model: small(8), Training: short()},
	} {
		e := experiment(10)
		h := interrupted(t, 1, 7, e)
		h.Work()
		h.run(c)
		if !e.Cancelled || e.Steps != 9 {
			t.Errorf("%s: cancelled %v, %d steps left", name, e.Cancelled, e.Steps)
		}
		h.wantPhase(wire.Idle)
	}
}

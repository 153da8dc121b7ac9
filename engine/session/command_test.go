package session_test

import (
	"testing"
	"time"

	"convlab/engine"
	"convlab/engine/wire"
)

// evaluationTick of the clock ends a step of an evaluation.
const evaluationTick = 30 * time.Millisecond

// Every command in every phase leads to the right phase.
func TestEveryCommandInEveryPhase(t *testing.T) {
	start := map[wire.Phase]func(*harness){
		wire.Idle:     func(h *harness) {},
		wire.Running:  func(h *harness) { h.Handle(wire.Train{Until: wire.UntilEnd}); h.Work(); h.Work() },
		wire.Paused:   func(h *harness) { h.run(wire.Train{Until: wire.UntilStep}) },
		wire.Finished: func(h *harness) { h.run(wire.Train{Until: wire.UntilEnd}) },
		wire.Waiting: func(h *harness) {
			t := short()
			t.Examples = 5000
			h.run(wire.Open{Model: small(16), Training: t}, wire.Train{Until: wire.UntilEnd})
		},
		wire.Testing: func(h *harness) {
			h.add("test-tenth")
			h.tick = evaluationTick
			h.Handle(wire.Train{Until: wire.UntilEnd})
			for range 100 {
				if h.Work(); last[wire.Progress](h).Phase == wire.Testing {
					return
				}
			}
		},
	}
	changed := short()
	changed.Seed = 2
	commands := map[string]struct {
		message wire.Message
		want    map[wire.Phase]wire.Phase // right after the command; other phases do not change
	}{
		"Open": {wire.Open{Model: small(8), Training: changed}, to(wire.Idle)},
		"Load": {wire.Load{Preset: "convnet"}, to(wire.Idle)},
		"Train to the end": {wire.Train{Until: wire.UntilEnd}, map[wire.Phase]wire.Phase{
			wire.Idle: wire.Running, wire.Paused: wire.Running, wire.Finished: wire.Running,
		}},
		"Train a step": {wire.Train{Until: wire.UntilStep}, map[wire.Phase]wire.Phase{
			wire.Idle: wire.Paused, wire.Running: wire.Paused,
		}},
		"Train an epoch": {wire.Train{Until: wire.UntilEpoch}, map[wire.Phase]wire.Phase{
			wire.Idle: wire.Running, wire.Paused: wire.Running, wire.Finished: wire.Running,
		}},
		"Pause": {wire.Pause{}, map[wire.Phase]wire.Phase{
			wire.Running: wire.Paused, wire.Waiting: wire.Paused, wire.Testing: wire.Paused,
		}},
		"Reset":       {wire.Reset{}, to(wire.Idle)},
		"SetTraining": {wire.SetTraining{Training: changed}, nil},
		"Predict":     {wire.Predict{Pixels: pixels()}, nil},
		"Fetch":       {wire.Fetch{Index: 0}, nil},
		"Retry":       {wire.Retry{}, nil},
	}
	for phase, begin := range start {
		for name, c := range commands {
			h := opened(t, short())
			begin(h)
			if got := last[wire.Progress](h).Phase; got != phase {
				t.Fatalf("the test starts at %s, want %s", got, phase)
			}
			h.Handle(c.message)
			h.Work()
			want, ok := c.want[phase]
			if !ok {
				want = phase
			}
			if got := last[wire.Progress](h).Phase; got != want {
				t.Errorf("%s, then %s: the phase is %s, want %s", phase, name, got, want)
			}
			if n := last[wire.Network](h); len(n.Checksum) != len(engine.Checksum(nil)) {
				t.Errorf("%s, then %s: the network has checksum %q", phase, name, n.Checksum)
			}
		}
	}
}

// to is the same phase after every phase.
func to(want wire.Phase) map[wire.Phase]wire.Phase {
	all := map[wire.Phase]wire.Phase{}
	for _, p := range []wire.Phase{wire.Idle, wire.Running, wire.Paused, wire.Finished, wire.Waiting, wire.Testing} {
		all[p] = want
	}
	return all
}

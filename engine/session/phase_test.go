package session_test

import (
	"testing"
	"time"

	"convlab/engine"
	"convlab/engine/wire"
)

// examTick makes every look at the clock the end of a piece of an exam.
const examTick = 30 * time.Millisecond

// Every command in every phase leads to a phase that fits.
func TestEveryCommandInEveryPhase(t *testing.T) {
	start := map[wire.Phase]func(*rig){
		wire.Idle:     func(r *rig) {},
		wire.Running:  func(r *rig) { r.Handle(wire.Train{Until: wire.UntilEnd}); r.Work(); r.Work() },
		wire.Paused:   func(r *rig) { r.do(wire.Train{Until: wire.UntilStep}) },
		wire.Finished: func(r *rig) { r.do(wire.Train{Until: wire.UntilEnd}) },
		wire.Waiting: func(r *rig) {
			t := short()
			t.Examples = 5000
			r.do(wire.Open{Model: small(16), Training: t}, wire.Train{Until: wire.UntilEnd})
		},
		wire.Testing: func(r *rig) {
			r.add("test-tenth")
			r.tick = examTick
			r.Handle(wire.Train{Until: wire.UntilEnd})
			for range 100 {
				if r.Work(); last[wire.Progress](r).Phase == wire.Testing {
					return
				}
			}
		},
	}
	changed := short()
	changed.Seed = 2
	commands := map[string]struct {
		message wire.Message
		want    map[wire.Phase]wire.Phase // right behind the command; other phases stay
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
			r := opened(t, short())
			begin(r)
			if got := last[wire.Progress](r).Phase; got != phase {
				t.Fatalf("the test starts at %s, want %s", got, phase)
			}
			r.Handle(c.message)
			r.Work()
			want, ok := c.want[phase]
			if !ok {
				want = phase
			}
			if got := last[wire.Progress](r).Phase; got != want {
				t.Errorf("%s, then %s: the phase is %s, want %s", phase, name, got, want)
			}
			if n := last[wire.Network](r); len(n.Checksum) != len(engine.Checksum(nil)) {
				t.Errorf("%s, then %s: the network has checksum %q", phase, name, n.Checksum)
			}
		}
	}
}

// to is the same phase behind every phase.
func to(want wire.Phase) map[wire.Phase]wire.Phase {
	all := map[wire.Phase]wire.Phase{}
	for _, p := range []wire.Phase{wire.Idle, wire.Running, wire.Paused, wire.Finished, wire.Waiting, wire.Testing} {
		all[p] = want
	}
	return all
}

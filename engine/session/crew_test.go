package session_test

import (
	"testing"
	"time"

	"convlab/engine/parallel"
	"convlab/engine/session"
	"convlab/engine/wire"
)

// loner is a link to a worker that says Hello and builds, and then nothing: a
// session must not depend on it.
type loner struct {
	words []parallel.Word
	tasks *int
}

func (l *loner) Setup(parallel.Setup)              { l.words = append(l.words, parallel.Ready{}) }
func (l *loner) Task(parallel.Task, parallel.Load) { *l.tasks++ }
func (l *loner) Close()                            {}
func (l *loner) Next(time.Duration) parallel.Word {
	if len(l.words) == 0 {
		return nil
	}
	w := l.words[0]
	l.words = l.words[1:]
	return w
}

func TestACrewIsUsedAndNotReliedOn(t *testing.T) {
	r := &rig{t: t, tick: time.Millisecond}
	clock := func() time.Time { r.clock = r.clock.Add(r.tick); return r.clock }
	started, tasks := 0, 0
	crew := parallel.NewCoordinator(parallel.Config{Build: "a build", Now: clock, Most: 2, Start: func() parallel.Link {
		started++
		return &loner{tasks: &tasks, words: []parallel.Word{parallel.Hello{Build: "a build"}}}
	}})
	r.Session = session.New(session.Config{
		Emit: func(m wire.Message) { r.events = append(r.events, m) },
		Now:  clock, Want: func(string) {}, Build: "a build", Crew: crew,
	})
	r.addModel(session.First)
	r.add("train-00000")
	r.do(wire.Open{Model: small(16), Training: short()}, wire.Reset{})
	if started != 0 {
		t.Errorf("%d workers were started before any training", started)
	}
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Finished)
	r.wantTrained(20)
	if started == 0 || tasks == 0 {
		t.Errorf("%d workers were started and had %d tasks, want some", started, tasks)
	}
	if n := last[wire.Progress](r).Workers; n != 1 {
		t.Errorf("%d workers made the last step, want 1: the other is silent", n)
	}
	r.events = nil
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantTrained(20)
}

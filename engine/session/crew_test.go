package session_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"convlab/engine/parallel"
	"convlab/engine/session"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// loner is a link to a worker that says Hello and builds, and then nothing: a
// session must not depend on it.
type loner struct {
	words []parallel.Message
	tasks tasks
}

// tasks counts what workers were asked for.
type tasks map[parallel.Op]int

func (l *loner) Setup(parallel.Setup)                     { l.words = append(l.words, parallel.Ready{}) }
func (l *loner) Task(t parallel.Task, _ parallel.Payload) { l.tasks[t.Op]++ }
func (l *loner) Close()                                   {}
func (l *loner) Receive(time.Duration) parallel.Message {
	if len(l.words) == 0 {
		return nil
	}
	w := l.words[0]
	l.words = l.words[1:]
	return w
}

// helper is a link to a worker that does its tasks at once.
type helper struct {
	loner
	worker *parallel.Worker
}

func (h *helper) Setup(s parallel.Setup) {
	worker, err := parallel.NewWorker(s)
	if err != nil {
		panic(err)
	}
	h.worker, h.words = worker, []parallel.Message{parallel.Ready{}}
}

func (h *helper) Task(t parallel.Task, load parallel.Payload) {
	h.tasks[t.Op]++
	room, err := h.worker.Buffers(t)
	if err != nil {
		panic(err)
	}
	copy(room.Pixels, load.Pixels)
	copy(room.Labels, load.Labels)
	copy(room.Weights, load.Weights)
	var gradients [][]float32
	result, err := h.worker.Execute(t, func(_ int, grad []float32) { gradients = append(gradients, slices.Clone(grad)) })
	if err != nil {
		panic(err)
	}
	result.Gradient = func(node int, grad []float32) { copy(grad, gradients[node]) }
	h.words = append(h.words, result)
}

// crewed is a session with so many participants, which the page lets have all cores.
func crewed(t testing.TB, participants int, tasks tasks) *rig {
	return crewedOn(t, 0, participants, tasks)
}

// crewedOn is that on a machine with so many cores, one of which is the page's while somebody draws.
func crewedOn(t testing.TB, cores, participants int, tasks tasks) *rig {
	r := &rig{t: t, tick: time.Microsecond}
	clock := func() time.Time { r.clock = r.clock.Add(r.tick); return r.clock }
	crew := parallel.NewCoordinator(parallel.Config{Build: "a build", Now: clock, Workers: participants, Cores: cores, Start: func() parallel.Transport {
		return &helper{loner: loner{tasks: tasks, words: []parallel.Message{parallel.Hello{Build: "a build"}}}}
	}})
	r.Session = session.New(session.Config{
		Emit: func(m wire.Message) { r.events = append(r.events, m) },
		Now:  clock, RequestModel: func(string) {}, Build: "a build", Workers: crew,
	})
	r.addModel(spec.FirstShipped)
	r.add("train-00000")
	return r
}

// A training goes on to the same bits with another number of workers, from
// within an epoch; a file that is none leaves the crew to its work. What else a
// crew may be doing when a file comes is in shared_test.go.
func TestARestoredTrainingTakesAnyCrew(t *testing.T) {
	for _, c := range [][2]int{{1, 4}, {3, 1}, {2, 3}} {
		tasks := tasks{}
		first := crewed(t, c[0], tasks)
		first.do(wire.Open{Model: small(16), Training: short()}, wire.Reset{})
		first.Handle(wire.Train{Until: wire.UntilEnd})
		for range 7 {
			first.Work()
		}
		file := first.save(wire.FormatCheckpoint)

		second := crewed(t, c[1], tasks)
		other := short()
		other.BatchSize, other.Seed = 50, 3
		second.do(wire.Open{Model: small(32), Training: other}, wire.Reset{})
		second.Handle(wire.Train{Until: wire.UntilEnd})
		for range 5 {
			second.Work()
		}
		clear(tasks)
		second.do(wire.Restore{Name: "mine", Bytes: file.Bytes}, wire.Restore{Name: "bad"}, wire.Train{Until: wire.UntilEnd})
		second.wantPhase(wire.Finished)
		second.wantTrained(20)
		if p := last[wire.Progress](second); p.Workers != c[1] || (tasks[parallel.OpGradient] > 0) != (c[1] > 1) {
			t.Errorf("of %d, %d computed the last step, and others had %v tasks", c[1], p.Workers, tasks)
		}
		first.do(wire.Restore{Name: "bad"})
		first.wantPhase(wire.Finished)
		first.wantTrained(20)
	}
}

func TestACrewIsUsedAndNotReliedOn(t *testing.T) {
	r := &rig{t: t, tick: time.Millisecond}
	clock := func() time.Time { r.clock = r.clock.Add(r.tick); return r.clock }
	started, tasks := 0, tasks{}
	crew := parallel.NewCoordinator(parallel.Config{Build: "a build", Now: clock, Workers: 2, Start: func() parallel.Transport {
		started++
		return &loner{tasks: tasks, words: []parallel.Message{parallel.Hello{Build: "a build"}}}
	}})
	r.Session = session.New(session.Config{
		Emit: func(m wire.Message) { r.events = append(r.events, m) },
		Now:  clock, RequestModel: func(string) {}, Build: "a build", Workers: crew,
	})
	r.addModel(spec.FirstShipped)
	r.add("train-00000")
	r.do(wire.Open{Model: small(16), Training: short()}, wire.Reset{}, wire.Save{Format: wire.FormatCheckpoint})
	if started != 0 {
		t.Errorf("%d workers were started before any training", started)
	}
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Finished)
	r.wantTrained(20)
	if started == 0 || tasks[parallel.OpGradient] == 0 {
		t.Errorf("%d workers were started and had %v tasks, want some", started, tasks)
	}
	if n := last[wire.Progress](r).Workers; n != 1 {
		t.Errorf("%d workers made the last step, want 1: the other is silent", n)
	}
	r.events = nil
	r.do(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
	r.wantTrained(20)
}

// Who trains with the crew is examined by it, and found as good as by one.
func TestACrewSharesAnExam(t *testing.T) {
	var all []wire.Results
	for _, participants := range []int{1, 3} {
		tasks := tasks{}
		r := crewed(t, participants, tasks)
		r.add("test-tenth")
		r.do(wire.Open{Model: small(16), Training: short()}, wire.Reset{}, wire.Train{Until: wire.UntilEpoch})
		if (tasks[parallel.OpPredict] > 0) != (participants > 1) {
			t.Errorf("of %d participants others had %v tasks", participants, tasks)
		}
		results := last[wire.Results](r)
		if results.Count != 1000 {
			t.Errorf("%d pictures were measured, want 1,000", results.Count)
		}
		all = append(all, results)
		// A changed network is measured, but no training of it has made it known to the crew.
		clear(tasks)
		r.events = nil
		changed := small(16)
		changed.Layers[1] = spec.Dense{Units: 16, Activation: spec.Sigmoid}
		r.do(wire.Open{Model: changed, Training: short()})
		if last[wire.Results](r).Count != 1000 || tasks[parallel.OpPredict] > 0 {
			t.Errorf("of %d pictures of a network that nobody trains others read %d portions, want none", last[wire.Results](r).Count, tasks[parallel.OpPredict])
		}
	}
	if !reflect.DeepEqual(all[0], all[1]) {
		t.Errorf("a crew found %+v, one %+v", all[1], all[0])
	}
}

// Who draws in the middle of an exam gets a processor as in the middle of a training.
func TestAnExamGivesWayToADrawing(t *testing.T) {
	tasks := tasks{}
	r := crewedOn(t, 2, 2, tasks)
	r.add("test-tenth")
	r.do(wire.Open{Model: small(16), Training: short()}, wire.Reset{})
	r.Handle(wire.Train{Until: wire.UntilEpoch})
	r.tick = examTick // every piece of the exam is work of its own
	for range 100 {
		if r.Work(); tasks[parallel.OpPredict] > 0 {
			break
		}
	}
	r.Handle(wire.Predict{ID: 1, Pixels: make([]float32, 784)})
	r.tick = time.Microsecond // so that it is still new when the exam ends
	before := tasks[parallel.OpPredict]
	r.do()
	if before == 0 || tasks[parallel.OpPredict] != before {
		t.Errorf("a worker read %d portions before a drawing and %d after it, want some and none", before, tasks[parallel.OpPredict]-before)
	}
	if last[wire.Results](r).Count != 1000 {
		t.Error("the exam was given up")
	}
}

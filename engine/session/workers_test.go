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

// fakeTransport reaches a worker that says Hello and Ready and then nothing.
type fakeTransport struct {
	messages []parallel.Message // not received yet
	tasks    tasks
}

// tasks counts what workers were asked for.
type tasks map[parallel.Op]int

func (f *fakeTransport) Setup(parallel.Setup)                     { f.messages = append(f.messages, parallel.Ready{}) }
func (f *fakeTransport) Task(t parallel.Task, _ parallel.Payload) { f.tasks[t.Op]++ }
func (f *fakeTransport) Close()                                   {}
func (f *fakeTransport) Receive(time.Duration) parallel.Message {
	if len(f.messages) == 0 {
		return nil
	}
	m := f.messages[0]
	f.messages = f.messages[1:]
	return m
}

// newFakeTransport returns a transport whose worker has said Hello.
func newFakeTransport(tasks tasks) fakeTransport {
	return fakeTransport{tasks: tasks, messages: []parallel.Message{parallel.Hello{Build: "a build"}}}
}

// fakeWorker is a transport with a worker that executes a task at once.
type fakeWorker struct {
	fakeTransport
	worker *parallel.Worker
}

func (f *fakeWorker) Setup(s parallel.Setup) {
	worker, err := parallel.NewWorker(s)
	if err != nil {
		panic(err)
	}
	f.worker, f.messages = worker, []parallel.Message{parallel.Ready{}}
}

func (f *fakeWorker) Task(t parallel.Task, payload parallel.Payload) {
	f.tasks[t.Op]++
	buffers, err := f.worker.Buffers(t)
	if err != nil {
		panic(err)
	}
	copy(buffers.Pixels, payload.Pixels)
	copy(buffers.Labels, payload.Labels)
	copy(buffers.Weights, payload.Weights)
	var gradients [][]float32
	result, err := f.worker.Execute(t, func(_ int, grad []float32) { gradients = append(gradients, slices.Clone(grad)) })
	if err != nil {
		panic(err)
	}
	result.Gradient = func(node int, grad []float32) { copy(grad, gradients[node]) }
	f.messages = append(f.messages, result)
}

// withWorkers returns a session on so many threads, its own included. No core is
// reserved for the page.
func withWorkers(t testing.TB, threads int, tasks tasks) *harness {
	return withWorkersOn(t, 0, threads, tasks)
}

// withWorkersOn is withWorkers on so many cores. The page has one of them while
// the user draws.
func withWorkersOn(t testing.TB, cores, threads int, tasks tasks) *harness {
	h := &harness{t: t, tick: time.Microsecond}
	clock := func() time.Time { h.clock = h.clock.Add(h.tick); return h.clock }
	h.start(clock, parallel.NewCoordinator(parallel.Config{Build: "a build", Now: clock, Workers: threads, Cores: cores, Start: func() parallel.Transport {
		return &fakeWorker{fakeTransport: newFakeTransport(tasks)}
	}}))
	return h
}

// start opens a session on workers, with the first thousand training pictures.
func (h *harness) start(clock func() time.Time, workers *parallel.Coordinator) {
	h.Session = session.New(session.Config{
		Emit: func(m wire.Message) { h.events = append(h.events, m) },
		Now:  clock, RequestModel: func(string) {}, Build: "a build", Workers: workers,
	})
	h.addModel(spec.FirstShipped)
	h.add("train-00000")
}

// Saved within an epoch, a training goes on to the same bits with another number
// of workers. An invalid file does not disturb the workers.
func TestARestoredTrainingTakesAnyNumberOfWorkers(t *testing.T) {
	for _, c := range [][2]int{{1, 4}, {3, 1}, {2, 3}} {
		tasks := tasks{}
		first := withWorkers(t, c[0], tasks)
		first.run(wire.Open{Model: small(16), Training: short()}, wire.Reset{})
		first.Handle(wire.Train{Until: wire.UntilEnd})
		for range 7 {
			first.Work()
		}
		file := first.save(wire.FormatCheckpoint)

		second := withWorkers(t, c[1], tasks)
		other := short()
		other.BatchSize, other.Seed = 50, 3
		second.run(wire.Open{Model: small(32), Training: other}, wire.Reset{})
		second.Handle(wire.Train{Until: wire.UntilEnd})
		for range 5 {
			second.Work()
		}
		clear(tasks)
		second.run(wire.Restore{Name: "mine", Bytes: file.Bytes}, wire.Restore{Name: "bad"}, wire.Train{Until: wire.UntilEnd})
		second.wantPhase(wire.Finished)
		second.wantTrained(20)
		if p := last[wire.Progress](second); p.Workers != c[1] || (tasks[parallel.OpGradient] > 0) != (c[1] > 1) {
			t.Errorf("of %d threads %d computed the last step, and workers had %v tasks", c[1], p.Workers, tasks)
		}
		first.run(wire.Restore{Name: "bad"})
		first.wantPhase(wire.Finished)
		first.wantTrained(20)
	}
}

// A worker that is silent after its start delays a training and does not stop it.
func TestWorkersAreUsedAndNotReliedOn(t *testing.T) {
	h := &harness{t: t, tick: time.Millisecond}
	clock := func() time.Time { h.clock = h.clock.Add(h.tick); return h.clock }
	started, tasks := 0, tasks{}
	h.start(clock, parallel.NewCoordinator(parallel.Config{Build: "a build", Now: clock, Workers: 2, Start: func() parallel.Transport {
		started++
		silent := newFakeTransport(tasks)
		return &silent
	}}))
	h.run(wire.Open{Model: small(16), Training: short()}, wire.Reset{}, wire.Save{Format: wire.FormatCheckpoint})
	if started != 0 {
		t.Errorf("%d workers were started before any training", started)
	}
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Finished)
	h.wantTrained(20)
	if started == 0 || tasks[parallel.OpGradient] == 0 {
		t.Errorf("%d workers were started and had %v tasks, want some", started, tasks)
	}
	if n := last[wire.Progress](h).Workers; n != 1 {
		t.Errorf("%d threads made the last step, want 1: the worker is silent", n)
	}
	h.events = nil
	h.run(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
	h.wantTrained(20)
}

// The workers of a training take part in its evaluation, with the same results.
func TestWorkersShareAnEvaluation(t *testing.T) {
	var all []wire.Results
	for _, threads := range []int{1, 3} {
		tasks := tasks{}
		h := withWorkers(t, threads, tasks)
		h.add("test-tenth")
		h.run(wire.Open{Model: small(16), Training: short()}, wire.Reset{}, wire.Train{Until: wire.UntilEpoch})
		if (tasks[parallel.OpPredict] > 0) != (threads > 1) {
			t.Errorf("with %d threads workers had %v tasks", threads, tasks)
		}
		results := last[wire.Results](h)
		if results.Count != 1000 {
			t.Errorf("%d pictures were measured, want 1,000", results.Count)
		}
		all = append(all, results)
		// A changed network is evaluated, but the workers do not know it: it was not trained.
		clear(tasks)
		h.events = nil
		changed := small(16)
		changed.Layers[1] = spec.Dense{Units: 16, Activation: spec.Sigmoid}
		h.run(wire.Open{Model: changed, Training: short()})
		if last[wire.Results](h).Count != 1000 || tasks[parallel.OpPredict] > 0 {
			t.Errorf("of %d pictures of an untrained change workers read %d batches, want none", last[wire.Results](h).Count, tasks[parallel.OpPredict])
		}
	}
	if !reflect.DeepEqual(all[0], all[1]) {
		t.Errorf("workers give %+v, one thread %+v", all[1], all[0])
	}
}

// While the user draws, the page has a core for itself during an evaluation, too.
func TestAnEvaluationGivesACoreToADrawing(t *testing.T) {
	tasks := tasks{}
	h := withWorkersOn(t, 2, 2, tasks)
	h.add("test-tenth")
	h.run(wire.Open{Model: small(16), Training: short()}, wire.Reset{})
	h.Handle(wire.Train{Until: wire.UntilEpoch})
	h.tick = evaluationTick // every batch is a step
	for range 100 {
		if h.Work(); tasks[parallel.OpPredict] > 0 {
			break
		}
	}
	h.Handle(wire.Predict{ID: 1, Pixels: make([]float32, 784)})
	h.tick = time.Microsecond // so that the drawing is still new when the evaluation ends
	before := tasks[parallel.OpPredict]
	h.run()
	if before == 0 || tasks[parallel.OpPredict] != before {
		t.Errorf("a worker read %d batches before a drawing and %d after it, want some and none", before, tasks[parallel.OpPredict]-before)
	}
	if last[wire.Results](h).Count != 1000 {
		t.Error("the evaluation was cancelled")
	}
}

package parallel

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"convlab/engine/spec"
)

// newGoroutines returns a coordinator of n participants, all goroutines.
func newGoroutines(n int) *Coordinator {
	return NewCoordinator(Config{Now: time.Now, Start: StartGoroutine, Workers: n})
}

// wantGoroutines waits until no more than so many goroutines are left.
func wantGoroutines(t *testing.T, want int) {
	t.Helper()
	for range 100 {
		if runtime.NumGoroutine() <= want {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines are left, want %d", runtime.NumGoroutine(), want)
}

func TestGoroutinesGiveTheSameBits(t *testing.T) {
	for _, model := range []spec.Model{small(), dense()} {
		before := runtime.NumGoroutine()
		c, most := newGoroutines(3), 0
		for range 2 { // the second training reuses the workers of the first
			training := brief(5) // the last of three workers has two nodes
			training.Epochs = 20
			wantAloneOf(t, model, training, c, func(int) {
				time.Sleep(time.Millisecond) // the workers get ready meanwhile
				most = max(most, c.Workers())
			})
		}
		if most != 3 {
			t.Errorf("%d computed a step at most, want 3", most)
		}
		c.Close()
		wantGoroutines(t, before)
	}
}

func TestACancelledTrainingLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	c := newGoroutines(4)
	r := newRun(t, brief(4), c)
	for range 5 {
		time.Sleep(time.Millisecond)
		r.step()
	}
	ctx, cancel := context.WithCancel(t.Context())
	c.local.OnYield = cancel // within a step
	if _, err := r.trainer.Step(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want the context's", err)
	}
	c.Close()
	wantGoroutines(t, before)
}

func TestAGoroutineThatFailsIsLost(t *testing.T) {
	for name, ask := range map[string]func(w Transport){
		"a setup that cannot work": func(w Transport) { w.Setup(Setup{}) },
		"a task that does not fit": func(w Transport) {
			w.Setup(Setup{Model: small(), Training: brief(4)})
			if m := w.Receive(time.Minute); m != (Ready{}) {
				t.Errorf("got %+v, want Ready", m)
			}
			w.Task(Task{Batch: 1000, End: 4}, Payload{})
		},
		"an invalid label": func(w Transport) {
			w.Setup(Setup{Model: small(), Training: brief(1)})
			w.Receive(time.Minute)
			w.Task(Task{Batch: 1, End: 1}, Payload{Pixels: make([]byte, 784), Labels: []uint8{10}})
		},
	} {
		w := StartGoroutine()
		if m := w.Receive(0); m != (Hello{}) {
			t.Errorf("%s: the first message is %+v, want Hello", name, m)
		}
		if m := w.Receive(time.Millisecond); m != nil {
			t.Errorf("%s: got %+v before any setup, want nothing", name, m)
		}
		ask(w)
		if m, ok := w.Receive(time.Minute).(Lost); !ok || m.Reason == "" {
			t.Errorf("%s: got %+v, want Lost with a reason", name, m)
		}
		w.Close()
	}
}

func TestGoroutinesGiveTheSameResults(t *testing.T) {
	c := newGoroutines(2)
	defer c.Close()
	r := newRun(t, brief(4), c)
	for range 3 {
		time.Sleep(time.Millisecond)
		r.step()
	}
	wantEvaluation(r, c, 1000, nil)
}

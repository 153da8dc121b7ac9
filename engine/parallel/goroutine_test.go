package parallel

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"convlab/engine/spec"
)

// threads returns a coordinator whose workers are goroutines.
func threads(n int) *Coordinator {
	return NewCoordinator(Config{Now: time.Now, Start: StartGoroutine, Workers: n})
}

// wantGoroutines waits until there are so many.
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
		c, most := threads(3), 0
		for range 2 { // the second training has the workers of the first
			training := brief(5) // the last of three has two nodes of the tree
			training.Epochs = 20
			wantAloneOf(t, model, training, c, func(int) {
				time.Sleep(time.Millisecond) // they get ready meanwhile
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
	c := threads(4)
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

func TestAGoroutineThatCannotWorkIsLost(t *testing.T) {
	for name, ask := range map[string]func(l Transport){
		"a setup that cannot work": func(l Transport) { l.Setup(Setup{}) },
		"a task that does not fit": func(l Transport) {
			l.Setup(Setup{Model: small(), Training: brief(4)})
			if w := l.Receive(time.Minute); w != (Ready{}) {
				t.Errorf("got %+v, want Ready", w)
			}
			l.Task(Task{Batch: 1000, End: 4}, Payload{})
		},
		"a label that is none": func(l Transport) {
			l.Setup(Setup{Model: small(), Training: brief(1)})
			l.Receive(time.Minute)
			l.Task(Task{Batch: 1, End: 1}, Payload{Pixels: make([]byte, 784), Labels: []uint8{10}})
		},
	} {
		l := StartGoroutine()
		if w := l.Receive(0); w != (Hello{}) {
			t.Errorf("%s: the first word is %+v, want Hello", name, w)
		}
		if w := l.Receive(time.Millisecond); w != nil {
			t.Errorf("%s: got %+v before any setup, want silence", name, w)
		}
		ask(l)
		if w, ok := l.Receive(time.Minute).(Lost); !ok || w.Reason == "" {
			t.Errorf("%s: got %+v, want Lost with a reason", name, w)
		}
		l.Close()
	}
}

func TestGoroutinesMeasureTestPictures(t *testing.T) {
	c := threads(2)
	defer c.Close()
	r := newRun(t, brief(4), c)
	for range 3 {
		time.Sleep(time.Millisecond)
		r.step()
	}
	wantExam(r, c, 1000, nil)
}

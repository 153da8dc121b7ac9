package parallel

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"convlab/engine"
	"convlab/engine/spec"
)

// wide has a first layer that can be shared out among up to four, and behind it all
// that stays with the coordinator.
func wide() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 4 * engine.UnitsTogether, Activation: spec.ReLU},
		spec.Dropout{Rate: 0.25},
		spec.Dense{Units: 11, Activation: spec.Tanh},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// long has 20 steps in two epochs.
func long(optimizer string) spec.Training {
	t := brief(4)
	t.Optimizer, t.Examples, t.LearningRate = optimizer, 220, 0.001
	if optimizer == spec.SGD {
		t.Momentum = 0.9
	}
	return t
}

func TestUnitsAreSharedOut(t *testing.T) {
	for _, optimizer := range []string{spec.RMSprop, spec.SGD, spec.Adam} {
		for _, workers := range []int{1, 2, 3, 4, 8} {
			w := newWorld(t)
			c := w.coordinator(workers)
			warm(w, c)
			shared := 0
			wantAloneOf(t, wide(), long(optimizer), c, func(int) {
				if c.spread != nil {
					shared++
				}
			})
			if want := min(workers, 4); c.Workers() != want {
				t.Errorf("%s, %d workers: %d computed the last step, want %d", optimizer, workers, c.Workers(), want)
			}
			if workers > 1 && shared < 15 {
				t.Errorf("%s, %d workers: units were shared out in %d steps of 20: this shows nothing", optimizer, workers, shared)
			}
		}
	}
}

// Whoever looks at the weights sees those of the last step, at any time.
func TestWhoLooksSeesTheLastStep(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(3)
	warm(w, c)
	r, want := newRunOf(t, wide(), long(spec.Adam), c), newRunOf(t, wide(), long(spec.Adam), nil)
	view, x := r.net.View(), make([]float32, 784)
	x[400] = 1
	for step := 0; !r.trainer.Done(); step++ {
		r.step()
		want.step()
		if step%3 > 0 { // twice after one another, then a step later
			continue
		}
		got := view.Forward(engine.Batch{Rows: 1, Cols: 784, Stride: 784, Data: x}, engine.Pass{}).Data
		for i, p := range want.net.Forward(engine.Batch{Rows: 1, Cols: 784, Stride: 784, Data: x}, engine.Pass{}).Data {
			if got[i] != p {
				t.Fatalf("step %d: a view predicts %v, want %v", step, got[i], p)
			}
		}
		for i, s := range want.trainer.State().Memory {
			if engine.Checksum(r.trainer.State().Memory[i]) != engine.Checksum(s) {
				t.Fatalf("step %d: state %d differs", step, i)
			}
		}
	}
}

// A worker that dies with its weights of each of its words in turn: they are computed again.
func TestWeightsThatAreLostAreComputedAgain(t *testing.T) {
	for point := range 46 { // two words when it starts, and what it says in 20 steps
		w := newWorld(t)
		said, died := map[*link]int{}, 0
		var victim *link
		w.fate = func(l *link, _ Word) fate {
			said[l]++
			if l == victim && said[l] == point+1 {
				died++
				return fate{copies: point % 2, dies: true}
			}
			return fate{copies: 1}
		}
		c := w.coordinator(1)
		victim = &link{world: w}
		victim.say(Hello{Build: build})
		c.Join(victim)
		c.Join(w.start(build))
		wantAloneOf(t, wide(), long(spec.Adam), c)
		if died != 1 {
			t.Errorf("point %d: nobody died: this shows nothing", point)
		}
	}
}

func TestNoFateChangesTheBitsOfSharedUnits(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			d, w := dice(seed), newWorld(t)
			w.fate = badLine(d, 60)
			c := w.coordinator(1 + d.IntN(5))
			c.config.Cores = c.Size()
			wantAloneOf(t, wide(), long([]string{spec.RMSprop, spec.SGD, spec.Adam}[seed%3]), c, func(int) {
				c.pause = min(c.pause, 2) // a story is short
				switch d.IntN(8) {
				case 0:
					c.Join(w.start(build))
				case 1:
					c.Yield(true)
				case 2:
					c.Yield(false)
				case 3:
					c.local.Network().Weights()
				}
			})
		})
	}
}

// A training that goes back while steps are owed, as after a divergence, ends as one that did not.
func TestGoingBackForgetsWhatIsOwed(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(3)
	warm(w, c)
	r, want := newRunOf(t, wide(), long(spec.Adam), c), newRunOf(t, wide(), long(spec.Adam), nil)
	for range 4 {
		r.step()
	}
	var before engine.State
	before.Keep(r.trainer.State())
	for range 3 {
		r.step()
	}
	if c.spread == nil {
		t.Fatal("nothing was shared out: this shows nothing")
	}
	if err := r.trainer.Restore(before); err != nil {
		t.Fatal(err)
	}
	got, _ := r.end()
	if straight, _ := want.end(); got != straight {
		t.Errorf("the weights are %s, want %s", got, straight)
	}
}

// What was computed ahead of the next step outlasts whoever looks at the weights.
func TestNothingIsComputedAheadTwice(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(3)
	warm(w, c)
	wantAloneOf(t, wide(), long(spec.Adam), c, func(int) { c.local.Network().Weights() })
	for _, m := range c.crew {
		// An epoch begins with Ahead; each of its ten steps goes on with Commit.
		if did := m.link.(*link).did; did[Ahead] != 2 || did[Commit] != 20 || did[Give] != 20 {
			t.Errorf("a part was asked for outputs %d times, to go on %d times and for its weights %d times, want 2, 20 and 20",
				did[Ahead], did[Commit], did[Give])
		}
	}
}

// One who joins takes part from the next time on that all weights are brought up to date: the sharing does not end for it, also not
// for one that is slower than the others at everything.
func TestWhoJoinsTakesPartAtTheNextLook(t *testing.T) {
	for _, delay := range []time.Duration{0, 90 * time.Millisecond} {
		w := newWorld(t)
		c := w.coordinator(2)
		warm(w, c)
		var last *link
		late := results(delay)
		w.fate = func(l *link, word Word) fate {
			if l == last {
				return late(l, word)
			}
			return promptly(l, word)
		}
		shared, begun := 0, map[*spread]bool{}
		wantAloneOf(t, wide(), long(spec.RMSprop), c, func(step int) {
			switch {
			case step == 3:
				last = w.start(build)
				c.Join(last)
			case c.spread != nil:
				shared++
				begun[c.spread] = true
			}
		})
		if shared != 18 || len(begun) != 2 { // of 20, but the first, before which nothing was, and the one with the Join
			t.Errorf("delay %v: %d steps were looked at while units were shared out, in %d ways; want 18 in 2", delay, shared, len(begun))
		}
		if c.Workers() != 3 {
			t.Errorf("delay %v: %d computed the last step, want 3", delay, c.Workers())
		}
	}
}

// A device on which everything takes 100 ms, and an answer four times that.
func TestASlowDeviceIsWaitedFor(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	c.config.Now = func() time.Time { w.clock = w.clock.Add(100 * time.Millisecond); return w.clock }
	warm(w, c)
	w.fate = results(400 * time.Millisecond)
	wantAloneOf(t, wide(), long(spec.SGD), c)
	if c.spread == nil || c.pause > 0 {
		t.Error("no part was waited for")
	}
}

// While a part is late, and while steps are made again because it never came, drawings are answered: they see what the weights are
// then, and change nothing.
func TestALostPartKeepsNobodyWaiting(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(3)
	warm(w, c)
	r, want := newRunOf(t, wide(), long(spec.Adam), c), newRunOf(t, wide(), long(spec.Adam), nil)
	yields, view, x := 0, r.net.View(), make([]float32, 784)
	c.local.Between = func() {
		yields++
		view.Forward(engine.Batch{Rows: 1, Cols: 784, Stride: 784, Data: x}, engine.Pass{})
	}
	const owed = 6
	for range owed {
		r.step()
	}
	if c.spread == nil || yields > 0 {
		t.Fatalf("units are shared out: %v, after %d yields; this shows nothing", c.spread != nil, yields)
	}
	w.fate = func(*link, Word) fate { return fate{} } // nothing arrives any more
	began := w.clock
	r.step()
	// In slices, but for the first ones. Then five yields between the steps that are made again, and those of the ordinary step.
	if want := int((latePart-grace)/slice) + owed - 1; yields < want {
		t.Errorf("%d yields, want at least %d", yields, want)
	}
	if waited := w.clock.Sub(began); waited > 2*latePart {
		t.Errorf("waited %v, want little more than %v", waited, latePart)
	}
	w.fate = promptly
	got, _ := r.end()
	if end, _ := want.end(); got != end {
		t.Errorf("the weights are %s, want %s", got, end)
	}
}

// A part that is late, but not lost: a drawing does not call the weights back in the middle of the step.
func TestWhoLooksInTheMiddleOfAStepIsAnswered(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(3)
	warm(w, c)
	w.fate = results(grace + 3*slice)
	r, want := newRunOf(t, wide(), long(spec.Adam), c), newRunOf(t, wide(), long(spec.Adam), nil)
	looks, view, x := 0, r.net.View(), make([]float32, 784)
	c.local.Between = func() {
		looks++
		view.Forward(engine.Batch{Rows: 1, Cols: 784, Stride: 784, Data: x}, engine.Pass{})
	}
	got, _ := r.end()
	if c.spread == nil || looks < 20 {
		t.Errorf("units are shared out: %v, and there were %d looks: this shows nothing", c.spread != nil, looks)
	}
	if end, _ := want.end(); got != end {
		t.Errorf("the weights are %s, want %s", got, end)
	}
}

// A gradient that is too large stops the training before the step, whoever has its unit.
func TestDivergenceOfAnyPartIsNoticed(t *testing.T) {
	const units = 4 * engine.UnitsTogether
	m := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: units}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	for _, unit := range []int{5, 40, 100} { // of the coordinator, of the first part and of the last
		w := newWorld(t)
		c := w.coordinator(3)
		warm(w, c)
		r := newRunOf(t, m, long(spec.RMSprop), c)
		weights := r.net.Weights()
		for i := range 784 {
			weights[i*units+unit] = 0 // an output of 0 leaves the loss finite,
		}
		weights[785*units+unit*spec.Classes] = 1e24 // but the gradient of its weights is some 1e22
		before := slices.Clone(weights)
		_, err := r.trainer.Step(t.Context())
		if d := new(engine.Divergence); !errors.As(err, &d) || d.Quantity != "gradient" || d.Layer != 1 {
			t.Errorf("unit %d: got error %v, want a divergence of the first layer's gradient", unit, err)
		}
		if c.spread == nil || !slices.Equal(r.net.Weights(), before) {
			t.Errorf("unit %d: units are shared out %v, and weights have changed %v", unit, c.spread != nil, !slices.Equal(r.net.Weights(), before))
		}
	}
}

package engine

import (
	"context"
	"runtime"
	"testing"
	"weak"

	"convlab/engine/spec"
)

// lender shares every step of a Local: steps are made with weights of its own,
// and handed over when they are collected.
type lender struct {
	*Local
	training spec.Training
	weights  []float32 // nil: nothing is shared
	memory   Optimizer
	gradient []float32
	unshared int
}

var _ Sharer = (*lender)(nil) // else its trainers would make every step alone, without a word

func newLender(tb testing.TB, m spec.Model, t spec.Training) *lender {
	own := must(New(m, t.Seed))(tb) // the network of the steps, which the trainer's knows nothing of
	return &lender{Local: NewLocal(own, trainSet(tb), t), training: t, gradient: make([]float32, len(own.weights))}
}

func (l *lender) Share(ctx context.Context, s, _ Step, rate float32, flat Flat) (Sums, bool, error) {
	if l.weights == nil {
		l.weights = l.net.weights
		copy(l.weights, flat.Weights)
		l.memory, _ = NewOptimizer(l.training, len(l.weights))
		for i, v := range l.memory.State() {
			copy(v, flat.State[i])
		}
	}
	sums, err := l.Gradient(ctx, s, l.gradient)
	if err == nil {
		l.memory.Update(l.weights, l.gradient, rate)
	}
	return sums, true, err
}

func (l *lender) Collect(flat Flat) bool {
	if l.weights == nil {
		return false
	}
	copy(flat.Weights, l.weights)
	for i, v := range l.memory.State() {
		copy(flat.State[i], v)
	}
	return true
}

func (l *lender) Unshare() { l.weights, l.unshared = nil, l.unshared+1 }

func (l *lender) Breathe() {}

// lent is a trainer whose steps a lender makes.
func lent(t *testing.T, l *lender) (*Trainer, *Sequential) {
	t.Helper()
	net := must(New(l.net.Model(), l.training.Seed))(t)
	return must(NewTrainer(net, l.set, l.training, l))(t), net
}

// A trainer that is put somewhere and has shared nothing leaves alone what
// another one has shared with the same Sharer.
func TestATrainerForgetsOnlyWhatItHasShared(t *testing.T) {
	l := newLender(t, tiny(), brief(spec.Adam))
	first, net := lent(t, l)
	second, _ := lent(t, l)
	var start State
	start.Keep(second.State())
	steps(t, first, 3)
	if err := second.Restore(start); err != nil {
		t.Fatal(err)
	}
	if l.unshared > 0 {
		t.Error("it took from another trainer the weights of three steps")
	}
	plain, want := run(t, tiny(), brief(spec.Adam))
	steps(t, plain, 3)
	if got, want := Checksum(net.Weights()), Checksum(want.Weights()); got != want {
		t.Errorf("they are %s, want %s", got, want)
	}
	if err := first.Restore(start); err != nil || l.unshared != 1 {
		t.Errorf("its own were forgotten %d times, error %v", l.unshared, err)
	}
	if err := first.Restore(start); err != nil || l.unshared != 1 {
		t.Errorf("nothing was shared since, and forgotten %d times, error %v", l.unshared-1, err)
	}
}

// A trainer that nobody uses any more takes its memory with it: the network
// knows only of one that has newer weights.
func TestANetworkKeepsNoTrainerThatOwesNothing(t *testing.T) {
	for name, made := range map[string]int{"that was never used": 0, "whose weights were looked at": 2} {
		l := newLender(t, tiny(), brief(spec.Adam))
		trainer, net := lent(t, l)
		steps(t, trainer, made)
		net.Weights()
		gone := weak.Make(trainer)
		runtime.GC() // behind the last use of trainer
		if gone.Value() != nil {
			t.Errorf("the network keeps a trainer %s", name)
		}
		runtime.KeepAlive(net)
	}
}

// One that has newer weights is not forgotten, whoever else is made for the
// network meanwhile.
func TestATrainerThatOwesStepsIsAskedForThem(t *testing.T) {
	plain, want := run(t, tiny(), brief(spec.Adam))
	steps(t, plain, 2)
	l := newLender(t, tiny(), brief(spec.Adam))
	trainer, net := lent(t, l)
	steps(t, trainer, 1)
	must(NewTrainer(net, l.set, l.training, l))(t) // and not used
	steps(t, trainer, 1)
	if got, want := Checksum(net.Weights()), Checksum(want.Weights()); got != want {
		t.Errorf("the weights are %s, want %s", got, want)
	}
}

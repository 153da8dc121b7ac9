package engine

import (
	"context"
	"time"
)

// Sharer is a Gradienter that can also make whole steps, with weights that are
// spread over workers.
type Sharer interface {
	Gradienter
	// Share makes step s at the rate, from the weights after the last step that was
	// shared, or from flat when there was none since Unshare. next is the step
	// behind it, empty when there is none yet. done is false when it could not: then
	// nothing was made. With a *Divergence done is true, and no weight has changed.
	Share(ctx context.Context, s, next Step, rate float32, flat Flat) (sums Sums, done bool, err error)
	// Collect overwrites flat with the weights after the last step that was shared.
	// It reports false when some are lost; flat is then as it was.
	Collect(flat Flat) bool
	// Unshare forgets the weights that were shared.
	Unshare()
	// Breathe is called between two steps that are made again: it calls
	// Local.Between, as all others may while they wait.
	Breathe()
}

// mostDebt is how many steps are made before the weights are brought up to date
// even if nobody looks: what has to be made again when a worker is lost with its
// weights, some tenths of a second.
const mostDebt = 64

// share lets the sharer make the next step. When it cannot, the weights are up
// to date and the step is to be made here.
func (t *Trainer) share(batch Step, began time.Time) (sums Sums, done bool, err error) {
	var next Step
	if s := t.step + 1; s < t.StepsPerEpoch() && t.set.HasAll(t.at(s).Images) {
		next = t.at(s)
	}
	t.aside = true
	sums, done, err = t.sharer.Share(context.Background(), batch, next, t.rate, t.flat())
	t.aside = false
	if !done {
		t.settle()
		t.sharer.Unshare()
		return sums, false, err
	}
	if err != nil {
		return sums, true, err
	}
	t.debt = append(t.debt, t.rate)
	t.advance()
	t.count(began)
	return sums, true, nil
}

// flat is what the weights are after the last step without a debt.
func (t *Trainer) flat() Flat { return Flat{t.net.weights, t.optimizer.State()} }

// settle brings weights and optimiser up to date. Weights that were lost with a
// worker are computed again: every step is a function of the weights before it.
func (t *Trainer) settle() {
	if len(t.debt) == 0 || t.aside {
		return
	}
	t.aside = true
	defer func() { t.aside = false }()
	if t.sharer.Collect(t.flat()) {
		t.debt = t.debt[:0]
		return
	}
	t.sharer.Unshare()
	for i, rate := range t.debt {
		if i > 0 {
			t.sharer.Breathe()
		}
		// No error is possible: the step was made before, on pictures that are here.
		if _, err := t.gradienter.Gradient(context.Background(), t.at(t.step-len(t.debt)+i), t.gradient); err != nil {
			panic("engine: a step cannot be made again: " + err.Error())
		}
		t.optimizer.Update(t.net.weights, t.gradient, rate)
	}
	t.debt = t.debt[:0]
}

package engine

import (
	"context"
	"time"
)

// mostDebt is how many steps are made at most before the weights are brought up
// to date even if nobody looks: what has to be made again when a worker is lost
// with its weights, some tenths of a second. A session looks more often, every
// 2,000 images, for a state that it can go back to.
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
	t.shared = true
	if !done {
		t.settle()
		t.unshare()
		return sums, false, err
	}
	if err != nil {
		return sums, true, err
	}
	t.debt = append(t.debt, t.rate)
	t.net.keeper.debtor = t
	t.advance()
	t.count(began)
	return sums, true, nil
}

// unshare forgets what this training has shared. The sharer may have weights of
// another one, which are not its to forget.
func (t *Trainer) unshare() {
	if t.shared {
		t.shared = false
		t.sharer.Unshare()
	}
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
		t.paid()
		return
	}
	t.unshare()
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
	t.paid()
}

// paid notes that the weights are up to date. Whoever looks at them needs this
// trainer no more.
func (t *Trainer) paid() {
	t.debt = t.debt[:0]
	t.net.keeper.debtor = nil
}

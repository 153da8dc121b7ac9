package engine

import (
	"context"
	"fmt"
	"time"

	"convlab/engine/dataset"
	"convlab/engine/optimizer"
	"convlab/engine/spec"
)

// Trainer walks through the epochs of a training, one optimiser step at a time.
// Which images a step takes, and every random number in it, is a function of
// spec.Training and the step's place.
type Trainer struct {
	net        *Sequential
	set        *dataset.Set
	training   spec.Training
	gradienter Gradienter
	optimizer  optimizer.Optimizer
	gradient   []float32
	rate       float32

	time StepTime

	epoch, step int
	order       dataset.Order
	images      []int32 // the epoch's order; nil before the first use
}

// NewTrainer returns a trainer of net at the beginning of t, with gradients from
// g. Errors say what of t or net cannot be trained on the set.
func NewTrainer(net *Sequential, set *dataset.Set, t spec.Training, g Gradienter) (*Trainer, error) {
	if err := spec.CheckRun(net.Model(), t); err != nil {
		return nil, err
	}
	opt, err := optimizer.New(t, len(net.Weights()))
	if err != nil {
		return nil, err
	}
	if in := net.Model().Input; in != spec.MNIST() {
		return nil, fmt.Errorf("trainer: expected a network over %v, received one over %v: the data are MNIST's pictures", spec.MNIST(), in)
	}
	if set.Len() < t.Examples {
		return nil, fmt.Errorf("trainer: expected a set of at least %d images, received the %s set of %d: use the training set", t.Examples, set.Split(), set.Len())
	}
	return &Trainer{
		net: net, set: set, training: t, gradienter: g, optimizer: opt,
		gradient: net.Gradient(), // that of a Local is there already
		rate:     t.LearningRate,
		order:    dataset.Order{Seed: t.Seed, Examples: t.Examples},
	}, nil
}

// batch is the next step, a view that the next epoch overwrites.
func (t *Trainer) batch() Step {
	if t.images == nil {
		t.images = t.order.Epoch(t.epoch)
	}
	first := t.Images()
	end := min(first+t.training.BatchSize, t.training.Examples)
	return Step{Epoch: t.epoch, Step: t.step, Images: t.images[first:end]}
}

// Ready reports whether there is a next batch and its images have arrived.
func (t *Trainer) Ready() bool { return !t.Done() && t.set.HasAll(t.batch().Images) }

// Step makes one step and returns the batch's sums, which are of the weights
// before it. After an error nothing has changed: a *Divergence, ctx's error, or
// the Gradienter's.
func (t *Trainer) Step(ctx context.Context) (Sums, error) {
	if t.Done() {
		return Sums{}, fmt.Errorf("trainer: expected at most %d epochs of steps, received one more: check Done first", t.training.Epochs)
	}
	began := time.Now()
	batch := t.batch()
	sums, err := t.gradienter.Gradient(ctx, batch, t.gradient)
	if err != nil {
		return Sums{}, err
	}
	summed := time.Now()
	if err := diverged(sums, t.gradient, t.net.arrays, batch); err != nil {
		return sums, err
	}
	t.optimizer.Update(t.net.weights, t.gradient, t.rate)
	t.time.Optimizer += time.Since(summed)
	t.advance()
	t.time.Steps++
	t.time.Total += time.Since(began)
	return sums, nil
}

// Time is what the finished steps took since ResetTime: all of it, and the
// optimiser's part. The Gradienter knows the other parts.
func (t *Trainer) Time() StepTime { return t.time }

// ResetTime starts the measurement again.
func (t *Trainer) ResetTime() { t.time = StepTime{} }

func (t *Trainer) advance() {
	t.step++
	if t.step == t.StepsPerEpoch() {
		t.epoch, t.step, t.images = t.epoch+1, 0, nil
	}
}

// Done reports whether all epochs are finished.
func (t *Trainer) Done() bool { return t.epoch >= t.training.Epochs }

// Epoch counts the finished epochs.
func (t *Trainer) Epoch() int { return t.epoch }

// StepInEpoch counts the finished steps of the epoch under way.
func (t *Trainer) StepInEpoch() int { return t.step }

// StepsPerEpoch is the number of batches in an epoch; the last may be smaller.
func (t *Trainer) StepsPerEpoch() int { return t.training.Steps() }

// Images counts the images seen in the epoch under way. The step that ends an
// epoch begins the next one at 0.
func (t *Trainer) Images() int { return t.step * t.training.BatchSize }

// LearningRate is the rate of the next step.
func (t *Trainer) LearningRate() float32 { return t.rate }

// SetLearningRate changes the rate from the next step on.
func (t *Trainer) SetLearningRate(rate float32) error {
	if err := spec.CheckLearningRate(rate); err != nil {
		return err
	}
	t.rate = rate
	return nil
}

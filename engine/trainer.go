package engine

import (
	"context"
	"fmt"
	"time"

	"convlab/engine/dataset"
	"convlab/engine/optimizer"
	"convlab/engine/spec"
)

// Fit trains net on set, as t says and on this thread, and returns the sums of
// the last epoch, measured while it ran. The errors are those of NewTrainer and
// Trainer.Step.
func Fit(ctx context.Context, net *Sequential, set *dataset.Set, t spec.Training) (Sums, error) {
	trainer, err := NewTrainer(net, set, t, NewLocal(net, set, t))
	if err != nil {
		return Sums{}, err
	}
	var epoch Sums
	for !trainer.Done() {
		if trainer.StepInEpoch() == 0 {
			epoch = Sums{}
		}
		sums, err := trainer.Step(ctx)
		if err != nil {
			return epoch, err
		}
		epoch.Add(sums)
	}
	return epoch, nil
}

// Step is one batch of a training.
type Step struct {
	Epoch  int     // from 0
	Step   int     // in the epoch, from 0
	Images []int32 // indices into the training set; the last batch of an epoch may be smaller
}

// Gradienter computes the gradients of a Trainer: Local on this thread,
// parallel.Coordinator on several.
type Gradienter interface {
	// Gradient OVERWRITES grad with the gradient of the batch's mean loss, laid
	// out as Sequential.Weights, and returns the batch's sums. Its bits must be
	// those of Local. After an error grad is undefined.
	Gradient(ctx context.Context, s Step, grad []float32) (Sums, error)
}

// Trainer runs the epochs of a training, one optimiser step at a time. The
// images of a step and every random number in it are a pure function of
// spec.Training, epoch and step.
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
// g. It fails where t or net cannot be trained on the set.
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
		gradient: net.Gradient(), // where a Local computes it
		rate:     t.LearningRate,
		order:    dataset.Order{Seed: t.Seed, Examples: t.Examples},
	}, nil
}

// batch returns the next step. The next epoch overwrites its Images.
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

// Step makes one step and returns the batch's sums with the weights before it.
// The error is a *Divergence, ctx's, or the Gradienter's. After an error nothing
// has changed.
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

// Time returns the time of the steps since ResetTime: Steps, Total and
// Optimizer. The Gradienter measures the other fields.
func (t *Trainer) Time() StepTime { return t.time }

// ResetTime sets Time to zero.
func (t *Trainer) ResetTime() { t.time = StepTime{} }

func (t *Trainer) advance() {
	t.step++
	if t.step == t.StepsPerEpoch() {
		t.epoch, t.step, t.images = t.epoch+1, 0, nil
	}
}

// Done reports whether all epochs are finished.
func (t *Trainer) Done() bool { return t.epoch >= t.training.Epochs }

// Epoch returns the number of finished epochs.
func (t *Trainer) Epoch() int { return t.epoch }

// StepInEpoch returns the number of finished steps in the current epoch.
func (t *Trainer) StepInEpoch() int { return t.step }

// StepsPerEpoch returns the number of batches in an epoch. The last batch may be
// smaller.
func (t *Trainer) StepsPerEpoch() int { return t.training.Steps() }

// Images returns the number of images seen in the current epoch. After the last
// step of an epoch it is 0.
func (t *Trainer) Images() int { return t.step * t.training.BatchSize }

// LearningRate returns the rate of the next step.
func (t *Trainer) LearningRate() float32 { return t.rate }

// SetLearningRate changes the rate from the next step on. The error is the
// *spec.Error of a rate outside the limits.
func (t *Trainer) SetLearningRate(rate float32) error {
	if err := spec.CheckLearningRate(rate); err != nil {
		return err
	}
	t.rate = rate
	return nil
}

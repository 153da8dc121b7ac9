package engine

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
)

func TestTrainerTakesEveryImageOncePerEpoch(t *testing.T) {
	// The note's dense network: 469 steps, the last of 60,000 mod 128 = 96 images.
	training := spec.Note(128)
	trainer, _ := run(t, spec.NoteDense(), training)
	if got := trainer.StepsPerEpoch(); got != 469 {
		t.Fatalf("%d steps in an epoch, want 469", got)
	}
	for epoch := range 2 {
		seen := make([]int, training.Examples)
		for step := range 469 {
			if trainer.Epoch() != epoch || trainer.StepInEpoch() != step || trainer.Images() != step*128 {
				t.Fatalf("at epoch %d step %d images %d, want %d, %d, %d", trainer.Epoch(), trainer.StepInEpoch(), trainer.Images(), epoch, step, step*128)
			}
			batch := trainer.batch()
			if want := map[bool]int{false: 128, true: 96}[step == 468]; len(batch.Images) != want {
				t.Fatalf("step %d has %d images, want %d", step, len(batch.Images), want)
			}
			for _, i := range batch.Images {
				seen[i]++
			}
			trainer.advance()
		}
		for i, n := range seen {
			if n != 1 {
				t.Fatalf("epoch %d: image %d was taken %d times", epoch, i, n)
			}
		}
	}
}

func TestLastBatchOfAnEpochIsTheMeanOfItsOwnImages(t *testing.T) {
	training := brief(spec.SGD)
	training.Shift = 0
	m := tiny()
	m.Layers[4] = spec.Dropout{}
	trainer, net := run(t, m, training)
	if err := trainer.seek(0, 6); err != nil {
		t.Fatal(err)
	}
	batch := trainer.batch() // 100 mod 16 = 4 images, in 6 shards: two have none
	got := make([]float32, len(net.Weights()))
	sums := must(trainer.gradienter.Gradient(t.Context(), batch, got))(t)
	if sums.Count != 4 {
		t.Fatalf("sums count %d images, want 4", sums.Count)
	}

	var x Batch
	resize(&x, 4, dataset.Pixels)
	labels := make([]uint8, 4)
	trainer.set.Gather(batch.Images, x.Data, labels)
	clear(net.Gradient())
	net.Forward(x, Pass{})
	net.Backward(labels, 1.0/4)
	for i, want := range net.Gradient() {
		if math.Abs(float64(got[i]-want)) > 1e-6 { // four terms below 1, in another order
			t.Fatalf("gradient %d is %v, want %v", i, got[i], want)
		}
	}
}

func TestTrainerEnds(t *testing.T) {
	training := brief(spec.SGD)
	training.Epochs = 1
	trainer, net := run(t, tiny(), training)
	steps(t, trainer, 7)
	if !trainer.Done() || trainer.Ready() || trainer.Epoch() != 1 || trainer.StepInEpoch() != 0 {
		t.Errorf("after 7 of 7 steps: done %v, ready %v, epoch %d, step %d", trainer.Done(), trainer.Ready(), trainer.Epoch(), trainer.StepInEpoch())
	}
	before := Checksum(net.Weights())
	if _, err := trainer.Step(t.Context()); err == nil || Checksum(net.Weights()) != before {
		t.Errorf("a step after the end: error %v", err)
	}
}

func TestTrainerWaitsForItsImages(t *testing.T) {
	training := brief(spec.SGD)
	net := must(New(tiny(), 1))(t)
	empty := dataset.NewSet(dataset.Train)
	trainer := must(NewTrainer(net, empty, training, NewLocal(net, empty, training)))(t)
	if trainer.Ready() {
		t.Error("ready without images")
	}
	if _, err := trainer.Step(t.Context()); err == nil || !strings.Contains(err.Error(), "received 0 of 60000") || trainer.StepInEpoch() != 0 {
		t.Errorf("error %v at step %d, want one that says how much has arrived, at step 0", err, trainer.StepInEpoch())
	}
}

func TestLabelsOutOfRangeAreRefused(t *testing.T) {
	labels := make([]uint8, dataset.Test.Size())
	for i := range labels {
		labels[i] = spec.Classes
	}
	set := must(dataset.SetOf(dataset.Test, make([]byte, len(labels)*dataset.Pixels), labels))(t)
	training := brief(spec.SGD)
	net := must(New(tiny(), 1))(t)
	trainer := must(NewTrainer(net, set, training, NewLocal(net, set, training)))(t)
	if _, err := trainer.Step(t.Context()); err == nil || !strings.Contains(err.Error(), "expected labels 0 to 9, received 10") {
		t.Errorf("got %v", err)
	}
}

func TestCancelledStepChangesNothing(t *testing.T) {
	trainer, net := run(t, tiny(), brief(spec.Adam))
	want, other := run(t, tiny(), brief(spec.Adam))
	steps(t, trainer, 2)
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	trainer.gradienter.(*Local).OnYield = func() {
		if calls++; calls == 3 { // in the middle of the batch: 6 shards have 5 gaps
			cancel()
		}
	}
	if _, err := trainer.Step(ctx); !errors.Is(err, context.Canceled) || calls != 3 {
		t.Fatalf("error %v after %d calls of OnYield, want context.Canceled after 3", err, calls)
	}
	steps(t, trainer, 1)
	if calls != 3+5 {
		t.Errorf("OnYield was called %d times in a whole step, want 5", calls-3)
	}
	steps(t, want, 3)
	if Checksum(net.Weights()) != Checksum(other.Weights()) {
		t.Error("a step that was cancelled and made again is not the step")
	}
}

func TestLearningRateChangesBetweenSteps(t *testing.T) {
	trainer, net := run(t, tiny(), brief(spec.SGD))
	for _, bad := range []float32{0, -1, 11, float32(math.NaN())} {
		if err := trainer.SetLearningRate(bad); err == nil {
			t.Errorf("rate %v was accepted", bad)
		}
	}
	before := append([]float32(nil), net.Weights()...)
	if err := trainer.SetLearningRate(0.5); err != nil {
		t.Fatal(err)
	}
	steps(t, trainer, 1)
	for i, g := range trainer.gradient {
		if want := before[i] - 0.5*g; net.Weights()[i] != want {
			t.Fatalf("weight %d is %v, want %v - 0.5*%v", i, net.Weights()[i], before[i], g)
		}
	}
}

func TestNewTrainerRefusesTrainingsThatCannotRun(t *testing.T) {
	set := dataset.NewSet(dataset.Test)
	small := spec.Model{Input: spec.Shape{H: 8, W: 8, C: 1}, Layers: []spec.Layer{spec.Flatten{}, spec.Dense{Units: 10, Activation: spec.Softmax}}}
	bad := spec.Note(64)
	bad.BatchSize = 0
	for _, c := range []struct {
		model    spec.Model
		training spec.Training
		want     string
	}{
		{spec.NoteDense(), bad, "batch_size"},
		{small, brief(spec.SGD), "expected a network over 28×28×1, received one over 8×8×1"},
		{spec.NoteDense(), spec.Note(128), "expected a set of at least 60000 images, received the test set of 10000"},
	} {
		net := must(New(c.model, 1))(t)
		if _, err := NewTrainer(net, set, c.training, NewLocal(net, set, c.training)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
}

// A training step allocates only random generators: one for each dropout layer
// and augmentation of each shard.
func TestTrainingStepsDoNotAllocate(t *testing.T) {
	still := brief(spec.RMSprop)
	still.Shift, still.Epochs, still.Examples = 0, 1, 2000
	moving := still
	moving.Shift = 1
	dry := tiny()
	dry.Layers[4] = spec.Dropout{}
	for _, c := range []struct {
		name     string
		model    spec.Model
		training spec.Training
		want     float64
	}{
		{"dense", spec.NoteDense(), still, 0},
		{"every layer", dry, still, 0},
		{"dropout", tiny(), still, float64(still.Shards)},
		{"dropout and shifts", tiny(), moving, float64(2 * still.Shards)},
	} {
		trainer, _ := run(t, c.model, c.training)
		ctx := t.Context()
		steps(t, trainer, 2)
		if got := testing.AllocsPerRun(20, func() { trainer.Step(ctx) }); got > c.want {
			t.Errorf("%s: %v allocations a step, want %v", c.name, got, c.want)
		}
	}
}

// Buffers grow in the first steps; after them the garbage collector has nothing to do. (Shifts and dropout allocate a generator
// for each shard.)
func TestAStepAllocatesNothing(t *testing.T) {
	for name, m := range map[string]spec.Model{"convolutional": small(), "dense": spec.NoteDense()} {
		training := brief(spec.RMSprop)
		training.Shift = 0
		training.Examples = spec.MaxExamples // no step in the test is the last of its epoch
		trainer, _ := run(t, m, training)
		steps(t, trainer, 2)
		step := func() {
			if _, err := trainer.Step(t.Context()); err != nil {
				t.Error(err)
			}
		}
		if n := testing.AllocsPerRun(5, step); n != 0 {
			t.Errorf("%s: a step allocates %v times, want 0", name, n)
		}
	}
}

package session_test

import (
	"math"
	"slices"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestAnEpochEndsWithResults(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.run(wire.Train{Until: wire.UntilEnd})
	results := every[wire.Results](h)
	if len(results) != 2 { // of two epochs
		t.Fatalf("%d results", len(results))
	}
	check := func(m wire.Results, count int) {
		t.Helper()
		all, right := 0, 0
		for label, row := range m.Confusion {
			for predicted, n := range row {
				all += n
				if label == predicted {
					right += n
				}
			}
		}
		if m.Count != count || all != count || m.Accuracy != float64(right)/float64(count) {
			t.Errorf("results of %d, accuracy %v; the confusion matrix has %d, %d of them right", m.Count, m.Accuracy, all, right)
		}
		if m.Accuracy < 0.5 { // chance gives 0.1
			t.Errorf("accuracy %v after two epochs of a thousand pictures", m.Accuracy)
		}
		if want := min(count-right, wire.MaxMistakes); len(m.Mistakes) != want || len(m.Pixels) != want*dataset.Pixels {
			t.Fatalf("%d mistakes and %d pixels, want %d", len(m.Mistakes), len(m.Pixels), want)
		}
		if !slices.IsSortedFunc(m.Mistakes, func(a, b wire.Mistake) int { return int(1e6 * (b.Probability - a.Probability)) }) {
			t.Error("the surest mistake does not come first")
		}
		h.run(wire.Fetch{Index: m.Mistakes[0].Index})
		p := last[wire.Picture](h)
		if p.Label != m.Mistakes[0].Label || p.Label == m.Mistakes[0].Predicted || !slices.Equal(p.Pixels, m.Pixels[:dataset.Pixels]) {
			t.Error("the mistake is not the picture that it names")
		}
	}
	check(results[1], 1000)
	n := last[wire.Network](h)
	if n.Accuracy != results[1].Accuracy || n.Tested != 1000 {
		t.Errorf("the network has accuracy %v on %d", n.Accuracy, n.Tested)
	}
	var tests int
	for _, s := range every[wire.Scores](h) {
		for _, p := range s.Points {
			if p.Set == wire.TestSet && p.Epoch == 2 && p.Accuracy == n.Accuracy {
				tests++
			}
		}
	}
	if tests != 1 {
		t.Errorf("%d points of the test curve at the end, want 1", tests)
	}
	h.add("test-rest")
	h.run()
	h.wantPhase(wire.Finished)
	check(last[wire.Results](h), 10000)
	if n := last[wire.Network](h); n.Tested != 10000 {
		t.Errorf("the accuracy is on %d pictures", n.Tested)
	}
}

func TestEstimatesTakeLittleTime(t *testing.T) {
	training := short()
	training.Examples, training.Epochs = 20000, 1 // 200 steps
	h := opened(t, training)
	h.add("test-tenth", "train-01000", "train-05000", "train-10000")
	h.run(wire.Train{Until: wire.UntilEnd})
	tests := 0
	for _, s := range every[wire.Scores](h) {
		for _, p := range s.Points {
			if p.Set == wire.TestSet && p.Epoch < 1 {
				tests++
				if p.Count != 1000 {
					t.Errorf("an estimate on %d pictures", p.Count)
				}
			}
		}
	}
	// The first comes after 1000 / 3 / 0.025 = 13,333 pictures: before it, the
	// evaluation of a picture counts as a third of training on one. It takes 34 ticks
	// of the harness's clock (1,000 pictures, 32 at a time, and both ends), so the
	// next is due after 34 / 0.025 = 1,360 ticks of training; the 66 steps that are
	// left have about 5 ticks each.
	if tests != 1 {
		t.Errorf("%d estimates in the epoch, want 1", tests)
	}
}

func TestTheEvaluationOfAnEpochCanBePaused(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.tick = evaluationTick
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for range 1000 {
		h.Work()
		if last[wire.Progress](h).Phase == wire.Testing {
			break
		}
	}
	h.wantPhase(wire.Testing)
	h.Handle(wire.Pause{})
	h.Work()
	h.wantPhase(wire.Paused)
	h.run()
	if len(every[wire.Results](h)) != 1 {
		t.Error("the evaluation was cancelled")
	}
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Finished)
	h.wantTrained(20)
}

func TestPauseEndsTheWaitForTheLastEvaluation(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for range 10000 {
		h.Work()
		if last[wire.Progress](h).Phase == wire.Testing && last[wire.Progress](h).Epoch == short().Epochs {
			break
		}
	}
	h.wantPhase(wire.Testing)
	h.Handle(wire.Pause{})
	h.Work()
	if got := last[wire.Progress](h).Phase; got != wire.Finished {
		t.Errorf("after Pause in the last evaluation the phase is %s, want finished", got)
	}
}

// A changed network is evaluated when nothing else is to do.
func TestAChangedNetworkIsEvaluated(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.run(wire.Train{Until: wire.UntilEpoch})
	before := last[wire.Network](h)
	m := small(16)
	m.Layers[1] = spec.Dense{Units: 16, Activation: spec.Sigmoid}
	h.run(wire.Open{Model: m, Training: short()})
	n := last[wire.Network](h)
	if !n.Changed || n.Origin != wire.Yours || n.Tested != 1000 || n.Accuracy == before.Accuracy || n.Checksum != before.Checksum {
		t.Errorf("the network is %+v, want the same weights, evaluated", n)
	}
}

// A change whose weights all fit is evaluated. One with layers to learn again is
// not.
func TestACompatibleChangeIsEvaluated(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.run(wire.Open{Model: smallConvnet(spec.MaxPooling2D{PoolSize: 2}), Training: short()}, wire.Reset{}, wire.Train{Until: wire.UntilEpoch})
	learned := last[wire.Network](h)
	results := len(every[wire.Results](h))
	h.run(wire.Open{Model: smallConvnet(spec.AveragePooling2D{PoolSize: 2}), Training: short()})
	n := last[wire.Network](h)
	if !n.Changed || n.Tested != 1000 || !n.Measured || n.Accuracy == learned.Accuracy || len(every[wire.Results](h)) != results+1 {
		t.Errorf("the change is %+v", n)
	}
	h.run(wire.Open{Model: small(16), Training: short()})
	if n := last[wire.Network](h); n.Tested != 0 || len(n.Learn) == 0 {
		t.Errorf("a network with untrained layers was evaluated: %+v", n)
	}
	h.run(wire.Open{Model: learned.Model, Training: short()})
	if n := last[wire.Network](h); n.Accuracy != learned.Accuracy || !n.Measured || last[wire.Results](h).Accuracy != learned.Accuracy {
		t.Errorf("set back it is %+v", n)
	}
}

// All test pictures would take longer than an epoch of a thousand pictures: between
// epochs the sample must do, at the end it is all.
func TestShortEpochsAreEvaluatedOnTheSample(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth", "test-rest")
	h.run(wire.Train{Until: wire.UntilEnd})
	var counts []int
	for _, p := range curves(h) {
		if p.Set == wire.TestSet && p.Epoch == math.Trunc(p.Epoch) {
			counts = append(counts, p.Count)
		}
	}
	if !slices.Equal(counts, []int{1000, 10000}) {
		t.Errorf("at the ends of two epochs %v pictures were evaluated, want 1000 and 10000", counts)
	}
}

// While the evaluation of an epoch is under way, the accuracy of the epoch before
// does not count as that of these weights, also after a Pause.
func TestAnAccuracyBelongsToTheWeightsItWasMeasuredOn(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.run(wire.Train{Until: wire.UntilEpoch})
	if n := last[wire.Network](h); n.Epoch != 1 || n.Tested == 0 || !n.Measured {
		t.Errorf("after its evaluation: epoch %d, %d pictures, measured %v", n.Epoch, n.Tested, n.Measured)
	}
	h.tick = evaluationTick
	h.Handle(wire.Train{Until: wire.UntilEpoch})
	for last[wire.Progress](h).Phase != wire.Testing {
		h.Work()
	}
	h.Handle(wire.Pause{})
	h.Work()
	if n := last[wire.Network](h); n.Epoch != 2 || n.Measured {
		t.Errorf("during the evaluation of epoch 2: epoch %d, measured %v", n.Epoch, n.Measured)
	}
	h.run()
	if n := last[wire.Network](h); n.Epoch != 2 || !n.Measured {
		t.Errorf("after it: epoch %d, measured %v", n.Epoch, n.Measured)
	}
}

// The accuracy of a changed network is not a point on the curves of the suspended
// run, also while a run of the changed network waits for its first step.
func TestAnEvaluationBeforeTheFirstStepAddsNoPoint(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.run(wire.Open{Model: smallConvnet(spec.MaxPooling2D{PoolSize: 2}), Training: short()}, wire.Reset{}, wire.Train{Until: wire.UntilEpoch})
	points := len(curves(h))
	h.run(wire.Open{Model: smallConvnet(spec.AveragePooling2D{PoolSize: 2}), Training: waiting()}, wire.Train{Until: wire.UntilEnd})
	h.run(wire.Pause{}) // now it is evaluated
	if n := last[wire.Network](h); !n.Changed || n.Tested != 1000 {
		t.Fatalf("the change is %+v", n)
	}
	if got := len(curves(h)); got != points {
		t.Errorf("%d points more", got-points)
	}
}

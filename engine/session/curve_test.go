package session_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestADivergingStepIsNotMade(t *testing.T) {
	training := short()
	training.Optimizer, training.LearningRate, training.Momentum = spec.SGD, 10, 0.9
	r := opened(t, training)
	m := small(16)
	m.Layers[1] = spec.Dense{Units: 16, Activation: spec.Linear} // without ReLU nothing stops the growth
	r.do(wire.Open{Model: m, Training: training})
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantFault("training", wire.CauseDiverge)
	r.wantPhase(wire.Paused)
	r.do(wire.Predict{ID: 1, Pixels: pixels()})
	for _, v := range last[wire.Activations](r).Numbers {
		if math.IsNaN(float64(v)) {
			t.Fatal("the weights are not those before the step")
		}
	}
}

func TestTheCurveMovesAtOnce(t *testing.T) {
	training := short()
	training.BatchSize = 10 // 100 steps an epoch
	r := opened(t, training)
	r.tick = time.Microsecond // so that no window ends early
	r.do(wire.Train{Until: wire.UntilEpoch})
	var steps []int
	var seen float64
	for _, s := range every[wire.Scores](r) {
		for _, p := range s.Points {
			steps = append(steps, int(math.Round((p.Epoch-seen)*100)))
			seen = p.Epoch
			if p.Set != wire.TrainSet || p.Count != 10*steps[len(steps)-1] || p.Loss <= 0 || p.Accuracy < 0 || p.Accuracy > 1 {
				t.Errorf("a point is %+v", p)
			}
		}
	}
	if want := []int{1, 2, 4, 8, 16, 25, 25, 19}; !slices.Equal(steps, want) {
		t.Errorf("points are of %v steps, want %v", steps, want)
	}
}

func TestLayersAreTimed(t *testing.T) {
	r := opened(t, short())
	r.tick = 100 * time.Millisecond
	r.do(wire.Train{Until: wire.UntilEnd})
	l := last[wire.Times](r).Layers
	if len(l) != 3 || l[1].Forward <= 0 || l[1].Backward <= 0 {
		t.Errorf("the times are %+v, want three layers and some time in the first Dense", l)
	}
}

// All test pictures would take longer than an epoch of a thousand: between
// epochs a thousand must do, at the end it is all.
func TestShortEpochsAreMeasuredOnASample(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth", "test-rest")
	r.do(wire.Train{Until: wire.UntilEnd})
	var counts []int
	for _, p := range curves(r) {
		if p.Set == wire.TestSet && p.Epoch == math.Trunc(p.Epoch) {
			counts = append(counts, p.Count)
		}
	}
	if !slices.Equal(counts, []int{1000, 10000}) {
		t.Errorf("at the ends of two epochs %v pictures were tested, want 1000 and 10000", counts)
	}
}

// Some browsers' clocks stand still for milliseconds: no speed is known then.
func TestAClockThatStandsGivesNoSpeed(t *testing.T) {
	r := opened(t, short())
	r.tick = 0
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantTrained(20)
	if p := last[wire.Progress](r); p.ImagesPerSecond != 0 || p.SecondsLeft != 0 {
		t.Errorf("the progress is %+v", p)
	}
}

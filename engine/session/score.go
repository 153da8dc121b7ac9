package session

import (
	"time"

	"convlab/engine"
	"convlab/engine/wire"
)

const (
	// windowSteps is how many steps a point of the training curve is the mean
	// of: enough to see a trend, few enough to see it move.
	windowSteps = 25
	// windowTime ends a window whose steps are slow.
	windowTime = 500 * time.Millisecond
)

// window gathers the steps of the next point. The first windows of a run are
// short, 1, 2, 4 ... steps, since the loss falls fastest there.
type window struct {
	sums  engine.Sums
	steps int
	size  int
	began time.Duration // of training
}

func (w *window) add(sums engine.Sums) {
	w.sums.Add(sums)
	w.steps++
}

func (w *window) full(trained time.Duration) bool {
	return w.steps >= w.size || trained-w.began >= windowTime
}

// next empties the window for the next point.
func (w *window) next(trained time.Duration) {
	*w = window{size: min(2*w.size, windowSteps), began: trained}
}

// score puts the steps since the last point on the training curve.
func (s *Session) score() {
	r := s.run
	if r.window.steps == 0 {
		return
	}
	sums := r.window.sums
	s.point(wire.TrainSet, sums.MeanLoss(), sums.Accuracy(), sums.Count)
	r.window.next(r.meter.trained)
}

// point puts a score on a curve, at the present place of the run.
func (s *Session) point(set wire.Set, loss, accuracy float64, count int) {
	r := s.run
	epoch := float64(r.trainer.Epoch()) + float64(r.trainer.StepInEpoch())/float64(r.trainer.StepsPerEpoch())
	s.config.Emit(wire.Scores{Points: []wire.Score{{
		Set: set, Epoch: epoch, Seconds: r.meter.trained.Seconds(), Loss: loss, Accuracy: accuracy, Count: count,
	}}})
}

package session

import (
	"slices"
	"time"

	"convlab/engine"
	"convlab/engine/wire"
)

const (
	// windowSteps is how many steps a point of the training curve is the mean of:
	// enough to see a trend, few enough to see it move.
	windowSteps = 25
	// windowTime ends a window whose steps are slow.
	windowTime = 500 * time.Millisecond
)

// window collects the steps of the next point. The first windows of a run are
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

// addTrainPoint puts the steps since the last point on the training curve.
func (s *Session) addTrainPoint() {
	r := s.run()
	if r.window.steps == 0 {
		return
	}
	sums := r.window.sums
	s.addPoint(wire.TrainSet, sums.MeanLoss(), sums.Accuracy(), sums.Count)
	r.window.next(r.stopwatch.total)
}

// addPoint puts a point on a curve, at the present place of the run.
func (s *Session) addPoint(set wire.Set, loss, accuracy float64, count int) {
	r := s.run()
	p := wire.Score{Set: set, Epoch: float64(r.place()), Seconds: r.stopwatch.seconds(), Loss: loss, Accuracy: accuracy, Count: count}
	r.history = append(r.history, p)
	s.config.Emit(wire.Scores{Points: []wire.Score{p}})
}

// hasTestPoint reports whether the last point is that of the present weights on so
// many test pictures. A restored run has one from its file.
func (r *run) hasTestPoint(count int) bool {
	if len(r.history) == 0 {
		return false
	}
	last := r.history[len(r.history)-1]
	return last.Set == wire.TestSet && last.Count == count && float32(last.Epoch) == float32(r.place()) // files have float32
}

// cutCurves removes the points after the present place, to which the run has gone
// back.
func (r *run) cutCurves() {
	place := float32(r.place())
	r.history = slices.DeleteFunc(r.history, func(p wire.Score) bool { return float32(p.Epoch) > place })
	r.window = window{size: 1, began: r.stopwatch.total}
}

// reportCurves reports the curves from their beginning: of another run than
// before, or after a rollback of the same.
func (s *Session) reportCurves(rollback bool) {
	const pointsPerMessage = 4096 // half of what fits
	points := s.run().history
	n := min(len(points), pointsPerMessage)
	s.config.Emit(wire.Scores{First: true, Rollback: rollback, Points: slices.Clone(points[:n])})
	for points = points[n:]; len(points) > 0; points = points[n:] {
		n = min(len(points), pointsPerMessage)
		s.config.Emit(wire.Scores{Points: slices.Clone(points[:n])})
	}
}

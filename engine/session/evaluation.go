package session

import (
	"cmp"
	"math"
	"slices"
	"time"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/wire"
)

const (
	// evaluationSlice is how long one step of an evaluation may take.
	evaluationSlice = 20 * time.Millisecond
	// estimateShare is the largest share of the time that estimates during an
	// epoch take.
	estimateShare = 0.025
)

// evaluation is the job that measures the current weights on test pictures.
type evaluation struct {
	images     []int32
	results    bool // reports wire.Results, not only an accuracy and a point
	epochEnd   bool // of a run: its training waits, and the phase is Testing
	background bool // of an epoch's end after a Pause: no longer waited for
	shared     bool // the workers know the network and take part

	eval      *engine.Evaluation
	deadReLUs *deadReLUs    // if all pictures were read as one digit
	last      time.Time     // end of the last piece
	spent     time.Duration // without the machine's sleep
	pieces    int
}

// evaluate pushes an evaluation of the current weights.
func (s *Session) evaluate(e *evaluation) {
	e.last = s.config.Now()
	e.shared = s.run() != nil && s.config.Workers != nil
	e.eval = engine.NewEvaluation(s.current.net, s.testSet, e.images)
	s.push(e)
}

// testImages returns the test pictures to evaluate on: all, or the sample while
// the others have not arrived, or none.
func (s *Session) testImages() []int32 {
	if s.testSet.Arrived() == s.testSet.Len() {
		return dataset.TestAll()
	}
	if s.testSet.HasAll(s.sample) {
		return s.sample
	}
	return nil
}

// estimateIsDue reports whether enough was trained since the last evaluation that
// another one, on the sample, takes no more than its share of the time.
func (s *Session) estimateIsDue() bool {
	r := s.run()
	if !s.testSet.HasAll(s.sample) || r.stopwatch.images == 0 {
		return false
	}
	cost := float64(s.evaluationTime()) * float64(len(s.sample))
	return float64(r.stopwatch.total-r.evaluatedAt)*estimateShare >= cost
}

// evaluationTime is the time that the evaluation of one image takes. Before the first
// evaluation it is a third of the training on one: forward, without backward.
func (s *Session) evaluationTime() time.Duration {
	r := s.run()
	if s.testImageTime > 0 || r == nil || r.stopwatch.images == 0 {
		return s.testImageTime
	}
	return r.stopwatch.total / time.Duration(3*r.stopwatch.images)
}

// evaluateEpoch evaluates the network at the end of an epoch, if test pictures have
// arrived. Between two short epochs it uses the sample: all pictures would take longer
// than the training.
func (s *Session) evaluateEpoch(last bool) {
	images := s.testImages()
	const costOfTraining = 3 // forward, and backward twice as much
	if !last && costOfTraining*s.current.training.Examples < len(images) {
		images = s.sample
	}
	if len(images) == 0 {
		s.reportStop()
		return
	}
	s.evaluate(&evaluation{images: images, results: true, epochEnd: true})
}

// evaluateIdle is called when there is no job. It evaluates learned weights that were
// not evaluated, or only on fewer pictures than have arrived; on the sample first, for
// a quick accuracy. It reports whether there was something to evaluate.
func (s *Session) evaluateIdle() (busy bool) {
	n, images := s.current, s.testImages()
	if n.origin == wire.Untrained || len(n.learn) > 0 || len(images) <= n.evaluated || len(images) < n.tested {
		return false
	}
	if n.tested == 0 && len(images) > len(s.sample) {
		s.evaluate(&evaluation{images: s.sample})
	} else {
		s.evaluate(&evaluation{images: images, results: true})
	}
	return true
}

func (e *evaluation) step(s *Session) (busy bool) {
	if done := e.measure(s); !done {
		return true
	}
	e.count(s.config.Now())
	s.remove(e)
	r := e.eval.Results()
	s.testImageTime = e.spent / time.Duration(r.Count)
	if !finite(r.Loss) {
		s.testLossDiverged()
		return true
	}
	n := s.current
	n.accuracy, n.loss, n.tested = r.Accuracy, r.Loss, r.Count
	n.health = e.health()
	if e.results {
		results := s.results(r)
		n.evaluated, n.results = r.Count, &results
		s.config.Emit(results)
	}
	if run := n.run; run != nil && run.began { // else the curves are of the run before
		run.evaluatedAt = run.stopwatch.total
		if !run.hasTestPoint(r.Count) {
			s.addPoint(wire.TestSet, r.Loss, r.Accuracy, r.Count)
		}
	}
	s.reportNetwork()
	return true
}

func (e *evaluation) cancel(*Session) {}

// measure goes on for evaluationSlice, or until all is done, which it reports.
func (e *evaluation) measure(s *Session) (done bool) {
	began := s.config.Now()
	over := func() bool {
		now := s.config.Now()
		e.count(now)
		return now.Sub(began) >= evaluationSlice
	}
	for e.deadReLUs == nil && !e.next(s) {
		if over() {
			return false
		}
	}
	if r := e.eval.Results(); e.deadReLUs == nil && finite(r.Loss) && onlyDigit(r.Confusion) >= 0 {
		e.deadReLUs = newDeadReLUs(s.current.net, s.testSet, s.sample)
	}
	for e.deadReLUs != nil && !e.deadReLUs.next() {
		if over() {
			return false
		}
	}
	return true
}

// next measures some more images and reports whether all are done.
func (e *evaluation) next(s *Session) (done bool) {
	if e.shared {
		s.assignWorkers(s.run().local)
		s.reserveCore()
		return s.config.Workers.Evaluate(e.eval)
	}
	const images = 32 // between two looks at the clock
	return e.eval.Next(images)
}

// count adds the time since the last piece, unless the machine slept.
func (e *evaluation) count(now time.Time) {
	took := now.Sub(e.last)
	e.last = now
	if e.pieces > 0 && asleep(took, e.spent/time.Duration(e.pieces)) {
		return
	}
	e.spent += took
	e.pieces++
}

// testLossDiverged reports that the loss on the test pictures is not finite, although
// the weights are. A training stops.
func (s *Session) testLossDiverged() {
	n := s.current
	n.evaluated = s.testSet.Len() // on more pictures it would be the same
	n.dropMeasurements()
	s.diverge("test loss", wire.Divergence{Quantity: wire.QuantityTestLoss, Layer: -1},
		"expected a finite loss on the test pictures, received one that is not: reset, and train with a smaller learning rate")
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// results is r for the page, with the pictures of the mistakes, the surest first.
func (s *Session) results(r engine.Results) wire.Results {
	m := wire.Results{Loss: r.Loss, Accuracy: r.Accuracy, Count: r.Count, Confusion: r.Confusion, Mistakes: []wire.Mistake{}}
	worst := slices.Clone(r.Mistakes)
	slices.SortStableFunc(worst, func(a, b engine.Mistake) int { return cmp.Compare(b.Probability, a.Probability) })
	worst = worst[:min(len(worst), wire.MaxMistakes)]
	var images []int32
	for _, w := range worst {
		images = append(images, w.Index)
		m.Mistakes = append(m.Mistakes, wire.Mistake{
			Index: int(w.Index), Label: int(w.Label), Predicted: int(w.Predicted), Probability: w.Probability,
		})
	}
	m.Pixels = make([]float32, len(images)*dataset.Pixels)
	s.testSet.Gather(images, m.Pixels, nil)
	return m
}

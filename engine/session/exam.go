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
	// examSlice is how long one piece of an exam may keep commands waiting.
	examSlice = 20 * time.Millisecond
	// estimateShare bounds the part of the time that estimates during an epoch take.
	estimateShare = 0.025
)

// exam is a measurement of the current weights on test pictures.
type exam struct {
	images    []int32
	results   bool          // for Results, not only for a number
	ends      bool          // an epoch: the training waits for it
	crew      bool          // knows the network, and shares the exam out
	mark      time.Time     // end of the last piece
	spent     time.Duration // without the machine's sleep
	pieces    int
	eval      *engine.Evaluation
	deadReLUs *deadReLUs // where all pictures were read as one digit
}

// arrived returns the test pictures that can be measured on: all, or the sample
// of the first shard, or none.
func (s *Session) arrived() []int32 {
	if s.test.Arrived() == s.test.Len() {
		return dataset.TestAll()
	}
	if s.test.HasAll(s.sample) {
		return s.sample
	}
	return nil
}

// estimateIsDue reports whether so much was trained since the last test that
// another one, on the sample, stays within its share of the time.
func (s *Session) estimateIsDue() bool {
	m := &s.run.meter
	if !s.test.HasAll(s.sample) || m.images == 0 {
		return false
	}
	cost := float64(s.testPace()) * float64(len(s.sample))
	if float64(m.trained-m.tested)*estimateShare < cost {
		return false
	}
	m.stop()
	return true
}

// testPace is what one test picture takes. Before the first exam it is taken
// for a third of training on one: forward, without backward.
func (s *Session) testPace() time.Duration {
	if s.pace > 0 || s.run == nil || s.run.meter.images == 0 {
		return s.pace
	}
	return s.run.meter.trained / time.Duration(3*s.run.meter.images)
}

// measure begins what an idle session has left to measure: weights that were
// learned and not measured since, or only on fewer pictures than are there. The
// sample goes first, so that a number is soon there.
func (s *Session) measure() (busy bool) {
	n, images := s.current, s.arrived()
	if n.origin == wire.Untrained || len(n.learn) > 0 || len(images) <= n.shown || len(images) < n.tested {
		return false
	}
	if n.tested == 0 && len(images) > len(s.sample) {
		s.sit(&exam{images: s.sample})
	} else {
		s.sit(&exam{images: images, results: true})
	}
	return true
}

func (s *Session) sit(e *exam) {
	e.mark = s.config.Now()
	e.crew = s.run != nil && s.config.Crew != nil
	e.eval = engine.NewEvaluation(s.current.net, s.test, e.images)
	s.exam = e
}

// examine measures on the next pictures, and ends the exam behind the last.
func (s *Session) examine() {
	e := s.exam
	if done := s.examineFor(examSlice); !done {
		return
	}
	e.count(s.config.Now())
	s.exam = nil
	r := e.eval.Results()
	s.pace = e.spent / time.Duration(r.Count)
	n := s.current
	if !finite(r.Loss) {
		s.overflow()
		return
	}
	n.accuracy, n.loss, n.tested = r.Accuracy, r.Loss, r.Count
	n.health = s.health(e)
	if e.results {
		results := s.results(r)
		n.shown, n.results = r.Count, &results
		s.config.Emit(results)
	}
	if run := s.run; run != nil && run.began { // else the curves are of the run before
		run.meter.tested = run.meter.trained
		if !run.known(r.Count) {
			s.point(wire.TestSet, r.Loss, r.Accuracy, r.Count)
		}
	}
	s.tellNetwork()
}

// examineFor measures for so long, or until all is done, which it reports.
func (s *Session) examineFor(slice time.Duration) (done bool) {
	e := s.exam
	began := s.config.Now()
	over := func() bool {
		now := s.config.Now()
		e.count(now)
		return now.Sub(began) >= slice
	}
	for e.deadReLUs == nil && !s.examineMore(e) {
		if over() {
			return false
		}
	}
	if r := e.eval.Results(); e.deadReLUs == nil && finite(r.Loss) && oneDigit(r.Confusion) >= 0 {
		e.deadReLUs = newDeadReLUs(s.current.net, s.test, s.sample)
	}
	for e.deadReLUs != nil && !e.deadReLUs.next() {
		if over() {
			return false
		}
	}
	return true
}

// count adds the time since the last piece, unless the machine slept.
func (e *exam) count(now time.Time) {
	took := now.Sub(e.mark)
	e.mark = now
	if e.pieces > 0 && asleep(took, e.spent/time.Duration(e.pieces)) {
		return
	}
	e.spent += took
	e.pieces++
}

// examineMore measures on the next pictures and reports whether all are done.
func (s *Session) examineMore(e *exam) (done bool) {
	if e.crew {
		s.yield()
		return s.config.Crew.Evaluate(e.eval)
	}
	const pictures = 32 // between two looks at the clock
	return e.eval.Next(pictures)
}

// overflow ends an exam whose loss is not finite: the weights are, but what they
// make of some test picture is not. A training stops.
func (s *Session) overflow() {
	n := s.current
	n.shown = s.test.Len() // on more pictures it would be the same
	n.unmeasured()
	s.explode("test loss", wire.Divergence{Quantity: wire.QuantityTestLoss, Layer: -1},
		"expected a finite loss on the test pictures, received one that is not: reset, and train with a smaller learning rate")
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// results is r for the page, with the pictures of the mistakes.
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
	s.test.Gather(images, m.Pixels, nil)
	return m
}

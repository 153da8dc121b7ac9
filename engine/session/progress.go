package session

import (
	"time"

	"convlab/engine/wire"
)

const progressInterval = 250 * time.Millisecond

// currentPhase is the phase of this moment.
func (s *Session) currentPhase() wire.Phase {
	r, t, e := s.run(), find[*training](s), find[*evaluation](s)
	switch {
	case r == nil:
		return wire.Idle
	case e != nil && e.epochEnd && !e.background:
		return wire.Testing
	case t != nil && r.trainer.Ready():
		return wire.Running
	case t != nil:
		return wire.Waiting
	case r.trainer.Epoch() >= r.end: // also after steps beyond the end
		return wire.Finished
	}
	return wire.Paused
}

// reportProgress reports Progress when the phase has changed, after a command,
// and a few times a second while something moves.
func (s *Session) reportProgress() {
	phase, now := s.currentPhase(), s.config.Now()
	moves := phase == wire.Running || phase == wire.Testing
	if phase == s.phase && !s.reportDue && !(moves && now.Sub(s.reportTime) >= progressInterval) {
		return
	}
	s.phase, s.reportTime, s.reportDue = phase, now, false
	t := s.current.training
	p := wire.Progress{
		Phase: phase, Epochs: t.Epochs, Steps: t.Steps(), Examples: t.Examples, LearningRate: t.LearningRate,
	}
	if r := s.run(); r != nil {
		p.Epochs = r.end
		p.Epoch, p.Step, p.Images = r.trainer.Epoch(), r.trainer.StepInEpoch(), r.trainer.Images()
		p.ImagesPerSecond, p.Seconds, p.SecondsLeft = r.stopwatch.speed(), r.stopwatch.seconds(), s.secondsLeft()
		p.Workers = s.workers()
	}
	s.config.Emit(p)
}

// workers counts the threads that computed the last step.
func (s *Session) workers() int {
	if s.config.Workers == nil {
		return 1
	}
	return s.config.Workers.Workers()
}

// secondsLeft is what the run needs to the end of its last epoch: training at the
// recent speed, and the evaluations. 0: not known, or nothing is left.
func (s *Session) secondsLeft() float64 {
	r, t := s.run(), s.current.training
	speed := r.stopwatch.speed()
	if speed == 0 || r.trainer.Epoch() >= r.end {
		return 0
	}
	epochs := r.end - r.trainer.Epoch()
	images := epochs*t.Examples - r.trainer.Images()
	tests := epochs * len(s.testImages())
	return float64(images)/speed*(1+estimateShare) + float64(tests)*s.evaluationTime().Seconds()
}

package session

import (
	"time"

	"convlab/engine/wire"
)

const progressEvery = 250 * time.Millisecond

// where is the phase of this moment.
func (s *Session) where() wire.Phase {
	r := s.run
	switch {
	case r == nil:
		return wire.Idle
	case s.exam != nil && s.exam.ends && !r.held:
		return wire.Testing
	case r.goal != "" && r.trainer.Ready():
		return wire.Running
	case r.goal != "":
		return wire.Waiting
	case r.trainer.Epoch() >= r.end: // also after steps beyond the end
		return wire.Finished
	}
	return wire.Paused
}

// tell sends Progress when the phase has changed, after a command, and a few
// times a second while something moves.
func (s *Session) tell() {
	phase, now := s.where(), s.config.Now()
	moves := phase == wire.Running || phase == wire.Testing
	if phase == s.phase && !s.retell && !(moves && now.Sub(s.told) >= progressEvery) {
		return
	}
	s.phase, s.told, s.retell = phase, now, false
	t := s.current.training
	p := wire.Progress{
		Phase: phase, Epochs: t.Epochs, Steps: t.Steps(), Examples: t.Examples, LearningRate: t.LearningRate,
	}
	if r := s.run; r != nil {
		p.Epochs = r.end
		p.Epoch, p.Step, p.Images = r.trainer.Epoch(), r.trainer.StepInEpoch(), r.trainer.Images()
		p.ImagesPerSecond, p.Seconds, p.SecondsLeft = r.meter.speed(), r.meter.seconds(), s.left()
		p.Workers = s.workers()
	}
	s.config.Emit(p)
}

// workers counts the threads that computed the last step.
func (s *Session) workers() int {
	if s.config.Crew == nil {
		return 1
	}
	return s.config.Crew.Workers()
}

// left is how many seconds the run needs to its last epoch's end: training at
// the recent speed, and the tests. 0: not known, or nothing is left.
func (s *Session) left() float64 {
	r, t := s.run, s.current.training
	speed := r.meter.speed()
	if speed == 0 || r.trainer.Epoch() >= r.end {
		return 0
	}
	epochs := r.end - r.trainer.Epoch()
	images := epochs*t.Examples - r.trainer.Images()
	tests := epochs * len(s.arrived())
	return float64(images)/speed*(1+estimateShare) + float64(tests)*s.testPace().Seconds()
}

package session

import (
	"errors"
	"fmt"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// obey carries out a command between two pieces of work.
func (s *Session) obey(m wire.Message) {
	s.retell = true
	switch m := m.(type) {
	case wire.Open:
		s.open(m)
	case wire.Load:
		s.load(m)
	case wire.Train:
		s.goOn(m)
	case wire.Pause:
		s.pause()
	case wire.Reset:
		s.reset()
	case wire.SetLearningRate:
		s.setLearningRate(m)
	case wire.Retreat:
		s.goBack()
	case wire.Save:
		s.save(m)
	case wire.Restore:
		s.restore(m)
	default:
		s.fault("message", wire.CauseCommand, fmt.Sprintf("expected a command, received %T, which is an event", m))
	}
}

// open puts another network in the place of the current one. Weights are
// carried from those that were learned last, not from what stood between: a
// layer that was made narrower and wide again has its weights back.
func (s *Session) open(c wire.Open) {
	next, err := fresh(c.Model, c.Training)
	if err == nil && s.learned != nil {
		err = next.carry(s.learned)
	}
	if err != nil {
		s.refuse("settings", err)
		return
	}
	s.pause()
	s.wished = ""
	if s.run != nil && c.Model.Same(s.current.net.Model()) && sameSteps(c.Training, s.current.training) {
		s.current.training = c.Training
		// Training.Check has accepted the rate.
		_ = s.run.trainer.SetLearningRate(c.Training.LearningRate)
		s.tellNetwork()
		return
	}
	if s.learned != nil && !next.changed && next.origin != wire.Untrained {
		s.learned = next
	}
	s.replace(next)
}

// sameSteps reports whether two trainings make the same steps but for the
// learning rate, which may change at any step, and where they end.
func sameSteps(a, b spec.Training) bool {
	a.LearningRate, a.Epochs = b.LearningRate, b.Epochs
	return a == b
}

// replace makes next the current network, with no training under way.
func (s *Session) replace(next *network) {
	s.current, s.run, s.exam, s.pace = next, nil, nil, 0
	s.tellNetwork()
}

// goOn is the command Train.
func (s *Session) goOn(c wire.Train) {
	switch c.Until {
	case wire.UntilEnd, wire.UntilEpoch, wire.UntilStep:
	default:
		s.fault("train", wire.CauseCommand, fmt.Sprintf("expected until end, epoch or step, received %.40q", string(c.Until)))
		return
	}
	s.wished = ""
	n := s.current
	shipped := s.run == nil && n.origin == wire.Pretrained && !n.changed // its score would be taken for a step's
	if shipped || c.Until == wire.UntilEnd && (s.run == nil && !n.adopted || s.run != nil && s.run.trainer.Epoch() >= n.training.Epochs) {
		s.renew()
	}
	if s.run == nil {
		if err := s.start(); err != nil {
			s.refuse("train", err)
			return
		}
	}
	if s.run.trainer.Done() {
		s.fault("train", wire.CauseCommand, fmt.Sprintf("expected at most %d epochs, received one more: reset to start again", spec.MaxEpochs))
		return
	}
	if s.exam != nil && !s.exam.ends {
		s.exam = nil // it was idle work
	}
	s.run.goal, s.run.held, s.run.offer = c.Until, false, nil
}

// pause stops a training before its next step.
func (s *Session) pause() {
	r := s.run
	lastExam := s.exam != nil && s.exam.ends // of a training that has stopped by itself
	if r == nil || r.goal == "" && !lastExam {
		return
	}
	r.goal, r.held = "", true
	if s.exam != nil && !s.exam.ends {
		s.exam = nil
	}
	s.rest()
}

// reset throws the training away, curves and all.
func (s *Session) reset() {
	s.config.Emit(wire.Scores{First: true})
	s.renew()
}

// renew goes back to fresh weights from the seed.
func (s *Session) renew() {
	next, err := fresh(s.current.net.Model(), s.current.training)
	if err != nil {
		s.refuse("reset", err)
		return
	}
	s.wished, s.learned = "", nil
	s.replace(next)
}

func (s *Session) setLearningRate(c wire.SetLearningRate) {
	if err := spec.CheckLearningRate(c.Rate); err != nil {
		s.refuse("learning_rate", err)
		return
	}
	s.current.training.LearningRate = c.Rate
	if s.run != nil {
		_ = s.run.trainer.SetLearningRate(c.Rate) // checked above
	}
}

// refuse tells why a setting cannot work.
func (s *Session) refuse(what string, err error) {
	f := wire.Fault{What: what, Cause: wire.CauseRefused, Message: err.Error()}
	var e *spec.Error
	if errors.As(err, &e) {
		f.Refusal = e
	}
	s.config.Emit(f)
}

// Unreadable tells the page that a message of its could not be read.
func (s *Session) Unreadable(err error) { s.fault("message", wire.CauseCommand, err.Error()) }

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
	case wire.SetTraining:
		s.setTraining(m)
	case wire.Rollback:
		s.goBack()
	case wire.Save:
		s.save(m)
	case wire.Restore:
		s.restore(m)
	default:
		s.fault("message", wire.CauseCommand, fmt.Sprintf("expected a command, received %T, which is an event", m))
	}
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
	if s.run == nil || !s.run.began {
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
	if c.Until == wire.UntilEnd {
		s.run.lengthen(s.current.training.Epochs)
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
	next, err := fresh(s.current.net.Model(), s.training)
	if err != nil {
		s.refuse("reset", err)
		return
	}
	next.layers = s.current.layers
	s.wished = ""
	s.handOver()
	s.config.Emit(wire.Scores{First: true})
	s.replace(next)
}

// setTraining is the command SetTraining.
func (s *Session) setTraining(c wire.SetTraining) {
	if err := spec.CheckRun(s.current.net.Model(), c.Training); err != nil {
		s.refuse("training", err)
		return
	}
	s.use(c.Training)
}

// use takes over values of the training that are known to be possible.
func (s *Session) use(t spec.Training) {
	s.training = t
	n, r := s.current, s.run
	switch {
	case r != nil && (r.began || r.goal != ""):
		_ = r.trainer.SetLearningRate(t.LearningRate) // the caller has checked it
		if t.Epochs != n.training.Epochs {
			r.end = max(t.Epochs, r.place().epochs()) // an epoch that has begun is finished
		}
		if r.goal == wire.UntilEnd && r.began && r.place() == place(r.end) {
			r.goal = "" // the last epoch has just ended, and is measured
		}
		n.training.LearningRate, n.training.Epochs = t.LearningRate, t.Epochs
	case n.origin == wire.Untrained && n.training.Seed != t.Seed:
		s.reset() // other fresh weights
		return
	default:
		n.training = t
	}
	if r == nil || r.goal == "" {
		s.tellNetwork()
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

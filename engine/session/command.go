package session

import (
	"errors"
	"fmt"
	"slices"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// executeCommands executes what has arrived, in order, until a command has to
// wait for a shipped network.
func (s *Session) executeCommands() {
	for len(s.commands) > 0 && (s.pendingPreset == "" || s.dropPending()) {
		c := s.commands[0]
		s.commands = s.commands[1:]
		s.execute(c)
	}
}

// dropPending reports whether a waiting command asks for another network than
// the pending one. Then the pending one is no longer waited for, and the commands
// before that one are dropped: they were meant for the pending network. Save and
// Restore remain, since the page waits for their answers. The first network is
// always waited for.
func (s *Session) dropPending() bool {
	if s.current == nil {
		return false
	}
	at := -1
	for i, c := range s.commands {
		switch c.(type) {
		case wire.Open, wire.Load:
			at = i
		case wire.Reset: // of the network before it, if one is asked for
			if at < 0 {
				at = i
			}
		}
	}
	if at < 0 {
		return false
	}
	files := slices.DeleteFunc(slices.Clone(s.commands[:at]), func(m wire.Message) bool { return !concernsFile(m) })
	s.pendingPreset, s.commands = "", append(files, s.commands[at:]...)
	return true
}

func concernsFile(m wire.Message) bool {
	switch m.(type) {
	case wire.Save, wire.Restore:
		return true
	}
	return false
}

// execute executes a command between two steps of the job on top. This is what
// each command means for the jobs under way:
//
//	Train        sets how far the training goes. It waits for the evaluation of an
//	             epoch's end and for an experiment; other evaluations are cancelled.
//	Pause        cancels the training and an experiment. The evaluation of an
//	             epoch's end goes on in the background.
//	SetTraining  lets the jobs go on. Learning rate and epochs apply to the run at
//	             once, the other settings to the next run.
//	Open         with the same layers is a SetTraining. With others it is a Pause, and
//	             then the network is suspended with its run and the changed one
//	             becomes current. With those of the suspended network it restores that.
//	Load         is a Pause, and when the network has arrived a replacement.
//	Reset,       replace the network: all jobs are cancelled, and a network of the
//	Restore      user's own is handed to the page.
//	Rollback     cancels the jobs and starts the training from the last good state.
//	Save         lets the jobs go on.
//
// The table of states in ARCHITECTURE.md has the same from the page's side. A
// command that is refused changes nothing. Predict, Fetch and Retry do not come
// here, since they need not wait: see Handle.
func (s *Session) execute(m wire.Message) {
	s.reportDue = true
	switch m := m.(type) {
	case wire.Open:
		s.open(m)
	case wire.Load:
		s.load(m)
	case wire.Train:
		s.train(m)
	case wire.Pause:
		s.pause()
	case wire.Reset:
		s.reset()
	case wire.SetTraining:
		s.setTraining(m)
	case wire.Rollback:
		s.rollBack()
	case wire.Save:
		s.save(m)
	case wire.Restore:
		s.restore(m)
	default:
		s.fault("message", wire.CauseCommand, fmt.Sprintf("expected a command, received %T, which is an event", m))
	}
}

// train is the command Train.
func (s *Session) train(c wire.Train) {
	switch c.Until {
	case wire.UntilEnd, wire.UntilEpoch, wire.UntilStep:
	default:
		s.fault("train", wire.CauseCommand, fmt.Sprintf("expected until end, epoch or step, received %.40q", string(c.Until)))
		return
	}
	s.failedPreset = ""
	if r := s.run(); r == nil || !r.began {
		if err := s.begin(); err != nil {
			s.refuse("train", err)
			return
		}
	}
	r := s.run()
	if r.trainer.Done() {
		s.fault("train", wire.CauseCommand, fmt.Sprintf("expected at most %d epochs, received one more: reset to start again", spec.MaxEpochs))
		return
	}
	if e := find[*evaluation](s); e != nil && e.epochEnd {
		e.background = false
	} else if e != nil {
		s.cancel(e)
	}
	if c.Until == wire.UntilEnd {
		r.lengthen(s.current.training.Epochs)
	}
	r.rollback.point = nil
	s.start(c.Until)
}

// start makes the run go on until that point.
func (s *Session) start(until wire.Until) {
	if t := find[*training](s); t != nil {
		t.until = until
		return
	}
	s.pushTraining(&training{until: until})
}

// pause cancels the jobs, but the evaluation of an epoch's end goes on in the
// background. If the only job is an evaluation that nothing waits for, pause does
// nothing.
func (s *Session) pause() {
	working := func(j job) bool {
		e, ok := j.(*evaluation)
		return !ok || e.epochEnd
	}
	if !slices.ContainsFunc(s.jobs, working) {
		return
	}
	for _, j := range slices.Backward(slices.Clone(s.jobs)) {
		if e, ok := j.(*evaluation); ok && e.epochEnd {
			e.background = true
			continue
		}
		s.cancel(j)
	}
	if s.run() != nil {
		s.reportStop()
	}
}

// reset is the command Reset: fresh weights, no run, empty curves.
func (s *Session) reset() {
	next, err := fresh(s.current.net.Model(), s.nextTraining)
	if err != nil {
		s.refuse("reset", err)
		return
	}
	next.layers = s.current.layers
	s.failedPreset = ""
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
	s.applyTraining(c.Training)
}

// applyTraining applies settings that have been checked.
func (s *Session) applyTraining(next spec.Training) {
	s.nextTraining = next
	n, r, t := s.current, s.run(), find[*training](s)
	switch {
	case r != nil && (r.began || t != nil):
		_ = r.trainer.SetLearningRate(next.LearningRate) // it has been checked
		if next.Epochs != n.training.Epochs {
			r.end = max(next.Epochs, r.place().epochs()) // an epoch that has begun is finished
		}
		if t != nil && t.until == wire.UntilEnd && r.began && r.place() == place(r.end) {
			s.remove(t) // the last epoch has just ended; its evaluation goes on
			t = nil
		}
		n.training.LearningRate, n.training.Epochs = next.LearningRate, next.Epochs
	case n.origin == wire.Untrained && n.training.Seed != next.Seed:
		s.reset() // other fresh weights
		return
	default:
		n.training = next
	}
	if t == nil {
		s.reportNetwork()
	}
}

// refuse reports why a setting cannot work.
func (s *Session) refuse(what string, err error) {
	f := wire.Fault{What: what, Cause: wire.CauseRefused, Message: err.Error()}
	var e *spec.Error
	if errors.As(err, &e) {
		f.Refusal = e
	}
	s.config.Emit(f)
}

// MessageFailed reports that a message of the page could not be read.
func (s *Session) MessageFailed(err error) { s.fault("message", wire.CauseCommand, err.Error()) }

package session

import "slices"

// job is work of many steps. Between its steps commands are executed and
// predictions are answered. A job that computes on the workers assigns them to
// itself in each step (assignWorkers), since the job on top has them.
type job interface {
	// step makes one short step: an optimiser step, or about 20 ms of other work. It
	// reports whether the next step can be made at once. A job that has ended removes
	// itself from the stack.
	step(s *Session) (busy bool)
	// cancel is called when the job was removed from the stack before its end.
	cancel(s *Session)
}

// push puts a job on top of the stack. Time that it takes is not training time.
func (s *Session) push(j job) {
	if r := s.run(); r != nil {
		r.stopwatch.stop()
	}
	s.jobs = append(s.jobs, j)
}

// pushTraining puts a training at the bottom of the stack. It waits for an
// evaluation or experiment that is under way.
func (s *Session) pushTraining(t *training) { s.jobs = slices.Insert(s.jobs, 0, job(t)) }

// remove takes a job off the stack, wherever it is.
func (s *Session) remove(j job) {
	s.jobs = slices.DeleteFunc(s.jobs, func(other job) bool { return other == j })
}

// cancel removes a job before its end.
func (s *Session) cancel(j job) {
	s.remove(j)
	j.cancel(s)
}

// cancelAll empties the stack, from the top.
func (s *Session) cancelAll() {
	for len(s.jobs) > 0 {
		s.cancel(s.jobs[len(s.jobs)-1])
	}
}

// find returns the job of a kind, or nil. There is one at most.
func find[J job](s *Session) (found J) {
	for _, j := range s.jobs {
		if f, ok := j.(J); ok {
			return f
		}
	}
	return found
}

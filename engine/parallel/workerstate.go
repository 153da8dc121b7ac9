package parallel

import "time"

// workerState is what the coordinator knows of a worker.
type workerState struct {
	transport Transport
	status    status

	task    Task          // the last one, which the worker is executing or has executed
	nodes   []node        // of task
	result  *Result       // of task
	late    bool          // the coordinator computes its shards unless they arrive first
	silent  time.Duration // without a message while an answer was pending
	checked time.Time     // when silent was last updated
}

// status says what a worker can be asked.
type status int

const (
	unidentified status = iota // has not sent Hello
	building                   // has not answered Setup
	idle
	busy
	dead
)

// nodeAt returns the index of the node that begins with shard k, if the result of
// task id has one.
func (w *workerState) nodeAt(id int32, k int) (index int, ok bool) {
	if w.result == nil || w.result.ID != id {
		return 0, false
	}
	for i, n := range w.nodes {
		if n.first == k {
			return i, true
		}
	}
	return 0, false
}

// pending reports whether shard k of task id may still arrive from the worker.
func (w *workerState) pending(id int32, k int) bool {
	return w.status == busy && w.task.ID == id && w.task.Op == OpGradient && int(w.task.First) <= k && k < int(w.task.End)
}

// assign notes that t is being sent to the worker.
func (w *workerState) assign(t Task, now time.Time) {
	w.task, w.nodes = t, nil
	if t.Op == OpGradient {
		w.nodes = nodesOf(int(t.First), int(t.End))
	}
	w.status, w.result, w.late, w.silent, w.checked = busy, nil, false, 0, now
}

// maxGap bounds the silence that counts between two checks: while the whole
// machine sleeps, no worker can answer.
const maxGap = 250 * time.Millisecond

// countSilence updates silent.
func (w *workerState) countSilence(now time.Time) {
	if w.status == busy {
		w.silent += min(now.Sub(w.checked), maxGap)
		w.checked = now
	}
}

// timeouts bound the waiting for a worker.
type timeouts struct {
	poll time.Duration // of one Receive; the coordinator yields after each
	late time.Duration // until the coordinator computes the worker's share itself
	dead time.Duration // until a worker that does not answer is given up
}

// newTimeouts returns the timeouts for a share that takes the coordinator so long.
func newTimeouts(share time.Duration) timeouts {
	return timeouts{
		poll: 4 * time.Millisecond,
		late: 20*time.Millisecond + 2*share,
		dead: 5*time.Second + 10*share,
	}
}

// waiting measures a wait for workers. It begins when the coordinator has computed its own
// share.
type waiting struct {
	share time.Duration // what that took
	since time.Time     // zero: it has not begun
}

// late reports whether the coordinator should compute the missing shares itself.
func (w *waiting) late(now time.Time) bool { return now.Sub(w.since) > newTimeouts(w.share).late }

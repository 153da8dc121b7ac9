package parallel

import "time"

// member is what the coordinator knows of a worker.
type member struct {
	link   Transport
	status status

	task   Task          // the last one, while the member is busy or has done it
	blocks []node        // of task
	result *Result       // of task
	late   bool          // its shards are computed by the coordinator unless they come first
	silent time.Duration // while an answer was owed
	looked time.Time     // when it was last listened to
}

// status says what a worker can be asked.
type status int

const (
	strange  status = iota // has not said Hello
	building               // has not answered Setup
	idle
	busy
	gone
)

// node returns the index of the node that begins with shard k, if the member has
// it for task id.
func (m *member) node(id int32, k int) (int, bool) {
	if m.result == nil || m.result.ID != id {
		return 0, false
	}
	for i, b := range m.blocks {
		if b.First == k {
			return i, true
		}
	}
	return 0, false
}

// owes reports whether shard k of task id may still come from the member.
func (m *member) owes(id int32, k int) bool {
	return m.status == busy && m.task.ID == id && m.task.Op == OpGradient && int(m.task.First) <= k && k < int(m.task.End)
}

// give notes that the member was asked.
func (m *member) give(t Task, now time.Time) {
	m.task, m.blocks = t, nil
	if t.Op == OpGradient {
		m.blocks = nodesOf(int(t.First), int(t.End))
	}
	m.status, m.result, m.late, m.silent, m.looked = busy, nil, false, 0, now
}

// look counts the silence of a member that owes an answer.
func (m *member) look(now time.Time) {
	if m.status == busy {
		m.silent += min(now.Sub(m.looked), glance)
		m.looked = now
	}
}

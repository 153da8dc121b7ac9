package parallel

import "time"

const (
	// slice is how long the coordinator waits at a time. In between it yields.
	slice = 4 * time.Millisecond
	// grace is how much later than the coordinator a worker may be ready, beside
	// twice what the coordinator's own share has taken.
	grace = 20 * time.Millisecond
	// silence is how long a worker may owe an answer before it is given up,
	// beside ten times what a share takes.
	silence = 5 * time.Second
	// glance bounds what counts as silence between two looks: while the whole
	// machine sleeps nobody can answer.
	glance = 250 * time.Millisecond
)

// patience measures one step.
type patience struct {
	began  time.Time
	own    time.Duration // what the coordinator's own share has taken; 0: not done
	rested time.Time     // since when it waits for others
}

// rest ends the coordinator's own share.
func (p *patience) rest(now time.Time) {
	if p.rested.IsZero() {
		p.own, p.rested = now.Sub(p.began), now
	}
}

// over reports whether the shards of others are better computed here.
func (p *patience) over(now time.Time) bool { return now.Sub(p.rested) > grace+2*p.own }

package parallel

import "time"

// latePart is how long a worker that has weights is waited for, beside ten
// times what the coordinator has just computed itself. Then they are taken for
// lost.
const latePart = 100 * time.Millisecond

// part is a member with units.
type part struct {
	*member
	first, end int
	y          []float32 // outputs that came before their step; empty: they are still owed
}

// size is the count of units.
func (p part) size() int { return p.end - p.first }

// ask gives a part a task.
func (c *Coordinator) ask(p part, t Task, l Load) {
	c.id++
	t.ID, t.First, t.End = c.id, int32(p.first), int32(p.end)
	p.give(t, c.config.Now())
	p.link.Task(t, l)
}

// receive waits for the answer of a part and reads its numbers.
func (c *Coordinator) receive(p part, numbers []float32) bool {
	start := time.Now()
	r := c.expect(p.member)
	came := time.Now()
	c.local.Time.Waiting += came.Sub(start)
	if r == nil {
		return false
	}
	r.Gradient(0, numbers)
	c.local.Time.Exchange += time.Since(came)
	return true
}

// expect waits for what a member owes; nil when it does not come. When that is
// not at once, it yields.
func (c *Coordinator) expect(m *member) *Result {
	for began := c.config.Now(); m.status == busy; {
		c.hear(m, slice)
		waited := c.config.Now().Sub(began)
		if waited > latePart+10*c.own {
			break
		}
		if m.status == busy && waited > grace {
			c.local.Yield()
		}
	}
	if m.status != idle {
		return nil
	}
	return m.result
}

package parallel

import (
	"fmt"
	"slices"
	"time"
)

// spares is how many workers are started during a training in the place of
// others: a worker that always fails must not be started for ever.
const spares = 3

// addWorker adds a worker that was started. It takes part as soon as it is ready.
func (c *Coordinator) addWorker(link Transport) { c.crew = append(c.crew, &member{link: link}) }

// fill starts the workers that are missing, n of them at most, and returns how
// many. More than there are shards would have nothing to do.
func (c *Coordinator) fill(n int) (started int) {
	for ; started < n && c.size() < min(c.config.Workers, c.shards); started++ {
		link := c.config.Start()
		if link == nil {
			break
		}
		c.addWorker(link)
	}
	return started
}

// size counts the workers that have not left, this thread included.
func (c *Coordinator) size() int {
	size := 1
	for _, m := range c.crew {
		if m.status != gone {
			size++
		}
	}
	return size
}

// Close ends all workers.
func (c *Coordinator) Close() {
	for _, m := range c.crew {
		if m.status != gone {
			m.link.Close()
		}
	}
	c.crew, c.used, c.exam = nil, 1, exam{}
}

// prepare sends the training under way to a member.
func (c *Coordinator) prepare(m *member) {
	*m = member{link: m.link, status: building}
	m.link.Setup(c.setup)
}

// ready listens to everybody, replaces who has left, and returns those that can
// be given a task.
func (c *Coordinator) ready() []*member {
	var ready []*member
	for _, m := range c.crew {
		c.hear(m, 0)
		if m.status == idle {
			ready = append(ready, m)
		}
	}
	before := len(c.crew)
	c.crew = slices.DeleteFunc(c.crew, func(m *member) bool { return m.status == gone })
	if len(c.crew) < before {
		c.spares -= c.fill(c.spares)
	}
	return ready[:min(len(ready), c.most())]
}

// most is how many may have a task now.
func (c *Coordinator) most() int {
	most := c.shards - 1
	if c.tuner.alone {
		return 0
	}
	if c.yields && c.config.Cores > 1 {
		most = min(most, c.config.Cores-2) // beside this thread and the page
	}
	return most
}

// hear takes a member's next word, or notes its silence.
func (c *Coordinator) hear(m *member, atMost time.Duration) {
	if m.status == gone {
		return
	}
	switch w := m.link.Receive(atMost).(type) {
	case Hello:
		c.meet(m, w)
	case Ready:
		if m.status == building {
			m.status = idle
		}
	case Result:
		// One of another task is old, or came twice: its shards are no longer wanted.
		if m.status == busy && w.ID == m.task.ID && len(w.Sums) == len(m.blocks) {
			m.status, m.result = idle, &w
		}
	case Lost:
		c.leave(m, w)
	default:
		m.look(c.config.Now())
		if limit := silence + 10*c.own; m.silent > limit {
			c.leave(m, Lost{Reason: fmt.Sprintf("expected an answer within %v, received none", limit)})
		}
	}
}

func (c *Coordinator) meet(m *member, h Hello) {
	if h.Build != c.config.Build {
		c.leave(m, Lost{Reason: fmt.Sprintf("expected a worker of build %s, received one of build %.40q", c.config.Build, h.Build)})
		return
	}
	c.prepare(m)
}

// leave gives a member up. What it has computed of this step is computed again.
func (c *Coordinator) leave(m *member, lost Lost) {
	m.status, m.result = gone, nil
	m.link.Close()
	if c.config.OnLost != nil {
		c.config.OnLost(lost)
	}
}

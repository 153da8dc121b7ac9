package parallel

import (
	"context"
	"slices"
	"time"

	"convlab/engine"
)

// Share is engine.Sharer's.
func (c *Coordinator) Share(_ context.Context, s, next engine.Step, rate float32, flat engine.Flat) (engine.Sums, bool, error) {
	if c.local == nil {
		return engine.Sums{}, false, nil // the ordinary way says what is missing
	}
	if c.config.Paced && !c.yields && slices.ContainsFunc(c.crew, func(m *member) bool { return m.status == idle || m.status == busy }) {
		c.pace.step(c.config.Now())
	}
	if !c.spreads(flat) {
		return engine.Sums{}, false, nil
	}
	sums, done, err := c.step(s, next, rate)
	if !done {
		c.lose()
	}
	return sums, done, err
}

// Collect is engine.Sharer's.
func (c *Coordinator) Collect(flat engine.Flat) bool {
	if c.spread == nil {
		return false
	}
	sp := c.spread
	start := time.Now()
	defer func() { c.local.Time.Exchange += time.Since(start) }()
	for i := range sp.parts {
		p := &sp.parts[i]
		r := c.expect(p.member)
		if r == nil {
			c.lose()
			return false
		}
		if sp.step >= 0 && len(p.y) == 0 { // the next task overwrites them
			p.y = append(p.y, make([]float32, sp.images*p.size())...)
			r.Gradient(0, p.y)
		}
		c.ask(*p, Task{Do: Give}, Load{})
	}
	all := make([][]float32, len(sp.parts))
	for i, p := range sp.parts {
		r := c.expect(p.member)
		if r == nil {
			c.lose()
			return false
		}
		all[i] = sp.split.LoadUnits(flat, p.first, p.end, nil)
		r.Gradient(0, all[i])
	}
	for i, p := range sp.parts {
		sp.split.StoreUnits(flat, p.first, p.end, all[i])
	}
	sp.split.Store(flat)
	sp.flat = true
	return true
}

// Unshare is engine.Sharer's.
func (c *Coordinator) Unshare() { c.spread = nil }

// lose ends the sharing after a part has failed.
func (c *Coordinator) lose() { c.spread, c.pause = nil, pause }

// Breathe is engine.Sharer's.
func (c *Coordinator) Breathe() { c.local.Yield() }

package parallel

import (
	"context"
	"slices"
	"time"

	"convlab/engine"
)

const (
	// lateShare is how long a worker that has weights is waited for. Then they are
	// taken for lost.
	lateShare = 250 * time.Millisecond
	// pause is how many steps are made in the ordinary way after such a loss.
	pause = 500
)

// spread is a network whose first layer is shared out by units: the coordinator
// has the first of them and all other layers, and every part some more. Of a
// step only the outputs of the units travel, and the gradient by them; weights
// stay where they are until somebody wants to see them.
//
//	coordinator                      part
//	Task{Do: Take}  weights  ->
//	                         <-      (done)
//	Task{Do: Ahead} pictures ->              once a step
//	                         <-      outputs
//	Task{Do: Back}  gradient ->
//	                         <-      peaks of its weights' gradient
//	Task{Do: Commit} the next step's pictures: Ahead, after the optimiser's step
//	Task{Do: Give}           ->
//	                         <-      weights
type spread struct {
	split  *engine.Split
	parts  []part
	epoch  int32 // of the step that the parts have the pictures of,
	step   int32 // -1: of none
	buffer []float32
}

// part is a member with units.
type part struct {
	*member
	first, end int
}

// size is the count of units.
func (p part) size() int { return p.end - p.first }

// Share is engine.Sharer's.
func (c *Coordinator) Share(_ context.Context, s, next engine.Step, rate float32, flat engine.Flat) (engine.Sums, bool, error) {
	if c.local == nil {
		return engine.Sums{}, false, nil // the ordinary way says what is missing
	}
	if c.config.Paced && slices.ContainsFunc(c.crew, func(m *member) bool { return m.status == idle || m.status == busy }) {
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
	for _, p := range sp.parts {
		if c.expect(p.member) == nil {
			c.lose()
			return false
		}
		c.ask(p, Task{Do: Give}, Load{})
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
	sp.step = -1
	return true
}

// Unshare is engine.Sharer's.
func (c *Coordinator) Unshare() { c.spread = nil }

// lose ends the sharing after a part has failed.
func (c *Coordinator) lose() { c.spread, c.pause = nil, pause }

// spreads reports whether the network is shared out among all who are there.
func (c *Coordinator) spreads(flat engine.Flat) bool {
	if c.pause > 0 {
		c.pause--
		return false
	}
	units := c.local.Shares() / engine.UnitsTogether
	if units < 2 {
		return false
	}
	ready, most := c.ready(), min(c.most(), units-1)
	if c.spread == nil {
		return len(ready) > 0 && c.begin(ready[:min(len(ready), most)], units, flat)
	}
	parts := c.spread.parts
	for _, p := range parts {
		if p.status == gone {
			return false
		}
	}
	if len(parts) < most { // somebody who has joined may take part
		for _, m := range ready {
			if !slices.ContainsFunc(parts, func(p part) bool { return p.member == m }) {
				return false
			}
		}
	}
	return len(parts) <= most
}

// begin shares the network out.
func (c *Coordinator) begin(members []*member, units int, flat engine.Flat) bool {
	start := time.Now()
	defer func() { c.local.Time.Exchange += time.Since(start) }()
	sp := &spread{step: -1}
	all := 1 + len(members)
	_, own := share(units, all, 0)
	sp.split = engine.NewSplit(c.local, own*engine.UnitsTogether)
	sp.split.Load(flat)
	for i, m := range members {
		first, end := share(units, all, i+1)
		p := part{m, first * engine.UnitsTogether, end * engine.UnitsTogether}
		sp.parts = append(sp.parts, p)
		c.ask(p, Task{Do: Take}, Load{Weights: sp.split.LoadUnits(flat, p.first, p.end, nil)})
	}
	c.spread = sp
	for _, p := range sp.parts {
		if c.expect(p.member) == nil {
			c.lose()
			return false
		}
	}
	return true
}

// step makes a step. It reports false when a part has failed.
func (c *Coordinator) step(s, next engine.Step, rate float32) (engine.Sums, bool, error) {
	sp := c.spread
	c.used = 1 + len(sp.parts)
	if sp.epoch != int32(s.Epoch) || sp.step != int32(s.Step) {
		c.ahead(s, Task{Do: Ahead})
	}
	sp.step = -1
	if err := sp.split.Forward(s); err != nil {
		return engine.Sums{}, false, nil // the ordinary way says what it is
	}
	for _, p := range sp.parts {
		y := sp.room(len(s.Images) * p.size())
		if !c.receive(p, y) {
			return engine.Sums{}, false, nil
		}
		sp.split.Put(p.first, p.end, y)
	}
	sums, err := sp.split.Rest(s)
	if err != nil {
		return engine.Sums{}, false, nil
	}
	start := time.Now()
	for _, p := range sp.parts {
		dy := sp.room(len(s.Images) * p.size())
		sp.split.Slice(p.first, p.end, dy)
		c.ask(p, Task{Do: Back, Batch: int32(len(s.Images))}, Load{Weights: dy})
	}
	c.local.Time.Exchange += time.Since(start)
	peaks := sp.split.Backward()
	for _, p := range sp.parts {
		var theirs [2]float32
		if !c.receive(p, theirs[:]) {
			return engine.Sums{}, false, nil
		}
		peaks.Join(engine.PeaksOf(theirs))
	}
	if err := sp.split.Diverged(sums, peaks, s); err != nil {
		return sums, true, err
	}
	c.ahead(next, Task{Do: Commit, Rate: rate})
	start = time.Now()
	sp.split.Update(rate)
	c.local.Time.Optimizer += time.Since(start)
	return sums, true, nil
}

// ahead gives all parts the pictures of a step, if it has any.
func (c *Coordinator) ahead(s engine.Step, t Task) {
	start := time.Now()
	sp := c.spread
	t.Epoch, t.Step, t.Batch = int32(s.Epoch), int32(s.Step), int32(len(s.Images))
	c.load.Pixels, c.load.Labels = c.load.Pixels[:0], c.load.Labels[:0]
	sp.step = -1
	if len(s.Images) > 0 {
		c.load.Pixels, c.load.Labels = c.local.Cut(s, 0, c.shards, c.load.Pixels, c.load.Labels)
		sp.epoch, sp.step = t.Epoch, t.Step
	}
	for _, p := range sp.parts {
		c.ask(p, t, Load{Pixels: c.load.Pixels, Labels: c.load.Labels})
	}
	c.local.Time.Exchange += time.Since(start)
}

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

// expect waits for what a member owes; nil when it does not come.
func (c *Coordinator) expect(m *member) *Result {
	for began := c.config.Now(); m.status == busy && c.config.Now().Sub(began) <= lateShare; {
		c.hear(m, slice)
	}
	if m.status != idle {
		return nil
	}
	return m.result
}

// room is a buffer of n numbers, until the next call.
func (sp *spread) room(n int) []float32 {
	if cap(sp.buffer) < n {
		sp.buffer = make([]float32, n)
	}
	return sp.buffer[:n]
}

package parallel

import (
	"time"

	"convlab/engine"
)

// pause is how many steps are made in the ordinary way after a part was lost.
const pause = 500

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
	images int   // of that step
	flat   bool  // engine.Flat has the weights of all parts
	buffer []float32
}

// spreads reports whether the network is shared out. Who has joined takes part
// as soon as all weights are here anyway: to fetch them for one that may be slow
// would cost everybody.
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
	ready = ready[:min(len(ready), most)]
	sp := c.spread
	if sp == nil {
		return len(ready) > 0 && c.begin(ready, units, flat)
	}
	for _, p := range sp.parts {
		if p.status == gone {
			return false
		}
	}
	if len(sp.parts) > most {
		return false
	}
	if sp.flat && len(ready) > len(sp.parts) {
		return c.begin(ready, units, flat)
	}
	return true
}

// begin shares the network out.
func (c *Coordinator) begin(members []*member, units int, flat engine.Flat) bool {
	start, began := time.Now(), c.config.Now()
	defer func() { c.local.Time.Exchange += time.Since(start) }()
	sp := &spread{step: -1, flat: true}
	all := 1 + len(members)
	_, own := cut(units, all, 0)
	sp.split = engine.NewSplit(c.local, own*engine.UnitsTogether)
	sp.split.Load(flat)
	for i, m := range members {
		first, end := cut(units, all, i+1)
		p := part{member: m, first: first * engine.UnitsTogether, end: end * engine.UnitsTogether}
		sp.parts = append(sp.parts, p)
		c.ask(p, Task{Do: Take}, Load{Weights: sp.split.LoadUnits(flat, p.first, p.end, nil)})
	}
	c.spread = sp
	c.own = c.config.Now().Sub(began)
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
		c.ahead(s, c.pictures(s), Task{Do: Ahead})
	}
	sp.step, sp.flat = -1, false
	began := c.config.Now()
	if err := sp.split.Forward(s); err != nil {
		return engine.Sums{}, false, nil // the ordinary way says what it is
	}
	c.own = c.config.Now().Sub(began)
	for i := range sp.parts {
		p := &sp.parts[i]
		y := p.y
		if len(y) == 0 {
			y = sp.room(len(s.Images) * p.size())
			if !c.receive(*p, y) {
				return engine.Sums{}, false, nil
			}
		}
		sp.split.Put(p.first, p.end, y)
		p.y = p.y[:0]
	}
	began = c.config.Now()
	sums, err := sp.split.Rest(s, func() { c.back(len(s.Images)) })
	if err != nil {
		return engine.Sums{}, false, nil
	}
	peaks := sp.split.Backward()
	pictures := c.pictures(next) // while the parts may still be at work
	c.own = c.config.Now().Sub(began)
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
	c.ahead(next, pictures, Task{Do: Commit, Rate: rate})
	start := time.Now()
	sp.split.Update(rate)
	c.local.Time.Optimizer += time.Since(start)
	return sums, true, nil
}

// back gives all parts the gradient by the outputs of their units.
func (c *Coordinator) back(images int) {
	start := time.Now()
	for _, p := range c.spread.parts {
		dy := c.spread.room(images * p.size())
		c.spread.split.Slice(p.first, p.end, dy)
		c.ask(p, Task{Do: Back, Batch: int32(images)}, Load{Weights: dy})
	}
	c.local.Time.Exchange += time.Since(start)
}

// pictures are those of a step, if it has any. They stay until the next call.
func (c *Coordinator) pictures(s engine.Step) Load {
	start := time.Now()
	c.load.Pixels, c.load.Labels = c.load.Pixels[:0], c.load.Labels[:0]
	if len(s.Images) > 0 {
		c.load.Pixels, c.load.Labels = c.local.Cut(s, 0, c.shards, c.load.Pixels, c.load.Labels)
	}
	c.local.Time.Exchange += time.Since(start)
	return Load{Pixels: c.load.Pixels, Labels: c.load.Labels}
}

// ahead gives all parts the pictures of a step.
func (c *Coordinator) ahead(s engine.Step, pictures Load, t Task) {
	start := time.Now()
	sp := c.spread
	t.Epoch, t.Step, t.Batch = int32(s.Epoch), int32(s.Step), int32(len(s.Images))
	sp.step = -1
	if len(s.Images) > 0 {
		sp.epoch, sp.step, sp.images = t.Epoch, t.Step, len(s.Images)
	}
	for i := range sp.parts {
		p := &sp.parts[i]
		p.y = p.y[:0] // of a step that was not made
		c.ask(*p, t, pictures)
	}
	c.local.Time.Exchange += time.Since(start)
}

// room is a buffer of n numbers, until the next call.
func (sp *spread) room(n int) []float32 {
	if cap(sp.buffer) < n {
		sp.buffer = make([]float32, n)
	}
	return sp.buffer[:n]
}

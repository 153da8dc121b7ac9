package parallel

import (
	"slices"

	"convlab/engine"
)

// ownPortion is how many pictures the coordinator reads between two looks at the
// crew and the page.
const ownPortion = 32

// exam is an evaluation that is shared out, portion by portion. Whatever does
// not come back is read by the coordinator.
type exam struct {
	eval     *engine.Evaluation
	local    *engine.Local // of the training then: the crew knows no other network
	out      []reading
	patience patience // since the coordinator's last portion began
}

// reading is a portion that a member was asked for.
type reading struct {
	member  *member
	id      int32
	portion *engine.Portion
}

// Examine measures some more images of e, an evaluation of the network of the
// training that began last, and reports whether all are done. It takes a few
// milliseconds. Who begins an evaluation with it ends it with it, or drops it.
func (c *Coordinator) Examine(e *engine.Evaluation) (done bool) {
	if c.exam.eval != e {
		c.exam = exam{eval: e, local: c.local}
	}
	if c.local != nil && c.local == c.exam.local && c.spread == nil { // whoever has units keeps what it has for the next step
		ready := c.ready()
		c.collect(false) // before who has answered is asked again
		for _, m := range ready {
			c.examineWith(m)
		}
	}
	p := e.Take(ownPortion)
	if p != nil {
		c.exam.patience = patience{began: c.config.Now()}
		e.Measure(p)
	} else {
		c.exam.patience.rest(c.config.Now())
	}
	c.collect(p == nil)
	return e.Done()
}

// collect takes the answers that have come. With wait they get a moment, and who
// is late is not waited for.
func (c *Coordinator) collect(wait bool) {
	c.exam.out = slices.DeleteFunc(c.exam.out, func(r reading) bool { return c.answered(r, wait) })
}

// examineWith gives a member the next portion, if there is one.
func (c *Coordinator) examineWith(m *member) {
	p := c.exam.eval.Take(engine.PortionRows)
	if p == nil {
		return
	}
	c.load.Pixels = c.exam.eval.Cut(p, c.load.Pixels[:0])
	c.id++
	m.give(Task{ID: c.id, Do: Read, Batch: int32(p.Len())}, c.config.Now())
	m.link.Task(m.task, Load{Pixels: c.load.Pixels, Weights: c.exam.eval.Weights()})
	c.exam.out = append(c.exam.out, reading{m, c.id, p})
}

// answered reports whether a reading is over.
func (c *Coordinator) answered(r reading, wait bool) bool {
	m := r.member
	owes := func() bool { return m.status == busy && m.task.ID == r.id }
	if wait && owes() {
		c.hear(m, slice)
	}
	switch {
	case m.status == idle && m.task.ID == r.id:
		answers := make([]float32, r.portion.Len()*engine.AnswerSize)
		m.result.Gradient(0, answers)
		c.exam.eval.Put(r.portion, answers)
	case owes() && !(wait && c.exam.patience.over(c.config.Now())):
		return false
	default: // lost, late, or a training has begun since
		c.exam.eval.Measure(r.portion)
	}
	return true
}

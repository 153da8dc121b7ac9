package parallel

import (
	"slices"
	"time"

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
	patience patience // with the longest portion; what the coordinator has last read took own of that
}

// reading is a portion that a member was asked for.
type reading struct {
	member  *member
	id      int32
	portion *engine.EvaluationBatch
}

// Evaluate measures some more images of e, an evaluation of the network of the
// training that began last, and reports whether all are done. It takes what a
// portion takes, or a slice. Who begins an evaluation with it ends it with it, or drops it.
func (c *Coordinator) Evaluate(e *engine.Evaluation) (done bool) {
	if c.exam.eval != e {
		c.exam = exam{eval: e, local: c.local}
	}
	if c.local != nil && c.local == c.exam.local {
		ready := c.ready()
		c.collect(false) // before who has answered is asked again
		for _, m := range ready {
			c.examineWith(m)
		}
	}
	p := e.Take(ownPortion)
	now := c.config.Now()
	if p != nil {
		e.Predict(p)
		took := c.config.Now().Sub(now)
		c.exam.patience = patience{own: took * engine.EvaluationBatchSize / time.Duration(p.Len())}
	} else if c.exam.patience.rested.IsZero() {
		c.exam.patience.rested = now
	}
	c.collect(p == nil)
	if e.Done() {
		c.exam = exam{} // its weights need not live until the next one
		return true
	}
	return false
}

// collect takes the answers that have come. With wait the first that is owed gets
// a moment, and who is late is not waited for.
func (c *Coordinator) collect(wait bool) {
	if wait {
		for _, r := range c.exam.out {
			if r.owed() {
				c.hear(r.member, slice)
				break
			}
		}
	}
	c.exam.out = slices.DeleteFunc(c.exam.out, func(r reading) bool { return c.answered(r, wait) })
}

// examineWith gives a member the next portion, if there is one.
func (c *Coordinator) examineWith(m *member) {
	p := c.exam.eval.Take(engine.EvaluationBatchSize)
	if p == nil {
		return
	}
	c.load.Pixels = c.exam.eval.AppendPixels(c.load.Pixels[:0], p)
	c.id++
	m.give(Task{ID: c.id, Op: OpPredict, Batch: int32(p.Len())}, c.config.Now())
	m.link.Task(m.task, Payload{Pixels: c.load.Pixels, Weights: c.exam.eval.Weights()})
	c.exam.out = append(c.exam.out, reading{m, c.id, p})
}

// owed reports whether the answer may still come.
func (r reading) owed() bool { return r.member.status == busy && r.member.task.ID == r.id }

// answered reports whether a reading is over. With wait it is when it is late.
func (c *Coordinator) answered(r reading, wait bool) bool {
	m := r.member
	if r.owed() {
		c.hear(m, 0)
	}
	switch {
	case m.status == idle && m.task.ID == r.id:
		answers := make([]float32, r.portion.Len()*engine.PredictionSize)
		m.result.Gradient(0, answers)
		c.exam.eval.Put(r.portion, answers)
	case r.owed() && !(wait && c.exam.patience.over(c.config.Now())):
		return false
	default: // lost, late, or a training has begun since
		c.exam.eval.Predict(r.portion)
	}
	return true
}

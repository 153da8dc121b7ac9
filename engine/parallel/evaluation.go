package parallel

import (
	"slices"
	"time"

	"convlab/engine"
)

// ownRows is the number of images that the coordinator predicts before it
// receives from the workers and yields again.
const ownRows = 32

// evaluation is an engine.Evaluation whose batches are predicted by workers and
// the coordinator. The coordinator predicts what does not come back.
type evaluation struct {
	eval     *engine.Evaluation
	local    *engine.Local // of its training: the workers have no other network
	requests []request     // under way
	wait     waiting       // its share is the coordinator's time for a full batch
}

// request is a batch that a worker predicts.
type request struct {
	worker *workerState
	id     int32 // of the task
	batch  *engine.EvaluationBatch
}

// Evaluate measures some more images of e, an evaluation of the network of the
// training that began last, and reports whether all are done. A call takes about
// as long as one batch. An evaluation that began with Evaluate either ends with it
// or is dropped.
func (c *Coordinator) Evaluate(e *engine.Evaluation) (done bool) {
	if c.evaluation.eval != e {
		c.evaluation = evaluation{eval: e, local: c.local}
	}
	if c.local != nil && c.local == c.evaluation.local {
		ready := c.ready()
		c.collect(false) // before the next request overwrites an answer
		for _, w := range ready {
			c.request(w)
		}
	}
	b := e.Take(ownRows)
	now := c.config.Now()
	if b != nil {
		e.Predict(b)
		took := c.config.Now().Sub(now)
		c.evaluation.wait = waiting{share: took * engine.EvaluationBatchSize / time.Duration(b.Len())}
	} else if c.evaluation.wait.since.IsZero() {
		c.evaluation.wait.since = now
	}
	c.collect(b == nil)
	if e.Done() {
		c.evaluation = evaluation{} // releases the weights
		return true
	}
	return false
}

// request sends a worker the next batch, if there is one.
func (c *Coordinator) request(w *workerState) {
	e := c.evaluation.eval
	b := e.Take(engine.EvaluationBatchSize)
	if b == nil {
		return
	}
	c.payload.Pixels = e.AppendPixels(c.payload.Pixels[:0], b)
	c.taskID++
	w.assign(Task{ID: c.taskID, Op: OpPredict, Batch: int32(b.Len())}, c.config.Now())
	w.transport.Task(w.task, Payload{Pixels: c.payload.Pixels, Weights: e.Weights()})
	c.evaluation.requests = append(c.evaluation.requests, request{w, c.taskID, b})
}

// collect finishes the requests whose answers have arrived. With wait it first
// waits a moment for the oldest pending one, and finishes late ones, too.
func (c *Coordinator) collect(wait bool) {
	if wait {
		for _, r := range c.evaluation.requests {
			if r.pending() {
				c.receive(r.worker, newTimeouts(0).poll)
				break
			}
		}
	}
	c.evaluation.requests = slices.DeleteFunc(c.evaluation.requests, func(r request) bool { return c.finish(r, wait) })
}

// pending reports whether the answer may still arrive.
func (r request) pending() bool { return r.worker.status == busy && r.worker.task.ID == r.id }

// finish takes the answer of a request, or predicts its batch here if none will
// arrive or, with wait, if it is late. It reports whether the request is over.
func (c *Coordinator) finish(r request, wait bool) bool {
	w := r.worker
	if r.pending() {
		c.receive(w, 0)
	}
	switch {
	case w.status == idle && w.task.ID == r.id:
		predictions := make([]float32, r.batch.Len()*engine.PredictionSize)
		w.result.Gradient(0, predictions)
		c.evaluation.eval.Put(r.batch, predictions)
	case r.pending() && !(wait && c.evaluation.wait.late(c.config.Now())):
		return false
	default: // the worker is dead or late, or a training has begun since
		c.evaluation.eval.Predict(r.batch)
	}
	return true
}

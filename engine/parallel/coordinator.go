package parallel

import (
	"context"
	"errors"
	"time"

	"convlab/engine"
)

// Config is what a Coordinator needs from the program around it.
type Config struct {
	Build   string           // of this program; workers of another build are not used
	Now     func() time.Time // decides which thread computes a shard; never flows into weights
	Workers int              // how many there should be, this thread included
	Cores   int              // of the machine, for ReserveCore; 0: unknown, and no core is reserved
	Start   func() Transport // starts a worker; returns nil if that fails
	Tune    bool             // computes on this thread alone while that is faster
	OnLost  func(Lost)       // is called when a worker is lost or given up; may be nil
}

// Coordinator is an engine.Gradienter that shares the shards of a step out among
// workers. Without workers it does what engine.Local does. It is for one
// goroutine.
type Coordinator struct {
	config   Config
	workers  []*workerState
	local    *engine.Local // computes the coordinator's own share
	setup    Setup         // of local
	shards   int
	restarts int  // how many dead workers may still be replaced
	reserve  bool // a core for the page

	taskID   int32
	used     int           // participants of the last step
	share    time.Duration // what the coordinator's own share last took
	tree     engine.Reduction
	payload  Payload   // buffers of the next task
	gradient []float32 // buffer for a node of a Result

	evaluation evaluation // the current one
	tuner      tuner
}

// NewCoordinator returns a coordinator without workers.
func NewCoordinator(c Config) *Coordinator { return &Coordinator{config: c, used: 1} }

// Workers counts the participants of the last step, this thread included.
func (c *Coordinator) Workers() int { return c.used }

// ReserveCore says whether the page needs a core, for example because the user
// draws. Where the workers occupy all cores, one of them then gets no tasks.
func (c *Coordinator) ReserveCore(on bool) { c.reserve = on }

// Begin starts a training: from now on Gradient computes what local would.
func (c *Coordinator) Begin(local *engine.Local) {
	c.tuner = tuner{}
	c.local = local
	c.setup = Setup{Model: local.Network().Model(), Training: local.Training()}
	c.shards = c.setup.Training.Shards
	c.restarts = maxRestarts
	c.tree = engine.Reduction{}
	c.gradient = make([]float32, len(local.Network().Weights()))
	c.removeDead()
	for _, w := range c.workers {
		if w.status != unidentified {
			c.sendSetup(w)
		}
	}
	c.startWorkers(c.config.Workers)
}

// Gradient implements engine.Gradienter for the training that began last.
func (c *Coordinator) Gradient(ctx context.Context, s engine.Step, grad []float32) (engine.Sums, error) {
	if c.local == nil {
		return engine.Sums{}, errors.New("parallel: expected Begin before the first step, received a step")
	}
	if c.config.Tune && !c.reserve && c.hasWorkers() {
		c.tuner.step(c.config.Now())
	}
	own := c.distribute(s)
	if c.used == 1 {
		return c.local.Gradient(ctx, s, grad)
	}
	began := c.config.Now()
	var wait waiting
	c.tree.Reset()
	for k := 0; k < c.shards; k = c.tree.Len() {
		if k > 0 {
			c.local.Yield()
		}
		if err := ctx.Err(); err != nil {
			return engine.Sums{}, err
		}
		if k >= own && wait.since.IsZero() {
			wait.since = c.config.Now()
			wait.share = wait.since.Sub(began)
		}
		if c.addResult(k) || c.await(k, &wait) {
			continue
		}
		level := c.local.Level(k, max(own, k+1))
		node, sums, err := c.local.Node(ctx, s, k, level)
		if err != nil {
			return engine.Sums{}, err
		}
		c.add(level, node, sums)
	}
	c.share = wait.share
	start := time.Now()
	sums := c.tree.Sum(grad)
	c.local.Time.Add += time.Since(start)
	return sums, nil
}

// distribute sends all ready workers their shards of s and returns the end of the
// coordinator's own. Those come first, so that the tree grows from shard 0.
func (c *Coordinator) distribute(s engine.Step) (own int) {
	start := time.Now()
	ready := c.ready()
	c.taskID++
	c.used = 1 + len(ready)
	for i, w := range ready {
		first, end := partition(c.shards, c.used, i+1)
		w.assign(Task{
			ID: c.taskID, Epoch: int32(s.Epoch), Step: int32(s.Step), Batch: int32(len(s.Images)),
			First: int32(first), End: int32(end),
		}, c.config.Now())
		c.payload.Pixels, c.payload.Labels = c.local.AppendShards(c.payload.Pixels[:0], c.payload.Labels[:0], s, first, end)
		c.payload.Weights = c.local.Network().Weights()
		w.transport.Task(w.task, c.payload)
	}
	c.local.Time.Exchange += time.Since(start)
	_, own = partition(c.shards, c.used, 0)
	return own
}

// addResult adds the node that begins with shard k, if it has arrived.
func (c *Coordinator) addResult(k int) bool {
	for _, w := range c.workers {
		i, ok := w.nodeAt(c.taskID, k)
		if !ok {
			continue
		}
		start := time.Now()
		w.result.Gradient(i, c.gradient)
		c.local.Time.Exchange += time.Since(start)
		c.add(w.nodes[i].level, c.gradient, w.result.Sums[i])
		return true
	}
	return false
}

func (c *Coordinator) add(level int, grad []float32, sums engine.Sums) {
	start := time.Now()
	c.tree.AddNode(level, grad, sums)
	c.local.Time.Add += time.Since(start)
}

// await waits a moment for shard k. It reports whether more waiting is
// worthwhile: a worker is still computing the shard and is not late.
func (c *Coordinator) await(k int, wait *waiting) bool {
	for _, w := range c.workers {
		if !w.pending(c.taskID, k) {
			continue
		}
		if w.late {
			c.receive(w, 0)
			return w.status != busy
		}
		start := time.Now()
		c.receive(w, newTimeouts(0).poll)
		c.local.Time.Waiting += time.Since(start)
		w.late = w.status == busy && wait.late(c.config.Now())
		return true
	}
	return false
}

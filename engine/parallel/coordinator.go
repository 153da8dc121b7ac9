package parallel

import (
	"context"
	"errors"
	"slices"
	"time"

	"convlab/engine"
)

// Config is what a Coordinator needs from the program around it.
type Config struct {
	Build   string           // workers must be of the same
	Now     func() time.Time // decides who computes a shard; never flows into weights
	Workers int              // participants there should be, this thread included
	Cores   int              // of the machine: where participants take all, Yield gives one back; 0: they never do
	Start   func() Transport // starts a worker; nil when that cannot be
	Tune    bool             // where this thread alone is faster than the crew, the crew rests
	OnLost  func(Lost)       // a worker was lost or given up; may be nil
}

// Coordinator is the Gradienter of a trainer with a crew. Without workers it
// does what engine.Local does. It is for one goroutine.
type Coordinator struct {
	config Config
	crew   []*member
	local  *engine.Local
	setup  Setup
	shards int
	spares int // workers that may still be started for others that left
	yields bool

	id       int32         // of the step's tasks
	used     int           // participants of the last step
	own      time.Duration // what the coordinator has last computed while others did theirs took it
	tree     engine.Reduction
	load     Payload
	gradient []float32 // of a node that was computed elsewhere

	exam  exam // the last one
	tuner tuner
}

// NewCoordinator returns a coordinator without workers.
func NewCoordinator(c Config) *Coordinator { return &Coordinator{config: c, used: 1} }

// Workers counts those that took part in the last step, this thread included.
func (c *Coordinator) Workers() int { return c.used }

// ReserveCore says whether the page needs a processor for itself, because somebody
// draws: where participants take all of them, one has no task meanwhile.
func (c *Coordinator) ReserveCore(on bool) { c.yields = on }

// Begin makes local, of a new training, the one that steps are computed for.
func (c *Coordinator) Begin(local *engine.Local) {
	c.tuner = tuner{}
	c.local = local
	c.setup = Setup{Model: local.Network().Model(), Training: local.Training()}
	c.shards = c.setup.Training.Shards
	c.spares = spares
	c.tree = engine.Reduction{}
	c.gradient = make([]float32, len(local.Network().Weights()))
	c.crew = slices.DeleteFunc(c.crew, func(m *member) bool { return m.status == gone })
	for _, m := range c.crew {
		if m.status != strange {
			c.prepare(m)
		}
	}
	c.fill(c.config.Workers)
}

// Gradient is Gradienter's, of the training that began last.
func (c *Coordinator) Gradient(ctx context.Context, s engine.Step, grad []float32) (engine.Sums, error) {
	if c.local == nil {
		return engine.Sums{}, errors.New("parallel: expected Begin before the first step, received a step")
	}
	if c.config.Tune && !c.yields && slices.ContainsFunc(c.crew, func(m *member) bool { return m.status == idle || m.status == busy }) {
		c.tuner.step(c.config.Now())
	}
	own := c.handOut(s)
	if c.used == 1 {
		return c.local.Gradient(ctx, s, grad)
	}
	patience := patience{began: c.config.Now()}
	c.tree.Reset()
	for k := 0; k < c.shards; k = c.tree.Len() {
		if k > 0 {
			c.local.Yield()
		}
		if err := ctx.Err(); err != nil {
			return engine.Sums{}, err
		}
		if k >= own {
			patience.rest(c.config.Now())
		}
		if c.take(k) || c.await(k, &patience) {
			continue
		}
		level := c.local.Level(k, max(own, k+1))
		node, sums, err := c.local.Node(ctx, s, k, level)
		if err != nil {
			return engine.Sums{}, err
		}
		c.add(level, node, sums)
	}
	c.own = patience.own
	start := time.Now()
	sums := c.tree.Sum(grad)
	c.local.Time.Add += time.Since(start)
	return sums, nil
}

// handOut gives everybody shards of s and returns the end of the coordinator's
// own. Those are the first one, so that the tree grows from shard 0.
func (c *Coordinator) handOut(s engine.Step) (own int) {
	start := time.Now()
	ready := c.ready()
	c.id++
	c.used = 1 + len(ready)
	for i, m := range ready {
		first, end := cut(c.shards, c.used, i+1)
		m.give(Task{
			ID: c.id, Epoch: int32(s.Epoch), Step: int32(s.Step), Batch: int32(len(s.Images)),
			First: int32(first), End: int32(end),
		}, c.config.Now())
		c.load.Pixels, c.load.Labels = c.local.AppendShards(c.load.Pixels[:0], c.load.Labels[:0], s, first, end)
		c.load.Weights = c.local.Network().Weights()
		m.link.Task(m.task, c.load)
	}
	c.local.Time.Exchange += time.Since(start)
	_, own = cut(c.shards, c.used, 0)
	return own
}

// take adds the node that begins with shard k, if it has come.
func (c *Coordinator) take(k int) bool {
	for _, m := range c.crew {
		i, ok := m.node(c.id, k)
		if !ok {
			continue
		}
		start := time.Now()
		m.result.Gradient(i, c.gradient)
		c.local.Time.Exchange += time.Since(start)
		c.add(m.blocks[i].Level, c.gradient, m.result.Sums[i])
		return true
	}
	return false
}

func (c *Coordinator) add(level int, grad []float32, sums engine.Sums) {
	start := time.Now()
	c.tree.AddNode(level, grad, sums)
	c.local.Time.Add += time.Since(start)
}

// await waits a moment for shard k. It reports whether it is worth to go on
// waiting: there is a member that owes it and is not late.
func (c *Coordinator) await(k int, p *patience) bool {
	for _, m := range c.crew {
		if !m.owes(c.id, k) {
			continue
		}
		if m.late {
			c.hear(m, 0)
			return m.status != busy
		}
		start := time.Now()
		c.hear(m, slice)
		c.local.Time.Waiting += time.Since(start)
		m.late = m.status == busy && p.over(c.config.Now())
		return true
	}
	return false
}

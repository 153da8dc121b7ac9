package parallel

import (
	"fmt"
	"slices"
	"time"
)

// maxRestarts bounds how many dead workers are replaced during a training, since
// a worker may fail every time.
const maxRestarts = 3

// addWorker adds a started worker. It takes part once it is ready.
func (c *Coordinator) addWorker(t Transport) {
	c.workers = append(c.workers, &workerState{transport: t})
}

// startWorkers starts up to n of the missing workers and returns how many. More
// workers than shards would have nothing to do.
func (c *Coordinator) startWorkers(n int) (started int) {
	for ; started < n && c.size() < min(c.config.Workers, c.shards); started++ {
		t := c.config.Start()
		if t == nil {
			break
		}
		c.addWorker(t)
	}
	return started
}

// size counts the workers that are not dead, this thread included.
func (c *Coordinator) size() int {
	size := 1
	for _, w := range c.workers {
		if w.status != dead {
			size++
		}
	}
	return size
}

// Close ends all workers.
func (c *Coordinator) Close() {
	for _, w := range c.workers {
		if w.status != dead {
			w.transport.Close()
		}
	}
	c.workers, c.used, c.evaluation = nil, 1, evaluation{}
}

// hasWorkers reports whether any worker has built the network.
func (c *Coordinator) hasWorkers() bool {
	return slices.ContainsFunc(c.workers, func(w *workerState) bool { return w.status == idle || w.status == busy })
}

// sendSetup sends the current training to a worker.
func (c *Coordinator) sendSetup(w *workerState) {
	*w = workerState{transport: w.transport, status: building}
	w.transport.Setup(c.setup)
}

// ready receives from all workers, replaces dead ones, and returns those that can
// be given a task.
func (c *Coordinator) ready() []*workerState {
	var ready []*workerState
	for _, w := range c.workers {
		c.receive(w, 0)
		if w.status == idle {
			ready = append(ready, w)
		}
	}
	before := len(c.workers)
	c.removeDead()
	if len(c.workers) < before {
		c.restarts -= c.startWorkers(c.restarts)
	}
	return ready[:min(len(ready), c.maxTasks())]
}

func (c *Coordinator) removeDead() {
	c.workers = slices.DeleteFunc(c.workers, func(w *workerState) bool { return w.status == dead })
}

// maxTasks is how many workers may have a task now.
func (c *Coordinator) maxTasks() int {
	if c.tuner.alone {
		return 0
	}
	most := c.shards - 1
	if c.reserve && c.config.Cores > 1 {
		most = min(most, c.config.Cores-2) // one core for this thread, one for the page
	}
	return most
}

// receive handles a worker's next message, or counts its silence.
func (c *Coordinator) receive(w *workerState, timeout time.Duration) {
	if w.status == dead {
		return
	}
	switch m := w.transport.Receive(timeout).(type) {
	case Hello:
		c.identify(w, m)
	case Ready:
		if w.status == building {
			w.status = idle
		}
	case Result:
		// A result of another task is old or a duplicate.
		if w.status == busy && m.ID == w.task.ID && len(m.Sums) == len(w.nodes) {
			w.status, w.result = idle, &m
		}
	case Lost:
		c.giveUp(w, m)
	default:
		w.countSilence(c.config.Now())
		if limit := newTimeouts(c.share).dead; w.silent > limit {
			c.giveUp(w, Lost{Reason: fmt.Sprintf("expected an answer within %v, received none", limit)})
		}
	}
}

// identify checks the worker's build.
func (c *Coordinator) identify(w *workerState, h Hello) {
	if h.Build != c.config.Build {
		c.giveUp(w, Lost{Reason: fmt.Sprintf("expected a worker of build %s, received one of build %.40q", c.config.Build, h.Build)})
		return
	}
	c.sendSetup(w)
}

// giveUp ends a worker. Its part of the current step is computed again.
func (c *Coordinator) giveUp(w *workerState, reason Lost) {
	w.status, w.result = dead, nil
	w.transport.Close()
	if c.config.OnLost != nil {
		c.config.OnLost(reason)
	}
}

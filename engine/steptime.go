package engine

import "time"

// StepTime is where the time of optimiser steps went on the trainer's thread,
// measured with the clock. What the layers cost is Sequential.Times; what is
// left of Total is bookkeeping. It never flows back into the computation.
type StepTime struct {
	Steps     int
	Total     time.Duration // of whole steps
	Gather    time.Duration // reading and augmenting pictures
	Layers    time.Duration // forward and backward through all layers
	Add       time.Duration // clearing gradients and adding them in the tree
	Exchange  time.Duration // handing tasks to other workers and reading their results
	Waiting   time.Duration // for other workers
	Between   time.Duration // Local.Between: whatever else the thread has to do
	Optimizer time.Duration // looking for divergence, and the new weights
}

// Plus adds the parts of two records of the same steps.
func (t StepTime) Plus(u StepTime) StepTime {
	return StepTime{
		Steps: t.Steps + u.Steps, Total: t.Total + u.Total,
		Gather: t.Gather + u.Gather, Layers: t.Layers + u.Layers, Add: t.Add + u.Add,
		Exchange: t.Exchange + u.Exchange, Waiting: t.Waiting + u.Waiting,
		Between: t.Between + u.Between, Optimizer: t.Optimizer + u.Optimizer,
	}
}

package main

import (
	"flag"
	"fmt"
	"runtime"
	"time"

	"convlab/engine"
	"convlab/engine/parallel"
	"convlab/engine/spec"
)

// workersFlag defines -workers. 0, the default, means all cores, or fewer if that is
// faster.
func workersFlag(set *flag.FlagSet) *int {
	n := new(int)
	set.Var(numeric[int]{n, workers}, "workers", "`number` of threads that train, 1 to "+fmt.Sprint(parallel.MaxWorkers)+" (default: all cores, or one where that is faster)")
	return n
}

// workers parses a number of workers.
func workers(text string) (int, error) {
	n, err := spec.ParseWhole[int](text)
	if err == nil && (n < 1 || n > parallel.MaxWorkers) {
		err = fmt.Errorf("expected 1 to %d workers, received %d: a batch has few shards", parallel.MaxWorkers, n)
	}
	return n, err
}

// newWorkers returns a Coordinator of n workers, this thread included, for a
// training. Its Close ends their goroutines.
func newWorkers(n int, local *engine.Local) *parallel.Coordinator {
	config := parallel.Config{Now: time.Now, Start: parallel.StartGoroutine, Workers: n}
	if n == 0 {
		config.Workers, config.Tune = min(runtime.GOMAXPROCS(0), parallel.MaxWorkers), true
	}
	c := parallel.NewCoordinator(config)
	c.Begin(local)
	return c
}

// threadsOf returns the number of threads that made the last step, as text.
func threadsOf(c *parallel.Coordinator) string {
	if n := c.Workers(); n > 1 {
		return fmt.Sprintf("%d threads", n)
	}
	return "1 thread"
}

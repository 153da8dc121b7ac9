//go:build js && wasm

package main

import (
	"time"

	"convlab/engine/parallel"
	"convlab/wasm/bridge/port"
)

// newCrew returns a coordinator that hires as many gradient workers as the
// machine has room for. "?workers=2" in this worker's address says how many, and that they are used even where one is faster.
func newCrew() *parallel.Coordinator {
	cores := port.Cores()
	most := parallel.DefaultWorkers(cores)
	n, asked := port.Parameter("workers")
	if asked {
		most = min(max(n, 1), parallel.MaxWorkers)
	}
	return parallel.NewCoordinator(parallel.Config{
		Build: build, Now: time.Now, Workers: most, Cores: cores, Tune: !asked, Start: hire,
		// The training goes on without it, so nothing else would tell.
		OnLost: func(l parallel.Lost) { port.Report("a gradient worker was lost: " + l.Reason) },
	})
}

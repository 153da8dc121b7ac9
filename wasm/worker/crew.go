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
	most := parallel.Workers(cores)
	n, asked := port.Parameter("workers")
	if asked {
		most = min(max(n, 1), parallel.MaxWorkers)
	}
	return parallel.NewCoordinator(parallel.Config{
		Build: build, Now: time.Now, Most: most, Cores: cores, Paced: !asked, Start: hire,
		// The training goes on without it, so nothing else would tell.
		Left: func(l parallel.Lost) { port.Report("a gradient worker was lost: " + l.Reason) },
	})
}

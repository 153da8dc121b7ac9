//go:build js && wasm

// Command worker is the program of the workers that web/worker.js starts. The
// trainer connects a session with the page (bridge/port), the server
// (bridge/remote) and the gradient workers, which it starts itself.
package main

import (
	"gonum.org/v1/gonum/blas/blas32"

	"convlab/engine/kernel"
	"convlab/wasm/bridge/port"
)

// build is set by the linker, -X main.build=...: page and worker must be of the
// same build.
var build string

const (
	// script is the script of every worker.
	script = "worker.js"
	// gradientName and benchName are the names under which worker.js runs as a
	// gradient worker and for bench.html.
	gradientName = "gradient"
	benchName    = "bench"
)

func main() {
	blas32.Use(kernel.BLAS{})
	p := port.Self()
	defer p.Guard()
	switch port.Name() {
	case gradientName:
		computeGradients(p)
	case benchName:
		runBench(p)
	default:
		train(p)
	}
}

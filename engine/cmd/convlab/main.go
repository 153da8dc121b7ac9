// Command convlab trains, measures and applies Convlab's networks without a
// browser, with the same engine and the same bits as the page.
package main

import (
	"context"
	"os"
	"os/signal"

	"convlab/engine/kernel"

	"gonum.org/v1/gonum/blas/blas32"
)

func main() {
	blas32.Use(kernel.BLAS{})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// Command convlab trains, measures and applies Convlab's networks without a
// browser, with the same engine and the same bits as the page.
package main

import (
	"context"
	"os"

	"convlab/engine/kernel"

	"gonum.org/v1/gonum/blas/blas32"
)

func main() {
	blas32.Use(kernel.BLAS{})
	os.Exit(run(context.Background(), os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}))
}

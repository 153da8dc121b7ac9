package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"convlab/engine"
	"convlab/engine/spec"
)

func evaluate() command {
	return command{
		name:    "evaluate",
		operand: "model.safetensors",
		about:   "Evaluates a saved network on the 10,000 test images.",
		more: `
Prints loss, accuracy and the confusion matrix: a row for each true digit, a
column for each predicted one.
`,
		flags: func(set *flag.FlagSet) action {
			folder := dataFlag(set)
			return func(ctx context.Context, rest []string, std stdio) error {
				if err := operands(rest, "a model file"); err != nil {
					return err
				}
				net, err := loadNetwork(rest[0])
				if err != nil {
					return err
				}
				_, test, err := load(*folder)
				if err != nil {
					return err
				}
				r, err := measure(ctx, net, test, sequentially)
				if err != nil {
					return err
				}
				fmt.Fprintf(std.out, "test loss %.4f, accuracy %.2f %% on %d images\nweights %s\n\n",
					r.Loss, 100*r.Accuracy, r.Count, engine.Checksum(net.Weights()))
				confusion(r.Confusion, std.out)
				return nil
			}
		},
	}
}

func confusion(c [spec.Classes][spec.Classes]int, w io.Writer) {
	fmt.Fprint(w, "true\\read")
	for digit := range c {
		fmt.Fprintf(w, "%5d", digit)
	}
	fmt.Fprintln(w)
	for digit, row := range c {
		fmt.Fprintf(w, "%9d", digit)
		for _, n := range row {
			fmt.Fprintf(w, "%5d", n)
		}
		fmt.Fprintln(w)
	}
}

// sequentially evaluates some images on this thread, for about a tenth of a second.
func sequentially(e *engine.Evaluation) (done bool) { return e.Next(500) }

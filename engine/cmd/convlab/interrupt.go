package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
)

// interruption is the error of a command that Ctrl-C ended. It says where, and what
// was saved.
type interruption struct{ text string }

func (i interruption) Error() string { return i.text }

// interruptible returns a context that the first Ctrl-C cancels, so that the command
// can save its result. The second one ends the program at once, after end has
// removed temporary files. Call stop when nothing is left to interrupt. Commands
// without a result to save keep the default behaviour of the system.
func interruptible(ctx context.Context, errs io.Writer, end func()) (_ context.Context, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt)
	over := make(chan struct{})
	go func() {
		select {
		case <-signals:
		case <-over:
			return
		}
		if terminal(errs) {
			fmt.Fprintln(errs) // the progress bar is on this line
		}
		fmt.Fprintln(errs, "interrupted: ending as soon as possible; Ctrl-C again ends at once and saves nothing")
		cancel()
		select {
		case <-signals:
			end()
			os.Exit(exitInterrupted)
		case <-over:
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(over)
		cancel()
	}
}

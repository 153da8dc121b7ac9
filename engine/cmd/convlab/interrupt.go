package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
)

// interruption is the error of a command that Ctrl-C ended: it says where, and
// what was kept.
type interruption struct{ text string }

func (i interruption) Error() string { return i.text }

// interruptible returns a context that the first Ctrl-C cancels, so that the
// command can save what it has. The second one ends the program at once: end
// removes what it would leave. Other commands have nothing to save and keep the
// system's way. Call stop when there is nothing more to interrupt.
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

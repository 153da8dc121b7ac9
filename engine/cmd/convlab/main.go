// Command convlab trains, evaluates and applies Convlab's networks without a
// browser, with the same engine and the same bits as the page.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"convlab/engine/kernel"

	"gonum.org/v1/gonum/blas/blas32"
)

func main() {
	blas32.Use(kernel.BLAS{})
	os.Exit(run(context.Background(), os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}))
}

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // the command failed
	exitUsage  = 2 // a mistake in the command line

	exitInterrupted = 130 // Ctrl-C: 128 plus the signal's number, as in shells
)

// command is one verb of the command line.
type command struct {
	name    string
	operand string // what follows the flags, for the usage line
	about   string // one sentence for the list
	more    string // what -h says in addition to the flags
	// flags defines the command's flags and returns its action.
	flags func(*flag.FlagSet) action
}

// action runs a command after its flags are parsed.
type action func(ctx context.Context, operands []string, std stdio) error

// stdio holds the standard streams of a command. Results go to out; progress,
// errors, and help after a mistake go to errs.
type stdio struct {
	in        io.Reader
	out, errs io.Writer
}

func commands() []command { return []command{train(), evaluate(), predict(), export()} }

// usageError is a mistake in the command line itself.
type usageError struct{ error }

func usagef(format string, a ...any) error { return usageError{fmt.Errorf(format, a...)} }

// run executes a command line and returns the exit code.
func run(ctx context.Context, args []string, std stdio) int {
	if len(args) == 0 {
		help(std.errs)
		return exitUsage
	}
	switch args[0] {
	case "-h", "-help", "--help", "help":
		help(std.out)
		return exitDone
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, args[1:], std)
		}
	}
	fmt.Fprintf(std.errs, "convlab: there is no command %q\n\n", args[0])
	help(std.errs)
	return exitUsage
}

func help(w io.Writer) {
	fmt.Fprint(w, "Convlab's networks without a browser: same engine, same bits.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  convlab %-9s %s\n", c.name, c.about)
	}
	fmt.Fprint(w, "\n'convlab train -h' and so on say more.\n")
}

func (c command) run(ctx context.Context, args []string, std stdio) int {
	set := flag.NewFlagSet(c.name, flag.ContinueOnError)
	set.SetOutput(io.Discard) // errors are reported below, for all commands in one form
	do := c.flags(set)
	err := set.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		c.help(set, std.out)
		return exitDone
	}
	if err != nil {
		err = usageError{err}
	} else {
		err = do(ctx, set.Args(), std)
	}
	if err == nil {
		return exitDone
	}
	fmt.Fprintf(std.errs, "convlab %s: %v\n", c.name, err)
	if errors.As(err, new(usageError)) {
		fmt.Fprintf(std.errs, "'convlab %s -h' lists its flags.\n", c.name)
		return exitUsage
	}
	if errors.As(err, new(interruption)) {
		return exitInterrupted
	}
	return exitFailed
}

func (c command) help(set *flag.FlagSet, w io.Writer) {
	fmt.Fprintf(w, "convlab %s [flags]", c.name)
	if c.operand != "" {
		fmt.Fprint(w, " ", c.operand)
	}
	fmt.Fprintf(w, "\n\n%s\n%s\nFlags:\n", c.about, c.more)
	set.SetOutput(w)
	set.PrintDefaults()
}

// operands checks that there are as many operands as names.
func operands(got []string, names ...string) error {
	if len(got) < len(names) {
		return usagef("expected %s after the flags, received none", names[len(got)])
	}
	if len(got) > len(names) {
		return usagef("expected nothing after %q, received %q (flags come first)", got[:len(names)], got[len(names):])
	}
	return nil
}

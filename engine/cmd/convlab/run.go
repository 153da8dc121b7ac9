package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
)

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // what was asked for could not be done
	exitUsage  = 2 // what was asked for is not clear
)

// command is one verb of the command line.
type command struct {
	name    string
	operand string // what stands behind the flags, for the usage line
	about   string // one line for the list, a sentence
	more    string // what -h says beyond flags
	// flags defines the command's flags and returns what runs with the operands.
	flags func(*flag.FlagSet) func(ctx context.Context, operands []string, out, errs io.Writer) error
}

func commands() []command { return []command{train(), evaluate(), predict(), export()} }

// usageError is a mistake in the command line itself.
type usageError struct{ error }

func usagef(format string, a ...any) error { return usageError{fmt.Errorf(format, a...)} }

// run does what args say and returns the exit code. Results go to out,
// progress, errors and help that nobody asked for to errs.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 0 {
		help(errs)
		return exitUsage
	}
	switch args[0] {
	case "-h", "-help", "--help", "help":
		help(out)
		return exitDone
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, args[1:], out, errs)
		}
	}
	fmt.Fprintf(errs, "convlab: there is no command %q\n\n", args[0])
	help(errs)
	return exitUsage
}

func help(w io.Writer) {
	fmt.Fprint(w, "Convlab's networks without a browser: same engine, same bits.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  convlab %-9s %s\n", c.name, c.about)
	}
	fmt.Fprint(w, "\n'convlab train -h' and so on say more.\n")
}

func (c command) run(ctx context.Context, args []string, out, errs io.Writer) int {
	set := flag.NewFlagSet(c.name, flag.ContinueOnError)
	set.SetOutput(io.Discard) // errors are told here, in one way for all
	do := c.flags(set)
	err := set.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		c.help(set, out)
		return exitDone
	}
	if err != nil {
		err = usageError{err}
	} else {
		err = do(ctx, set.Args(), out, errs)
	}
	if err == nil {
		return exitDone
	}
	fmt.Fprintf(errs, "convlab %s: %v\n", c.name, err)
	if errors.As(err, new(usageError)) {
		fmt.Fprintf(errs, "'convlab %s -h' lists what it knows.\n", c.name)
		return exitUsage
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

// operands returns as many operands as there are names, or what is wrong.
func operands(got []string, names ...string) error {
	if len(got) < len(names) {
		return usagef("expected %s behind the flags, received none", names[len(got)])
	}
	if len(got) > len(names) {
		return usagef("expected nothing behind %q, received %q (flags come first)", got[:len(names)], got[len(names):])
	}
	return nil
}

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

	exitInterrupted = 130 // Ctrl-C: 128 and the signal's number, as shells have it
)

// command is one verb of the command line.
type command struct {
	name    string
	operand string // what stands behind the flags, for the usage line
	about   string // one line for the list, a sentence
	more    string // what -h says beyond flags
	// flags defines the command's flags and returns what runs with the operands.
	flags func(*flag.FlagSet) action
}

// action is what a command does once its flags are read.
type action func(ctx context.Context, operands []string, std stdio) error

// stdio is what a command reads and writes: results go to out, progress, errors
// and help that nobody asked for to errs.
type stdio struct {
	in        io.Reader
	out, errs io.Writer
}

func commands() []command { return []command{train(), evaluate(), predict(), export()} }

// usageError is a mistake in the command line itself.
type usageError struct{ error }

func usagef(format string, a ...any) error { return usageError{fmt.Errorf(format, a...)} }

// run does what args say and returns the exit code.
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
	set.SetOutput(io.Discard) // errors are told here, in one way for all
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
		fmt.Fprintf(std.errs, "'convlab %s -h' lists what it knows.\n", c.name)
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

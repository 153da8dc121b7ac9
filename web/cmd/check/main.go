// Command check runs the tests of ./build.sh test: tidy checks, the engine natively and as wasm, the page in a browser. It
// prints failures in full and passes in one line; the last line counts them. build.sh sets the toolchain and finds Node and
// Chromium before it calls this command.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

func main() {
	parts, err := choose(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "test:", err)
		os.Exit(2)
	}
	var total count
	var lines []string
	runAll(parts, os.Stdout, func(p part, c count, took time.Duration) {
		lines = append(lines, fmt.Sprintf("%-8s %5d passed %3d failed %6.0f s", p.name, c.passed, c.failed, took.Seconds()))
		total.add(c)
	})
	fmt.Printf("\n%s\n\n%d passed, %d failed\n", strings.Join(lines, "\n"), total.passed, total.failed)
	if total.failed > 0 {
		os.Exit(1)
	}
}

// choose returns the parts with these names in the order of parts, or all parts without a name.
func choose(names []string) ([]part, error) {
	all := parts()
	if len(names) == 0 {
		return all, nil
	}
	var known []string
	for _, p := range all {
		known = append(known, p.name)
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return nil, fmt.Errorf("there is no part %q; the parts are %s", n, strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(all, func(p part) bool { return !slices.Contains(names, p.name) }), nil
}

// count is the number of tests that passed and failed. A test is a top-level test function, with its subtests, or one tidy check.
type count struct{ passed, failed int }

func (c *count) add(other count) {
	c.passed += other.passed
	c.failed += other.failed
}

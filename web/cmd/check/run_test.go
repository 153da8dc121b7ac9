package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// fakeStep is a step that does something.
type fakeStep func(out io.Writer) count

func (f fakeStep) run(out io.Writer) count { return f(out) }

// The first two wait for each other, so they must run at the same time; the last must not run beside them.
func TestPartsRunBesideEachOtherUnlessTheyAreAlone(t *testing.T) {
	first, second := make(chan bool), make(chan bool)
	running := make(chan bool, 3)
	step := func(name string, meet func()) []step {
		return []step{fakeStep(func(out io.Writer) count {
			running <- true
			meet()
			fmt.Fprintln(out, name)
			<-running
			return count{passed: 1}
		})}
	}
	var out strings.Builder
	var reported []string
	runAll([]part{
		{name: "alone", alone: true, steps: step("says c", func() {
			if len(running) != 1 {
				t.Error("another part runs beside the one that must be alone")
			}
		})},
		{name: "one", steps: step("says a", func() { first <- true; <-second })},
		{name: "two", steps: step("says b", func() { <-first; second <- true })},
		{name: "empty"},
	}, &out, func(p part, c count, _ time.Duration) { reported = append(reported, fmt.Sprint(p.name, c)) })
	if want := []string{"one{1 0}", "two{1 0}", "empty{0 1}", "alone{1 0}"}; !slices.Equal(reported, want) {
		t.Errorf("reported %v, want %v", reported, want)
	}
	if got := out.String(); strings.Index(got, "says a") > strings.Index(got, "says b") || strings.Index(got, "says b") > strings.Index(got, "says c") {
		t.Errorf("the output is not in the order of the parts: %q", got)
	}
}

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// fakeStep is a step that calls a function.
type fakeStep func(out io.Writer) count

func (f fakeStep) run(out io.Writer) count { return f(out) }

// The first two wait for each other, so they must run at the same time. The part that must be alone runs after them.
func TestPartsRunAtTheSameTimeUnlessTheyAreAlone(t *testing.T) {
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
				t.Error("another part runs at the same time as the one that must be alone")
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

// The first part ends when the last has begun, so all others run one after the other.
func TestPartsBeginInTheirOrder(t *testing.T) {
	last := make(chan bool)
	parts := []part{{steps: []step{fakeStep(func(io.Writer) count { <-last; return count{passed: 1} })}}}
	want := []string{"tidy", "page", "engine", "scalar", "wasm", "e2e"}
	var begun []string
	for _, name := range want {
		parts = append(parts, part{name: name, steps: []step{fakeStep(func(io.Writer) count {
			if begun = append(begun, name); name == "e2e" {
				close(last)
			}
			return count{passed: 1}
		})}})
	}
	runAll(parts, io.Discard, func(part, count, time.Duration) {})
	if !slices.Equal(begun, want) {
		t.Errorf("the parts began in the order %v, want %v", begun, want)
	}
}

// Command mutants tests the tests: it builds the packages with one-line bugs, one at a time and without changing the sources. A
// test must fail for each bug. It prints the score and the bugs that no test noticed, and fails if there are any.
//
// Words after the flags select the mutants whose name or file contains one of them.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
)

func main() {
	root := flag.String("root", ".", "folder of the repository")
	jobs := flag.Int("jobs", max(runtime.NumCPU()/2, 1), "mutants to try at a time")
	flag.Parse()
	if err := run(*root, *jobs, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(root string, jobs int, words []string) error {
	mutants, err := list()
	if err != nil {
		return err
	}
	if mutants = chosen(mutants, words); len(mutants) == 0 {
		return fmt.Errorf("no mutant has one of %q in its name or file", words)
	}
	if err := testWithoutBugs(root, mutants); err != nil {
		return err
	}
	return score(mutants, tryAll(root, jobs, mutants))
}

func chosen(mutants []mutant, words []string) []mutant {
	if len(words) == 0 {
		return mutants
	}
	return slices.DeleteFunc(mutants, func(m mutant) bool {
		return !slices.ContainsFunc(words, func(word string) bool { return strings.Contains(m.name+" "+m.file, word) })
	})
}

// testWithoutBugs checks that the tests pass without a bug. Otherwise they would seem to notice every bug.
func testWithoutBugs(root string, mutants []mutant) error {
	needed := map[string][]string{}
	for _, m := range mutants {
		for _, p := range m.packages {
			if !slices.Contains(needed[m.form], p) {
				needed[m.form] = append(needed[m.form], p)
			}
		}
	}
	for _, form := range []string{"simd", "scalar", "wasm"} {
		if packages := needed[form]; len(packages) > 0 {
			if output, err := test(root, form, packages); err != nil {
				return fmt.Errorf("the tests fail without any bug (%s): %w\n%s", form, err, output)
			}
		}
	}
	return nil
}

// tryAll tries jobs mutants at a time and prints the outcome of each.
func tryAll(root string, jobs int, mutants []mutant) []outcome {
	todo, done := make(chan mutant), make(chan outcome)
	var wait sync.WaitGroup
	for range max(jobs, 1) {
		wait.Go(func() {
			for m := range todo {
				done <- m.try(root)
			}
		})
	}
	go func() {
		for _, m := range mutants {
			todo <- m
		}
		close(todo)
		wait.Wait()
		close(done)
	}()
	var all []outcome
	for o := range done {
		fmt.Println(o)
		all = append(all, o)
	}
	return all
}

func (o outcome) String() string {
	what := "killed by " + o.killer
	if o.err != nil {
		what = "NOT TRIED: " + o.err.Error()
	} else if o.killer == "" {
		what = "SURVIVED"
	}
	return fmt.Sprintf("%5.1f s  %s (%s, %s): %s", o.took.Seconds(), o.name, o.file, o.form, what)
}

// score prints the score. It returns an error if a mutant was not killed.
func score(mutants []mutant, outcomes []outcome) error {
	killed := 0
	var rest []string
	for _, o := range outcomes {
		if o.killer != "" {
			killed++
		} else {
			rest = append(rest, o.String())
		}
	}
	fmt.Printf("\n%d of %d mutants killed\n", killed, len(mutants))
	if len(rest) > 0 {
		return fmt.Errorf("these were not noticed, or could not be tried:\n%s", strings.Join(rest, "\n"))
	}
	return nil
}

//go:build !js

// Command benchmark runs the Go benchmarks of packages in Chromium. It compares their GFLOP/s with two ceilings measured in the
// same page: vector arithmetic alone, and the best packed matrix product that WebAssembly can express. With -dist it also
// measures whole training steps, with bench.html of the built page.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	pattern := flag.String("bench", ".", "regular expression of the benchmarks to run, as in go test")
	seconds := flag.Float64("seconds", 0.5, "how long each benchmark runs")
	rounds := flag.Int("rounds", 3, "how often everything is measured: the table shows the fastest")
	dist := flag.String("dist", "", "folder of the built page, whose bench.html is measured, too; empty for none")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "benchmark [flags] [packages, ./engine/kernel without any]")
		flag.PrintDefaults()
	}
	flag.Parse()
	packages := flag.Args()
	if len(packages) == 0 {
		packages = []string{"./engine/kernel"}
	}
	err := run(packages, *pattern, *seconds, *rounds)
	if err == nil && *dist != "" {
		var table string
		table, err = steps(*dist)
		fmt.Printf("\nOne optimiser step, by bench.html of %s\n\n%s", *dist, table)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		os.Exit(1)
	}
}

func run(packages []string, pattern string, seconds float64, rounds int) error {
	dir, err := os.MkdirTemp("", "convlab-benchmark-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := site{dir: dir}
	if err := s.write(packages); err != nil {
		return err
	}
	t, err := open(dir, "")
	if err != nil {
		return err
	}
	defer t.close()

	var r report
	if err := r.ceilings(t); err != nil {
		return err
	}
	args := []string{"-test.run=^$", "-test.bench=" + pattern, fmt.Sprintf("-test.benchtime=%gs", seconds)}
	for range rounds { // all packages in every round, since the load of the machine changes
		for i := range packages {
			said, code, err := t.program(s.program(i), args)
			if err != nil {
				return err
			}
			if code != 0 {
				return fmt.Errorf("the benchmarks of %s ended with code %d", packages[i], code)
			}
			r.read(said)
		}
		if err := r.ceilings(t); err != nil {
			return err
		}
	}
	if r.count == 0 {
		return fmt.Errorf("no benchmark in %s matches %q", strings.Join(packages, " "), pattern)
	}
	fmt.Print("\n", r.table())
	return nil
}

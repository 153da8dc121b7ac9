//go:build !js

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// report holds the fastest rate of each loop and of each benchmark that counts operations.
type report struct {
	rates   []float64 // by loop, GFLOP/s
	results []result  // the fastest of each name, in the order of the first run
	count   int       // of benchmarks, including those without GFLOP/s
}

type result struct {
	name string
	rate float64 // GFLOP/s
}

// ceilings measures every loop; a faster rate replaces the earlier one.
func (r *report) ceilings(t *tab) error {
	all := loops()
	if r.rates == nil {
		r.rates = make([]float64, len(all))
	}
	for i, l := range all {
		rate, err := t.rate(loopFile(i), l)
		if err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
		r.rates[i] = max(r.rates[i], rate)
	}
	return nil
}

// read parses the lines of a benchmark run: a name, a count, then pairs of a number and its unit.
func (r *report) read(output string) {
	for line := range strings.Lines(output) {
		fields := strings.Fields(line)
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		r.count++
		for i := 2; i+1 < len(fields); i += 2 {
			if rate, err := strconv.ParseFloat(fields[i], 64); err == nil && fields[i+1] == "GFLOP/s" {
				r.add(result{strings.TrimPrefix(fields[0], "Benchmark"), rate})
			}
		}
	}
}

func (r *report) add(x result) {
	i := slices.IndexFunc(r.results, func(y result) bool { return y.name == x.name })
	if i < 0 {
		r.results = append(r.results, x)
	} else {
		r.results[i].rate = max(r.results[i].rate, x.rate)
	}
}

// table returns the ceilings, and each benchmark in percent of the peak and of the best matrix product.
func (r *report) table() string {
	var b strings.Builder
	peak, best := 0.0, 0.0
	for i, l := range loops() {
		fmt.Fprintf(&b, "%-58s %6.1f GFLOP/s\n", l.name, r.rates[i])
		peak = max(peak, r.rates[i]) // a product may be faster than the chains, which wait for their own results
		if l.product {
			best = max(best, r.rates[i])
		}
	}
	fmt.Fprintf(&b, "\n%-58s %15s %6s %9s\n", "", "", "peak", "product")
	for _, x := range r.results {
		fmt.Fprintf(&b, "%-58s %6.1f GFLOP/s %4.0f %% %7.0f %%\n", x.name, x.rate, 100*x.rate/peak, 100*x.rate/best)
	}
	return b.String()
}

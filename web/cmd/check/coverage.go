package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// covered is a run of tests that must reach a percentage of the statements of the packages they test.
type covered struct {
	goTest
	profile string // the file for the coverage profile, also for "go tool cover"
	percent int    // the minimum
}

func (c covered) run(out io.Writer) count {
	if err := os.MkdirAll(filepath.Dir(c.profile), 0o755); err != nil {
		return verdict(out, "statements reached", nil, err)
	}
	// The tests of every package count for all packages: a package is often tested by the one that uses it.
	c.args = slices.Concat(c.args, []string{"-coverpkg=" + strings.Join(c.packages, ","), "-coverprofile=" + c.profile})
	total := c.goTest.run(out)
	if total.failed > 0 {
		return total // a failed test does not reach all its statements
	}
	total.add(c.judge(out))
	return total
}

// judge compares the profile with the minimum.
func (c covered) judge(out io.Writer) count {
	profile, err := os.ReadFile(c.profile)
	if err != nil {
		return verdict(out, "statements reached", nil, err)
	}
	reached, all, err := statements(string(profile))
	switch {
	case err != nil:
		return verdict(out, "statements reached", nil, fmt.Errorf("%s: %w", c.profile, err))
	case all == 0 || 100*reached < c.percent*all:
		err = fmt.Errorf("expected at least %d %%: test new code, or delete unused code", c.percent)
	}
	what := fmt.Sprintf("%.1f %% of %d statements reached; which: go tool cover -html=%s", 100*float64(reached)/float64(max(all, 1)), all, c.profile)
	return verdict(out, what, nil, err)
}

// statements counts the statements in a profile of "go test -coverprofile", and those that some test reached. The profile
// contains every block once for each package whose tests ran.
func statements(profile string) (reached, all int, err error) {
	size, seen := make(map[string]int), make(map[string]bool)
	for line := range strings.Lines(profile) {
		var place string
		var count, times int
		if strings.HasPrefix(line, "mode:") {
			continue
		}
		// "convlab/engine/op.go:17.40,19.3 2 1": file and place, statements, count.
		if _, err := fmt.Sscanf(line, "%s %d %d\n", &place, &count, &times); err != nil {
			return 0, 0, fmt.Errorf("expected a place and two numbers, received %q: %w", line, err)
		}
		size[place] = count
		seen[place] = seen[place] || times > 0
	}
	for place, count := range size {
		all += count
		if seen[place] {
			reached += count
		}
	}
	return reached, all, nil
}

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// goTest runs "go test" on packages and counts its tests.
type goTest struct {
	env, args, packages []string
	each                bool // print a line for each test, since they take minutes
}

func (g goTest) run(out io.Writer) count {
	cmd := exec.Command("go", slices.Concat([]string{"test", "-json"}, g.args, g.packages)...)
	cmd.Env = append(small(os.Environ()), g.env...)
	var stderr strings.Builder // of the go command itself
	cmd.Stderr = &stderr
	events, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return verdict(out, "go test", nil, err)
	}
	c := tally(events, out, os.Getenv("CI") == "true", g.each)
	if err := cmd.Wait(); err != nil && c.failed == 0 {
		return count{c.passed, c.failed + verdict(out, "go test", []byte(stderr.String()), err).failed}
	}
	return c
}

// small removes the variables that no test needs: a wasm program has 12 KB for its arguments and environment, and the
// environments of CI machines are larger.
func small(env []string) []string {
	return slices.DeleteFunc(env, func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		switch name {
		case "PATH", "HOME", "TMPDIR", "CI", "CHROMIUM", "USER", "LANG", "LC_ALL", "TZ", "XDG_CACHE_HOME", "XDG_CONFIG_HOME":
			return false
		}
		return !strings.HasPrefix(name, "GO") && !strings.HasPrefix(name, "CGO") && !strings.HasPrefix(name, "CONVLAB") &&
			!strings.Contains(strings.ToLower(name), "proxy") && !strings.HasPrefix(name, "SSL_CERT")
	})
}

// event is a line of "go test -json" (go doc test2json).
type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64 // seconds
}

// tally reads the events of a run and counts the tests. It prints one line for a package that passed and the whole output of a
// failed one. With all, a skipped test has failed. With each, it also prints a line for every test that passed.
func tally(events io.Reader, out io.Writer, all, each bool) count {
	var total count
	packages := make(map[string]*result)
	decoder := json.NewDecoder(events)
	for {
		var e event
		if err := decoder.Decode(&e); err != nil {
			if err != io.EOF {
				fmt.Fprintln(out, "FAIL the output of go test could not be read:", err)
				total.failed++
			}
			return total
		}
		if e.Action == "build-output" { // without a package: the "fail" event of the package follows
			fmt.Fprint(out, e.Output)
			continue
		}
		r := packages[e.Package]
		if r == nil {
			r = &result{all: all, each: each, longest: make(map[string]float64), said: make(map[string]*strings.Builder)}
			packages[e.Package] = r
		}
		if r.take(e, out) {
			total.add(r.count)
			delete(packages, e.Package)
		}
	}
}

// result collects the events of a package whose tests run.
type result struct {
	count
	all     bool
	each    bool
	skipped []string
	longest map[string]float64          // seconds of the longest subtest, by top-level test: go's time of a test excludes parallel subtests
	said    map[string]*strings.Builder // output by top-level test; "" is the package's own
}

// take adds an event and reports whether it was the package's last.
func (r *result) take(e event, out io.Writer) bool {
	top, _, isSub := strings.Cut(e.Test, "/")
	switch {
	case e.Action == "output":
		if r.said[top] == nil {
			r.said[top] = new(strings.Builder)
		}
		r.said[top].WriteString(e.Output)
	case e.Test == "" && (e.Action == "pass" || e.Action == "fail" || e.Action == "skip"):
		r.finish(e, out)
		return true
	case e.Action == "skip":
		r.skipped = append(r.skipped, e.Test)
		if r.all {
			r.failed++
			fmt.Fprintf(out, "%s was skipped, which CI=true does not allow\n", e.Test)
		}
	case isSub:
		r.longest[top] = max(r.longest[top], e.Elapsed)
	case e.Action == "pass":
		r.passed++
		if r.each {
			fmt.Fprintf(out, "%6.1f s  %s\n", max(e.Elapsed, r.longest[top]), e.Test)
		}
		delete(r.said, top)
	case e.Action == "fail":
		r.failed++
		fmt.Fprint(out, r.said[top])
		delete(r.said, top)
	}
	return false
}

// finish prints the package's line. A package can fail without a failed test: it does not build, or a test ended the process.
func (r *result) finish(e event, out io.Writer) {
	switch {
	case e.Action == "fail" || r.failed > 0:
		if r.failed == 0 {
			r.failed = 1
			for _, said := range r.said {
				fmt.Fprint(out, said)
			}
		}
		fmt.Fprintf(out, "FAIL %s (%d passed, %d failed)\n", e.Package, r.passed, r.failed)
	case r.passed > 0 || len(r.skipped) > 0:
		note := ""
		if len(r.skipped) > 0 {
			note = ", skipped " + strings.Join(r.skipped, ", ")
		}
		fmt.Fprintf(out, "ok   %s (%d passed, %.1f s%s)\n", e.Package, r.passed, e.Elapsed, note)
	}
}

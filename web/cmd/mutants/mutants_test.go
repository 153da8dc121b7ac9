package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// root is the folder of the repository.
const root = "../../.."

func TestEveryMutantAppliesToTodaysSource(t *testing.T) {
	mutants, err := list()
	if err != nil {
		t.Fatal(err)
	}
	if len(mutants) < 40 {
		t.Errorf("there are %d mutants, want at least 40", len(mutants))
	}
	seen := map[string]bool{}
	for _, m := range mutants {
		if seen[m.name] {
			t.Errorf("two mutants are called %q", m.name)
		}
		seen[m.name] = true
		if _, err := m.apply(root); err != nil {
			t.Errorf("%s: %v", m.name, err)
		}
		if m.old == m.new {
			t.Errorf("%s: nothing changes", m.name)
		}
		for _, p := range m.packages {
			if found, err := filepath.Glob(filepath.Join(root, p, "*_test.go")); err != nil || len(found) == 0 {
				t.Errorf("%s: package %s has no tests", m.name, p)
			}
		}
	}
	for _, folder := range []string{"engine/kernel", "engine/dataset", "engine/drawing", "engine/checkpoint", "engine/spec", "engine/wire",
		"engine/session", "wasm/state", "wasm/layout"} {
		has := false
		for _, m := range mutants {
			has = has || strings.HasPrefix(m.file, folder+"/")
		}
		if !has {
			t.Errorf("no mutant is in %s", folder)
		}
	}
}

func TestAMutantIsReadAndApplied(t *testing.T) {
	mutants, err := parse("# notes\n\none bug\na.go\n-\tx++\n+\tx--\ntest ./a ./b\n\n# more\n\nanother\na.go\n-\ty++\n+\ntest wasm ./a\n")
	if err != nil || len(mutants) != 2 {
		t.Fatalf("read %+v, %v, want two", mutants, err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.go"), []byte("\tx++\n\ty++\n\tz++\n\tz++\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	first, second := mutants[0], mutants[1]
	if got, err := first.apply(dir); err != nil || string(got) != "\tx--\n\ty++\n\tz++\n\tz++\n" {
		t.Errorf("applied: %q, %v", got, err)
	}
	if got, err := second.apply(dir); err != nil || string(got) != "\tx++\n\n\tz++\n\tz++\n" {
		t.Errorf("a forgotten line: %q, %v", got, err)
	}
	if first.form != "simd" || len(first.packages) != 2 || second.form != "wasm" || len(second.packages) != 1 {
		t.Errorf("forms and packages: %+v, %+v", first, second)
	}
	for _, old := range []string{"\tz++\n", "\tgone\n", "++\n"} { // twice, not at all, a part of a line
		if _, err := (mutant{file: "a.go", old: old}).apply(dir); err == nil || !strings.Contains(err.Error(), "expected this once") {
			t.Errorf("%q: got %v, want an error", old, err)
		}
	}
}

func TestAnInvalidEntryIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no test":     "a\nb.go\n-x\n+y\n-z",
		"no packages": "a\nb.go\n-x\n+y\ntest scalar",
		"too short":   "a\nb.go\ntest ./a",
		"no sign":     "a\nb.go\nx\n+y\ntest ./a",
	} {
		if got, err := parse(text); err == nil || !strings.Contains(err.Error(), "expected") {
			t.Errorf("%s: got %+v, %v, want an error", name, got, err)
		}
	}
}

// The outputs are those of go1.27's go test.
func TestOnlyAFailedTestKills(t *testing.T) {
	failed := errors.New("exit status 1")
	for _, c := range []struct {
		name, output string
		err          error
		killer       string
		wrong        bool
	}{
		{name: "passed", output: "ok  \tconvlab/a\t0.1s\n"},
		{name: "failed", output: "--- FAIL: TestSum (0.00s)\n    --- FAIL: TestSum/odd (0.00s)\nFAIL\n", err: failed, killer: "TestSum"},
		{name: "crash", output: "panic: runtime error: index out of range [5]\nFAIL\tconvlab/a\n", err: failed, killer: "a crash"},
		{name: "endless", err: context.DeadlineExceeded, killer: "the time limit"},
		{name: "it does not build", output: "# convlab/a\na.go:1:1: syntax error\nFAIL\tconvlab/a [build failed]\n", err: failed, wrong: true},
		{name: "no such package", output: "no required module provides package\n", err: failed, wrong: true},
	} {
		killer, err := verdict(c.output, c.err)
		if killer != c.killer || (err != nil) != c.wrong {
			t.Errorf("%s: killed by %q, %v; want %q, an error: %v", c.name, killer, err, c.killer, c.wrong)
		}
	}
}

func TestASurvivorFails(t *testing.T) {
	killed, survived := outcome{killer: "TestSum"}, outcome{mutant: mutant{name: "a bug"}}
	if err := score(make([]mutant, 1), []outcome{killed}); err != nil {
		t.Errorf("all were killed: %v", err)
	}
	if err := score(make([]mutant, 2), []outcome{killed, survived}); err == nil || !strings.Contains(err.Error(), "a bug") {
		t.Errorf("one has survived: %v", err)
	}
	if err := score(make([]mutant, 1), []outcome{{err: errors.New("it does not build")}}); err == nil {
		t.Error("a mutant that could not be tried is not an error")
	}
}

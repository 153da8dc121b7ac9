package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A profile of go1.27's "go test -coverpkg -coverprofile": the tests of two packages, with the same three blocks.
const profile = `mode: set
convlab/a/a.go:3.14,5.2 6 1
convlab/a/a.go:7.14,8.2 3 0
convlab/b/b.go:3.14,9.2 1 0
convlab/a/a.go:3.14,5.2 6 0
convlab/a/a.go:7.14,8.2 3 1
convlab/b/b.go:3.14,9.2 1 0
`

func TestAStatementIsReachedByAnyPackagesTests(t *testing.T) {
	reached, all, err := statements(profile)
	if reached != 9 || all != 10 || err != nil {
		t.Errorf("counted %d of %d, %v; want 9 of 10", reached, all, err)
	}
}

func TestAnInvalidProfileIsRefused(t *testing.T) {
	for _, line := range []string{"convlab/a/a.go:3.14,5.2 6\n", "convlab/a/a.go:3.14,5.2 six 1\n", "convlab/a/a.go:3.14,5.2 6 1 1\n", "\n"} {
		if _, _, err := statements(profile + line); err == nil || !strings.Contains(err.Error(), "expected a place") {
			t.Errorf("%q: got %v, want an error that says what was expected", line, err)
		}
	}
}

func TestTooFewStatementsFail(t *testing.T) {
	for _, c := range []struct {
		name, profile string
		percent       int
		want          count
		says          string
	}{
		{"just enough", profile, 90, count{passed: 1}, "90.0 % of 10"},
		{"one too few", profile, 91, count{failed: 1}, "expected at least 91 %"},
		{"a profile without any", "mode: set\n", 90, count{failed: 1}, "0.0 % of 0"},
		{"no profile", "", 90, count{failed: 1}, "c.cover"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "c.cover")
			if c.profile != "" {
				if err := os.WriteFile(file, []byte(c.profile), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var out strings.Builder
			if got := (covered{profile: file, percent: c.percent}).judge(&out); got != c.want || !strings.Contains(out.String(), c.says) {
				t.Errorf("counted %+v and printed %q, want %+v and %q", got, out.String(), c.want, c.says)
			}
		})
	}
}

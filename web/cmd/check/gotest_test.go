package main

import (
	"strings"
	"testing"
)

// Events of go1.27's "go test -json", with only the fields that tally reads.
const (
	passing = `{"Action":"start","Package":"convlab/a"}
{"Action":"run","Package":"convlab/a","Test":"TestOne"}
{"Action":"output","Package":"convlab/a","Test":"TestOne","Output":"quiet\n"}
{"Action":"pass","Package":"convlab/a","Test":"TestOne/sub"}
{"Action":"pass","Package":"convlab/a","Test":"TestOne","Elapsed":0.1}
{"Action":"skip","Package":"convlab/a","Test":"TestTwo"}
{"Action":"pass","Package":"convlab/a","Elapsed":1.5}
`
	failing = `{"Action":"output","Package":"convlab/b","Test":"TestSum","Output":"b_test.go:9: got 3, want 4\n"}
{"Action":"fail","Package":"convlab/b","Test":"TestSum/odd"}
{"Action":"fail","Package":"convlab/b","Test":"TestSum"}
{"Action":"pass","Package":"convlab/b","Test":"TestOther"}
{"Action":"fail","Package":"convlab/b"}
`
	broken = `{"ImportPath":"convlab/c","Action":"build-output","Output":"c.go:1: syntax error\n"}
{"ImportPath":"convlab/c","Action":"build-fail"}
{"Action":"output","Package":"convlab/c","Output":"FAIL convlab/c [build failed]\n"}
{"Action":"fail","Package":"convlab/c","FailedBuild":"convlab/c"}
`
	empty = `{"Action":"output","Package":"convlab/d","Output":"? convlab/d [no test files]\n"}
{"Action":"skip","Package":"convlab/d"}
`
	ended = `{"Action":"run","Package":"convlab/e","Test":"TestExit"}
{"Action":"output","Package":"convlab/e","Test":"TestExit","Output":"panic: boom\n"}
{"Action":"fail","Package":"convlab/e"}
`
)

func TestTallyCountsTestFunctions(t *testing.T) {
	for _, c := range []struct {
		name, events string
		want         count
		says, hides  string
	}{
		{"a pass is one line and names what was skipped", passing, count{1, 0}, "ok   convlab/a (1 passed, 1.5 s, skipped TestTwo)", "quiet"},
		{"a failure is printed in full", failing, count{1, 1}, "b_test.go:9: got 3, want 4", ""},
		{"what does not build has failed", broken, count{0, 1}, "c.go:1: syntax error", ""},
		{"a package without tests counts nothing", empty, count{0, 0}, "", "convlab/d"},
		{"a test that ends the process has failed", ended, count{0, 1}, "panic: boom", ""},
		{"packages add up", passing + failing, count{2, 1}, "FAIL convlab/b (1 passed, 1 failed)", ""},
		{"an invalid event is a failure", passing + "garbage", count{1, 1}, "could not be read", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			if got := tally(strings.NewReader(c.events), &out, false, false); got != c.want {
				t.Errorf("counted %+v, want %+v", got, c.want)
			}
			if !strings.Contains(out.String(), c.says) {
				t.Errorf("printed %q, want it to say %q", out.String(), c.says)
			}
			if c.hides != "" && strings.Contains(out.String(), c.hides) {
				t.Errorf("printed %q, which should not say %q", out.String(), c.hides)
			}
		})
	}
}

func TestWithEachEveryTestHasALine(t *testing.T) {
	var out strings.Builder
	tally(strings.NewReader(passing), &out, false, true)
	if line := "   0.1 s  TestOne\n"; !strings.HasPrefix(out.String(), line) {
		t.Errorf("printed %q, want it to begin with %q", out.String(), line)
	}
}

// Two subtests of one and two seconds run at the same time: Go reports that the test took no time.
func TestATestTakesAsLongAsItsLongestSubtest(t *testing.T) {
	const parallel = `{"Action":"pass","Package":"convlab/f","Test":"TestBoth/long","Elapsed":2}
{"Action":"pass","Package":"convlab/f","Test":"TestBoth/short","Elapsed":1}
{"Action":"pass","Package":"convlab/f","Test":"TestBoth","Elapsed":0}
{"Action":"pass","Package":"convlab/f","Test":"TestNext","Elapsed":0.5}
`
	var out strings.Builder
	tally(strings.NewReader(parallel), &out, false, true)
	if want := "   2.0 s  TestBoth\n   0.5 s  TestNext\n"; out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
}

func TestPartsAreChosenByName(t *testing.T) {
	chosen, err := choose([]string{"wasm", "tidy"})
	if err != nil || len(chosen) != 2 || chosen[0].name != "tidy" || chosen[1].name != "wasm" {
		t.Errorf("got %v, %v, want tidy and wasm in the order of the parts", chosen, err)
	}
	if _, err := choose([]string{"engines"}); err == nil || !strings.Contains(err.Error(), "engines") || !strings.Contains(err.Error(), "wasm") {
		t.Errorf("got %v, want an error that names the wrong part and the right ones", err)
	}
}

func TestWithAllASkippedTestFails(t *testing.T) {
	var out strings.Builder
	if got := tally(strings.NewReader(passing), &out, true, false); got != (count{passed: 1, failed: 1}) {
		t.Errorf("counted %+v, want one passed and the skipped one failed", got)
	}
	for _, part := range []string{"TestTwo was skipped", "FAIL convlab/a (1 passed, 1 failed)"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("does not say %q:\n%s", part, out.String())
		}
	}
}

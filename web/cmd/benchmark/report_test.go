//go:build !js

package main

import (
	"slices"
	"strings"
	"testing"
)

// The output of a Go benchmark. The second run of the product is the faster one.
const output = `goos: js
goarch: wasm
BenchmarkDense/forward/lanes=4 	      24	  13934379 ns/op	        12.50 GFLOP/s
BenchmarkMaps/relu/lanes=4     	     602	    186005 ns/op	7443.08 MB/s
BenchmarkDense/forward/lanes=4 	      24	  13934379 ns/op	        25.00 GFLOP/s
PASS
`

func TestReportKeepsTheFastest(t *testing.T) {
	var r report
	r.read(output)
	if want := []result{{"Dense/forward/lanes=4", 25}}; !slices.Equal(r.results, want) || r.count != 3 {
		t.Errorf("read %v in %d lines, want %v in 3", r.results, r.count, want)
	}
	for _, l := range loops() { // rates chosen for the test
		if l.product {
			r.rates = append(r.rates, 50)
		} else {
			r.rates = append(r.rates, 100)
		}
	}
	if table := r.table(); !strings.Contains(table, "25.0 GFLOP/s   25 %      50 %") {
		t.Errorf("the table does not compare 25 with 100 and 50:\n%s", table)
	}
}

// Checks the sections of every module: browsers refuse a wrong size without saying where it is.
func TestModulesAreWellFormed(t *testing.T) {
	for _, l := range loops() {
		rest, ok := strings.CutPrefix(string(l.bytes), "\x00asm\x01\x00\x00\x00")
		if !ok {
			t.Fatalf("%s does not begin with the magic number and version 1", l.name)
		}
		var sections []byte
		for len(rest) > 0 {
			id, size, at := rest[0], 0, 1
			for shift := 0; ; shift += 7 {
				size |= int(rest[at]&0x7f) << shift
				at++
				if rest[at-1] < 0x80 {
					break
				}
			}
			if at+size > len(rest) {
				t.Fatalf("%s: section %d goes beyond the end", l.name, id)
			}
			sections, rest = append(sections, id), rest[at+size:]
		}
		if want := []byte{1, 3, 5, 7, 10}; !slices.Equal(sections, want) { // types, functions, memories, exports, code
			t.Errorf("%s has sections %v, want %v", l.name, sections, want)
		}
	}
}

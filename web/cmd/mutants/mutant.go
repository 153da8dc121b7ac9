package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// mutant is one bug.
type mutant struct {
	name     string
	file     string   // from the root, with slashes
	old, new string   // whole lines
	form     string   // of the kernels: simd, scalar or wasm
	packages []string // whose tests must notice it
}

// list returns all mutants, from mutants.txt.
func list() ([]mutant, error) { return parse(text) }

//go:embed mutants.txt
var text string

// parse reads entries separated by empty lines. The head of mutants.txt describes them.
func parse(text string) ([]mutant, error) {
	var all []mutant
	for _, entry := range strings.Split(text, "\n\n") {
		var lines []string
		for line := range strings.Lines(entry) {
			if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
				lines = append(lines, line)
			}
		}
		if len(lines) == 0 {
			continue
		}
		m, err := parseEntry(lines)
		if err != nil {
			return nil, fmt.Errorf("mutant %q: %w", lines[0], err)
		}
		all = append(all, m)
	}
	return all, nil
}

func parseEntry(lines []string) (mutant, error) {
	if len(lines) < 5 {
		return mutant{}, fmt.Errorf("expected a name, a file, lines with - and +, and a test, received %d lines", len(lines))
	}
	m := mutant{name: lines[0], file: lines[1], form: "simd"}
	for _, line := range lines[2 : len(lines)-1] {
		switch line[0] {
		case '-':
			m.old += line[1:] + "\n"
		case '+':
			m.new += line[1:] + "\n"
		default:
			return m, fmt.Errorf("expected a line that begins with - or +, received %q", line)
		}
	}
	words := strings.Fields(lines[len(lines)-1])
	if words[0] != "test" {
		return m, fmt.Errorf("expected a last line that begins with test, received %q", lines[len(lines)-1])
	}
	words = words[1:]
	if len(words) > 0 && (words[0] == "scalar" || words[0] == "wasm") {
		m.form, words = words[0], words[1:]
	}
	if m.packages = words; len(words) == 0 {
		return m, fmt.Errorf("expected packages to test, received none")
	}
	return m, nil
}

// apply returns the file with the bug. The old lines must occur in it exactly once; otherwise the list is older than the source.
func (m mutant) apply(root string) ([]byte, error) {
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m.file)))
	if err != nil {
		return nil, err
	}
	source, old := "\n"+string(content), "\n"+m.old
	at := strings.Index(source, old)
	if at < 0 || at != strings.LastIndex(source, old) {
		return nil, fmt.Errorf("%s: expected this once, received it never or repeatedly: update web/cmd/mutants/mutants.txt\n%s", m.file, m.old)
	}
	return []byte(source[1:at+1] + m.new + source[at+len(old):]), nil
}

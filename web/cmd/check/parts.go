package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// part is a part of the tests: ./build.sh test NAME runs it.
type part struct {
	name, what string
	steps      []step
	alone      bool // nothing else may run at the same time, since it depends on time
}

// step is a command or a check of a part. It counts what passed and failed.
type step interface{ run(out io.Writer) count }

// parts returns all parts in the order in which they begin: fast ones first.
func parts() []part {
	wasm := []string{"GOOS=js", "GOARCH=wasm"}
	scalar := []string{"GOEXPERIMENT="}
	engine := []string{"./engine/..."}
	parts := []part{
		{name: "tidy", what: "gofmt, go vet and staticcheck, for this machine and for the browser", steps: []step{
			formatted{},
			command{"go vet", nil, []string{"go", "vet", "./..."}},
			command{"go vet, browser tests", nil, []string{"go", "vet", "-tags", "e2e,browsers", "./web/e2e/...", "./web/browsers"}},
			command{"go vet, whole runs", nil, []string{"go", "vet", "-tags", "wholerun", "./engine/parallel"}},
			command{"go vet, js/wasm", wasm, []string{"go", "vet", "./..."}},
			linter{"staticcheck", nil, []string{"./..."}},
			linter{"staticcheck, browser tests", nil, []string{"-tags", "e2e,browsers", "./web/e2e/...", "./web/browsers"}},
			linter{"staticcheck, whole runs", nil, []string{"-tags", "wholerun", "./engine/parallel"}},
			linter{"staticcheck, js/wasm", wasm, []string{"./..."}},
		}},
		{name: "page", what: "every package outside the engine, on this machine", steps: []step{goTest{packages: packages(nil, outsideEngine)}}},
		{name: "engine", what: "the engine on this machine, simd kernels, and how much of it the tests reach", steps: []step{
			covered{goTest{packages: engine}, ".cache/engine.cover", 90},
		}},
		{name: "wasm", what: "the engine as wasm in Node, simd kernels", steps: []step{
			goTest{env: wasm, args: node(), packages: packages(wasm, inNode)},
		}},
		{name: "scalar", what: "the engine with scalar kernels, as wasm in Node and on this machine", steps: []step{
			goTest{env: append(wasm, "GOEXPERIMENT="), args: node(), packages: []string{"./engine/kernel/...", "./engine"}},
			goTest{env: scalar, packages: engine},
		}},
		{name: "e2e", what: "the built page in Chromium: clicks, strokes, keys", alone: true, steps: []step{
			goTest{args: []string{"-tags", "e2e", "-count=1", "-timeout", "40m"}, packages: []string{"./web/e2e/..."}, each: true},
		}},
	}
	if version, ok := plainGo(); ok {
		scalarPart := &parts[slices.IndexFunc(parts, func(p part) bool { return p.name == "scalar" })]
		scalarPart.what += "; and with plain " + version
		scalarPart.steps = append(scalarPart.steps, goTest{env: []string{"GOTOOLCHAIN=local", "GOEXPERIMENT="}, packages: engine})
	}
	return parts
}

// packages returns the packages of this module whose folder is accepted, such as "engine/spec" ("" for the root).
func packages(env []string, accept func(folder string) bool) []string {
	cmd := exec.Command("go", "list", "-f", "{{.Module.Path}} {{.ImportPath}}", "./...")
	cmd.Env = append(os.Environ(), env...)
	list, err := cmd.Output()
	if err != nil {
		return []string{"./..."} // go test then fails with the reason
	}
	var accepted []string
	for line := range strings.Lines(string(list)) {
		module, path, _ := strings.Cut(strings.TrimSpace(line), " ")
		if accept(strings.TrimPrefix(strings.TrimPrefix(path, module), "/")) {
			accepted = append(accepted, path)
		}
	}
	return accepted
}

func outsideEngine(folder string) bool { return !below(folder, "engine") }

// inNode accepts the packages that run in Node: the engine without its command line, and the bridges that need no document.
func inNode(folder string) bool {
	return below(folder, "engine") && !below(folder, "engine/cmd") || below(folder, "wasm/bridge/port") || below(folder, "wasm/bridge/remote") || below(folder, "wasm/bridge/store")
}

func below(folder, top string) bool { return folder == top || strings.HasPrefix(folder, top+"/") }

// node returns the flags that run wasm tests in Node, by the script that comes with Go.
func node() []string {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil // go test then fails with the reason
	}
	return []string{"-exec", strings.TrimSpace(string(goroot)) + "/lib/wasm/go_js_wasm_exec"}
}

// plainGo returns the version of Go that is installed on this machine, if it is new enough for the engine and not the pinned
// one: the engine must also build without the pinned toolchain and its experiments.
func plainGo() (version string, ok bool) {
	local := exec.Command("go", "env", "GOVERSION")
	local.Env = append(os.Environ(), "GOTOOLCHAIN=local", "GOEXPERIMENT=")
	out, err := local.Output() // fails if the installed Go is older than go.mod allows
	version = strings.TrimSpace(string(out))
	return version, err == nil && version != os.Getenv("GOTOOLCHAIN")
}

// command is a check that passes if a command exits with 0.
type command struct {
	what string
	env  []string
	argv []string
}

func (c command) run(out io.Writer) count {
	cmd := exec.Command(c.argv[0], c.argv[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	text, err := cmd.CombinedOutput()
	return verdict(out, c.what, text, err)
}

// linter runs the staticcheck that go.mod pins. It is built for this machine and found in Go's cache: with GOOS=js, "go tool"
// would build the linter itself for the browser.
type linter struct {
	what string
	env  []string
	args []string
}

func (l linter) run(out io.Writer) count {
	path, err := exec.Command("go", "tool", "-n", "staticcheck").Output()
	if err != nil {
		return verdict(out, l.what, path, err)
	}
	return command{l.what, l.env, append([]string{strings.TrimSpace(string(path))}, l.args...)}.run(out)
}

// verdict prints the line of one check, with its output if it failed.
func verdict(out io.Writer, what string, text []byte, err error) count {
	if err != nil {
		fmt.Fprintf(out, "FAIL %s: %v\n%s", what, err, text)
		return count{failed: 1}
	}
	fmt.Fprintln(out, "ok  ", what)
	return count{passed: 1}
}

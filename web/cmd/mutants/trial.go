package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// timeout is how long the tests of one mutant may take. A mutant with an endless loop is killed by it.
const timeout = 3 * time.Minute

// outcome is the result of trying a mutant.
type outcome struct {
	mutant
	killer string // the first test that failed; "" for none
	err    error  // why it could not be tried
	took   time.Duration
}

// try runs the tests of a mutant with its file in place of the original. The sources themselves are not changed.
func (m mutant) try(root string) outcome {
	began := time.Now()
	killer, err := m.killer(root)
	return outcome{m, killer, err, time.Since(began)}
}

func (m mutant) killer(root string) (string, error) {
	content, err := m.apply(root)
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "convlab-mutant-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	changed, overlay := filepath.Join(dir, path.Base(m.file)), filepath.Join(dir, "overlay.json")
	original, err := filepath.Abs(filepath.Join(root, filepath.FromSlash(m.file)))
	if err != nil {
		return "", err
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {original: changed}})
	if err != nil {
		return "", err
	}
	if err := errors.Join(os.WriteFile(changed, content, 0o644), os.WriteFile(overlay, replace, 0o644)); err != nil {
		return "", err
	}
	output, err := test(root, m.form, m.packages, "-overlay", overlay)
	return verdict(output, err)
}

// verdict returns the test that failed, from the output of go test.
func verdict(output string, err error) (string, error) {
	switch found := regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`).FindStringSubmatch(output); {
	case err == nil:
		return "", nil
	case strings.Contains(output, "[build failed]") || strings.Contains(output, "[setup failed]"):
		return "", fmt.Errorf("it does not build:\n%s", output)
	case found != nil:
		return found[1], nil
	case strings.Contains(output, "panic: ") || strings.Contains(output, "fatal error: ") || strings.Contains(output, "RuntimeError: "):
		return "a crash", nil
	case errors.Is(err, context.DeadlineExceeded):
		return "the time limit", nil
	}
	return "", fmt.Errorf("go test: %w\n%s", err, output)
}

// test runs the tests of packages with a form of the kernels and returns the output. There is an error if a test failed, too.
func test(root, form string, packages []string, flags ...string) (string, error) {
	arguments := append([]string{"test", "-failfast", "-vet=off", "-timeout", (timeout - 10*time.Second).String()}, flags...)
	env := append(os.Environ(), "GOEXPERIMENT=simd")
	switch form {
	case "scalar":
		env = append(env, "GOEXPERIMENT=")
	case "wasm":
		goroot, err := exec.Command("go", "env", "GOROOT").Output()
		if err != nil {
			return "", err
		}
		env = append(small(env), "GOOS=js", "GOARCH=wasm")
		arguments = append(arguments, "-exec", strings.TrimSpace(string(goroot))+"/lib/wasm/go_js_wasm_exec")
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	command := exec.CommandContext(ctx, "go", append(arguments, packages...)...)
	command.Dir, command.Env = root, env
	output, err := command.CombinedOutput()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return string(output), err
}

// small returns the variables of an environment that Go and Node need: a wasm program has 12 KB for its environment.
func small(env []string) (needed []string) {
	for _, v := range env {
		if name, _, _ := strings.Cut(v, "="); name == "PATH" || name == "HOME" || name == "TMPDIR" || strings.HasPrefix(name, "GO") {
			needed = append(needed, v)
		}
	}
	return needed
}

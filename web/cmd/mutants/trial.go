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

// patience is how long the tests of one mutant may take: a bug that makes a loop endless is noticed by that.
const patience = 3 * time.Minute

// outcome is what became of a mutant.
type outcome struct {
	mutant
	killer string // the first test that turned red; "": none did
	err    error  // it could not be tried
	took   time.Duration
}

// try tests the packages of a mutant with its file in the place of the true one. The tree itself is not touched.
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
	said, err := test(root, m.form, m.packages, "-overlay", overlay)
	return verdict(said, err)
}

// verdict finds the test that failed in what go test said.
func verdict(said string, err error) (string, error) {
	switch found := regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`).FindStringSubmatch(said); {
	case err == nil:
		return "", nil
	case strings.Contains(said, "[build failed]") || strings.Contains(said, "[setup failed]"):
		return "", fmt.Errorf("it does not build:\n%s", said)
	case found != nil:
		return found[1], nil
	case strings.Contains(said, "panic: ") || strings.Contains(said, "fatal error: ") || strings.Contains(said, "RuntimeError: "):
		return "a crash", nil
	case errors.Is(err, context.DeadlineExceeded):
		return "the time limit", nil
	}
	return "", fmt.Errorf("go test: %w\n%s", err, said)
}

// test runs the tests of packages in a form of the kernels and returns what go said. The error is of tests that failed, too.
func test(root, form string, packages []string, flags ...string) (string, error) {
	arguments := append([]string{"test", "-failfast", "-vet=off", "-timeout", (patience - 10*time.Second).String()}, flags...)
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
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, "go", append(arguments, packages...)...)
	command.Dir, command.Env = root, env
	said, err := command.CombinedOutput()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return string(said), err
}

// small is what Go and Node need of an environment: a wasm program has 12 KB for it.
func small(env []string) (kept []string) {
	for _, v := range env {
		if name, _, _ := strings.Cut(v, "="); name == "PATH" || name == "HOME" || name == "TMPDIR" || strings.HasPrefix(name, "GO") {
			kept = append(kept, v)
		}
	}
	return kept
}

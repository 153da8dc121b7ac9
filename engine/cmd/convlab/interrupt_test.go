//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"convlab/engine"
	"convlab/engine/dataset"
)

// program is the running command.
type program struct {
	t    *testing.T
	cmd  *exec.Cmd
	out  *bufio.Reader
	errs *bufio.Reader
}

// start runs the command as a shell would: TestMain turns the test binary into it. It is killed after two minutes, which
// fails the test.
func start(t *testing.T, args ...string) *program {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	p := &program{t: t, cmd: exec.CommandContext(ctx, binary, args...)}
	p.cmd.Env = append(os.Environ(), asCommand+"=1", "GOCOVERDIR="+t.TempDir()) // without a folder a program built with -cover complains
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	errs, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out, p.errs = bufio.NewReader(out), bufio.NewReader(errs)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// interrupt sends what Ctrl-C sends.
func (p *program) interrupt() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		p.t.Fatal(err)
	}
}

// line reads a line, which must have a prefix.
func (p *program) line(from *bufio.Reader, begins string) {
	p.t.Helper()
	if line, err := from.ReadString('\n'); err != nil || !strings.HasPrefix(line, begins) {
		p.t.Fatalf("it printed %q, want %q first (error %v)", line, begins, err)
	}
}

// ends waits for the exit code and returns the rest of standard error.
func (p *program) ends(code int) (errs string) {
	p.t.Helper()
	if _, err := io.Copy(io.Discard, p.out); err != nil {
		p.t.Fatal(err)
	}
	rest, err := io.ReadAll(p.errs)
	if err != nil {
		p.t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := p.cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != code {
		p.t.Errorf("it ended with %v, want exit code %d; it said %s", err, code, rest)
	}
	return string(rest)
}

// long returns the command line of a training that lasts longer than any test.
func long(t *testing.T) []string {
	return []string{"train", "-data", fromModule, "-spec", write(t, "single.json", single), "-examples", "2000", "-epochs", "100", "-batch", "1"}
}

// only fails unless a folder has exactly these files.
func only(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("the folder has %q, want %q", got, names)
	}
}

func TestCtrlCSavesWhatWasLearned(t *testing.T) {
	for _, name := range []string{"model.safetensors", "model.onnx"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("the old file"), 0o644); err != nil {
			t.Fatal(err)
		}
		p := start(t, append(long(t), "-o", path)...)
		p.line(p.out, "epoch 1/100: ")
		p.interrupt()
		p.line(p.errs, "interrupted: ending as soon as possible; Ctrl-C again")
		if said := p.ends(exitInterrupted); !strings.Contains(said, "interrupted ") || !strings.Contains(said, ": saved what was learned to "+path) {
			t.Errorf("%s: it said %q", name, said)
		}
		only(t, filepath.Dir(path), name) // no temporary file is left
		data, err := os.ReadFile(path)
		if err != nil || len(data) < 4*7850 {
			t.Errorf("%s has %d bytes (error %v)", name, len(data), err)
		}
		if name == "model.onnx" {
			continue
		}
		r, err := loadRun(path)
		if err != nil {
			t.Fatal(err)
		}
		if r.Results.Epochs < 1 || r.Results.Epochs >= 100 || r.Results.Checksum != engine.Checksum(r.Weights) || r.Results.Loss != 0 {
			t.Errorf("the file says %+v of weights %s", r.Results, engine.Checksum(r.Weights))
		}
		evaluation := mustExecute(t, "evaluate", "-data", fromModule, path)
		if accuracy := number(t, evaluation, "accuracy"); accuracy < "60.00" || len(accuracy) != len("60.00") { // 80 % and more after an epoch of 2,000 (measured); untrained it is 10
			t.Errorf("what was saved has an accuracy of %s", accuracy)
		}
	}
}

func TestCtrlCWithoutAFileSaysThatNothingWasSaved(t *testing.T) {
	p := start(t, long(t)...)
	p.line(p.out, "epoch 1/100: ")
	p.interrupt()
	p.line(p.errs, "interrupted: ")
	if said := p.ends(exitInterrupted); !strings.Contains(said, "nothing was saved, because -o names no file") {
		t.Errorf("it said %q", said)
	}
}

// opened opens a pipe for writing after the command has opened it for reading. Without O_NONBLOCK it would wait for ever
// for a command that ends before.
func opened(t *testing.T, pipe string) *os.File {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		file, err := os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0)
		if err == nil {
			return file
		}
		if !errors.Is(err, syscall.ENXIO) || time.Now().After(end) { // ENXIO: it has no reader yet
			t.Fatalf("the command does not read the pipe: %v", err)
		}
	}
}

// The manifest of the data is a pipe without content, so that the command waits for it as long as the test needs.
func TestASecondCtrlCEndsAtOnce(t *testing.T) {
	data, models := t.TempDir(), t.TempDir()
	manifest := filepath.Join(data, dataset.ManifestFile)
	if err := syscall.Mkfifo(manifest, 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, "train", "-data", data, "-o", filepath.Join(models, "model.safetensors"))
	pipe := opened(t, manifest)
	defer pipe.Close()
	p.interrupt()
	p.line(p.errs, "interrupted: ending as soon as possible; Ctrl-C again")
	p.interrupt()
	if said := p.ends(exitInterrupted); said != "" {
		t.Errorf("it said %q", said)
	}
	only(t, models)
}

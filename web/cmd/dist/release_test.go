package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convlab/web/server"
)

// readRelease reads the release from a service worker.
func readRelease(t *testing.T, dist string) release {
	t.Helper()
	script, err := os.ReadFile(filepath.Join(dist, offlineName))
	if err != nil {
		t.Fatal(err)
	}
	var r release
	line := strings.Split(string(script), "\n")[1]
	if err := json.Unmarshal([]byte(strings.TrimSuffix(strings.TrimPrefix(line, "const release = "), ";")), &r); err != nil {
		t.Fatalf("%v in %q", err, line)
	}
	return r
}

func TestServiceWorkerKnowsEveryFileOfItsRelease(t *testing.T) {
	dist := buildSmall(t)
	r := readRelease(t, dist)
	for _, name := range listing(t, dist) {
		file, known := r.Files[name]
		if name == onefileName || name == forwardName || name == offlineName || name == "bench.html" { // for other visitors, or itself
			if known {
				t.Errorf("%s is stored, but not part of the page", name)
			}
			continue
		}
		content, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("%x", sha256.Sum256(content)); file.SHA256 != want || file.Type != server.ContentType(name) {
			t.Errorf("%s is known as %+v, want %s and %s", name, file, want, server.ContentType(name))
		}
	}
	if r.Headers["Cross-Origin-Embedder-Policy"] != "require-corp" || r.Headers["Content-Security-Policy"] != server.Policy {
		t.Errorf("answers get the headers %v", r.Headers)
	}
	if r.Headers["Cross-Origin-Resource-Policy"] != "same-origin" || r.Page["Cross-Origin-Resource-Policy"] != "cross-origin" || len(r.Page) != 1 {
		t.Errorf("answers get the headers %v, and the page %v", r.Headers, r.Page)
	}
}

func TestEveryChangeIsAnotherRelease(t *testing.T) {
	first := readRelease(t, buildSmall(t))
	if again := readRelease(t, buildSmall(t)); again.Version != first.Version || len(again.Version) != 12 {
		t.Errorf("the same files are release %q and %q", first.Version, again.Version)
	}
	root, out := repository(t), tree(t, map[string]string{"page.wasm": "a", "worker.wasm": "w"})
	seen := map[string]string{first.Version: "the first"}
	for name, content := range map[string]string{"index.html": page + "<!-- changed -->", "web/boot.js": "changed()", "web/strings/ko.json": "[]"} {
		if err := put(filepath.Join(root, name), []byte(content)); err != nil {
			t.Fatal(err)
		}
		if err := run(root, out, t.TempDir(), false, false); err != nil {
			t.Fatal(err)
		}
		version := readRelease(t, out).Version
		if other, known := seen[version]; known {
			t.Errorf("%s changed, and the release is still that of %s", name, other)
		}
		seen[version] = name
	}
}

package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// site writes files into a folder dist/ and a secret next to it, and serves dist/.
func site(t *testing.T, files map[string]string) (http.Handler, string) {
	t.Helper()
	parent := t.TempDir()
	write(t, filepath.Join(parent, "secret.txt"), "secret")
	dist := filepath.Join(parent, "dist")
	for name, content := range files {
		write(t, filepath.Join(dist, name), content)
	}
	handler, err := Handler(dist)
	if err != nil {
		t.Fatal(err)
	}
	return handler, dist
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// get requests a path with these header lines ("Name: value").
func get(t *testing.T, h http.Handler, path string, header ...string) (*http.Response, string) {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "http://localhost:8080/", nil)
	request.URL.Path = path // not cleaned by the parser
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		request.Header.Set(name, value)
	}
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	response := recorder.Result()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	h, _ := site(t, map[string]string{"index.html": "page", "worker.js": "run()"})
	for _, path := range []string{"/", "/worker.js", "/missing"} {
		response, _ := get(t, h, path)
		for name, want := range map[string]string{ // spelled out, so that a mistake in Policy is noticed
			"Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
				"img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Embedder-Policy": "require-corp",
			"X-Content-Type-Options":       "nosniff",
		} {
			if got := response.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

// Another page, such as that of a course, may show the page in a frame, but cannot use its other files.
func TestOnlyThePageMayBeUsedByOtherOrigins(t *testing.T) {
	files := map[string]string{"index.html": "page", "index.html.gz": "gz", "boot.js": "run()", "page.wasm": "program", "data/a.bin": "digits", "bench.html": "bench",
		"convlab.html": "all"}
	h, _ := site(t, files)
	for path, want := range map[string]string{
		"/": "cross-origin", "/index.html": "cross-origin",
		"/boot.js": "same-origin", "/page.wasm": "same-origin", "/data/a.bin": "same-origin", "/bench.html": "same-origin", "/convlab.html": "same-origin",
		"/index.html.gz": "same-origin", "/missing": "same-origin", "/data/index.html": "same-origin",
	} {
		response, _ := get(t, h, path)
		if got := response.Header.Values("Cross-Origin-Resource-Policy"); len(got) != 1 || got[0] != want {
			t.Errorf("%s: the resource policy is %q, want %q", path, got, want)
		}
		if ancestors := response.Header.Get("X-Frame-Options"); ancestors != "" || strings.Contains(response.Header.Get("Content-Security-Policy"), "frame-ancestors") {
			t.Errorf("%s may not be framed", path)
		}
	}
	first, _ := get(t, h, "/")
	if again, _ := get(t, h, "/", "If-None-Match: "+first.Header.Get("ETag")); again.StatusCode != http.StatusNotModified ||
		again.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Errorf("unchanged: %d with the resource policy %q", again.StatusCode, again.Header.Get("Cross-Origin-Resource-Policy"))
	}
}

// The pages contain the policy for hosts that send no headers. Two policies both apply, so they must agree.
func TestThePagesNameTheSamePolicy(t *testing.T) {
	for _, name := range []string{"index.html", "web/bench.html"} {
		page, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if want := `<meta http-equiv="Content-Security-Policy" content="` + Policy + `">`; !strings.Contains(string(page), want) {
			t.Errorf("%s does not contain %s", name, want)
		}
	}
}

func TestNothingOutsideOrHiddenIsServed(t *testing.T) {
	h, dist := site(t, map[string]string{"index.html": "page", "data/a.bin": "a", ".env": "secret", "data/.git/config": "secret"})
	if err := os.Symlink("../secret.txt", filepath.Join(dist, "link.txt")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"/../secret.txt", "/data/../../secret.txt", "//secret.txt", "/..\\secret.txt", "/link.txt",
		"/.env", "/data/.git/config", "/data", "/data/", "/./index.html", "/index.html\x00", "", "/missing",
	} {
		response, body := get(t, h, path)
		if response.StatusCode != http.StatusNotFound || strings.Contains(body, "secret\n") || body == "secret" {
			t.Errorf("%q answered %d %q, want 404", path, response.StatusCode, body)
		}
	}
	for path, want := range map[string]string{"/": "page", "/index.html": "page", "/data/a.bin": "a"} {
		if response, body := get(t, h, path); response.StatusCode != http.StatusOK || body != want {
			t.Errorf("%q answered %d %q, want 200 %q", path, response.StatusCode, body, want)
		}
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	h, _ := site(t, map[string]string{"index.html": "page"})
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
		recorder := httptest.NewRecorder()
		h.ServeHTTP(recorder, httptest.NewRequest(method, "/", nil))
		if recorder.Code != http.StatusMethodNotAllowed || recorder.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s answered %d, Allow %q, want 405 with GET, HEAD", method, recorder.Code, recorder.Header().Get("Allow"))
		}
	}
}

func TestUnchangedContentIsNotSentAgain(t *testing.T) {
	h, dist := site(t, map[string]string{"boot.js": "one"})
	first, _ := get(t, h, "/boot.js")
	tag := first.Header.Get("ETag")
	if tag == "" || first.Header.Get("Cache-Control") != "no-cache" {
		t.Fatalf("ETag %q, Cache-Control %q, want a tag and no-cache", tag, first.Header.Get("Cache-Control"))
	}
	if again, body := get(t, h, "/boot.js", "If-None-Match: "+tag); again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("unchanged: %d %q, want 304 without a body", again.StatusCode, body)
	}
	write(t, filepath.Join(dist, "boot.js"), "another length") // a new build while the server runs
	if again, body := get(t, h, "/boot.js", "If-None-Match: "+tag); again.StatusCode != http.StatusOK || body != "another length" {
		t.Errorf("changed: %d %q, want 200 with the new content", again.StatusCode, body)
	}
}

func TestHandlerNeedsItsFolder(t *testing.T) {
	if _, err := Handler(filepath.Join(t.TempDir(), "dist")); err == nil {
		t.Error("a folder that is not there gave no error")
	}
}

// The one-file form has inline scripts, which the server's policy forbids: opened from the server it would be blank.
func TestTheOneFileFormIsADownload(t *testing.T) {
	h, _ := site(t, map[string]string{"index.html": "page", "convlab.html": "all"})
	for path, want := range map[string]string{"/convlab.html": "attachment", "/": ""} {
		if response, _ := get(t, h, path); response.StatusCode != http.StatusOK || response.Header.Get("Content-Disposition") != want {
			t.Errorf("%s: %d, Content-Disposition %q, want %q", path, response.StatusCode, response.Header.Get("Content-Disposition"), want)
		}
	}
}

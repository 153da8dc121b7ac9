//go:build browsers

package browsers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"convlab/web/server"
)

// dist is the folder of the built page.
var dist = filepath.Join("..", "..", "dist")

// listener comes first of all scripts and remembers what goes wrong on the page.
const listener = `globalThis.errors = [];
addEventListener('error', (e) => errors.push(e.message ?? (e.target.src ?? e.target.href) + ' was not loaded'), true);
addEventListener('unhandledrejection', (e) => errors.push('not handled: ' + e.reason));
addEventListener('securitypolicyviolation', (e) => errors.push('policy violation: ' + e.effectiveDirective + ' ' + e.blockedURI));
{
	const error = console.error;
	console.error = (...all) => { errors.push(all.join(' ')); error(...all); };
}
`

// site serves the built page to one browser. Its page has the listener and no service worker, which would refuse the changed page,
// until plain is set.
type site struct {
	*httptest.Server
	plain     atomic.Bool
	downloads string // the folder whose files are served under /downloads/
}

func openSite(t *testing.T) *site {
	t.Helper()
	built, err := server.Handler(dist)
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dist, server.Page))
	if err != nil {
		t.Fatalf("there is no built page to test: run ./build.sh build first (%v)", err)
	}
	page = bytes.Replace(page, []byte("<head>"), []byte(`<head><script src="listener.js"></script>`), 1)
	s := &site{downloads: t.TempDir()}
	files := http.StripPrefix("/downloads/", http.FileServer(http.Dir(s.downloads)))
	answer := func(w http.ResponseWriter, kind string, content []byte) {
		for name, value := range server.Headers() {
			w.Header().Set(name, value)
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "no-store")
		w.Write(content)
	}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case strings.HasPrefix(path, "/downloads/"):
			files.ServeHTTP(w, r)
		case s.plain.Load():
			built.ServeHTTP(w, r)
		case path == "/":
			answer(w, "text/html; charset=utf-8", page)
		case path == "/frame":
			// It is isolated like the page: from a page that is not, WebKitGTK 2.50 goes to another process, where getRegistration() does
			// not know the service worker that this process registers.
			for _, name := range []string{"Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"} {
				w.Header().Set(name, server.Headers()[name])
			}
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<!doctype html><iframe src="/" width="1000" height="640" style="display: none"></iframe>`)
		case path == "/listener.js":
			answer(w, "text/javascript", []byte(listener))
		case path == "/offline.js":
			http.NotFound(w, r)
		default:
			built.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// words are the page's texts in English.
func words(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dist, "strings", "en.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]string
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

//go:build e2e

package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"convlab/web/server"
)

// active waits until the browser keeps a whole release of the page.
func (p *Page) active() {
	p.t.Helper()
	p.WaitFor("navigator.serviceWorker.ready.then(r => r.active.state === 'activated')")
}

// unplug ends the server.
func (p *Page) unplug() {
	p.site.CloseClientConnections()
	p.site.Close()
}

// alone uses the page without a server.
func alone(p *Page) {
	p.t.Helper()
	p.unplug()
	p.Reload()
	p.Ready()
	if s := p.Draw(digits(p.t)[3]); s.Prediction != 3 {
		p.t.Errorf("the three was read as %d", s.Prediction)
	}
	p.Until("all images are here", func(s State) bool { return s.Complete && s.Loaded == 60000 })
	p.Click("#step")
	p.Until("it trains", func(s State) bool { return s.Step == 1 && s.Origin == "yours" })
	p.Click("#language input[value=ko]")
	p.WaitFor("document.getElementById('train').innerText === '학습'")
}

func TestServedOnceThePageWorksWithoutANetwork(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700, Keep: true})
	p.Ready()
	p.active()
	alone(p)
	if !Eval[bool](p, "crossOriginIsolated") {
		t.Error("the kept page is not isolated")
	}
}

// A host that sends no headers at all: the kept page has them, and so shares memory between its workers.
func TestOnAPlainHostTheKeptPageIsIsolated(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700, Keep: true, Wrap: func(http.Handler) http.Handler {
		return http.FileServer(http.Dir(filepath.Join("..", "..", "dist")))
	}})
	p.Ready()
	if Eval[bool](p, "crossOriginIsolated") {
		t.Fatal("the page is isolated by its server: then this shows nothing")
	}
	p.active()
	alone(p)
	if !Eval[bool](p, "crossOriginIsolated") {
		t.Error("the kept page is not isolated")
	}
}

// releases serves dist/ or, once it is new, another release of it, in which two files differ.
type releases struct {
	dist   string
	mutex  sync.Mutex
	isNew  bool
	script []byte            // the new release's service worker
	files  map[string][]byte // and its files that differ
}

// newReleases makes the other release: its page and its English words say so.
func newReleases(t *testing.T) *releases {
	t.Helper()
	r := &releases{dist: filepath.Join("..", "..", "dist"), files: map[string][]byte{}}
	read := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join(r.dist, name))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	r.files["index.html"] = bytes.Replace(read("index.html"), []byte("<body>"), []byte("<body data-release=\"new\">"), 1)
	r.files["strings/en.json"] = bytes.Replace(read("strings/en.json"), []byte("\"Train\""), []byte("\"Train anew\""), 1)

	lines := bytes.SplitN(read("offline.js"), []byte("\n"), 3) // 'use strict', const release = {...};, the program
	var release map[string]any
	text := bytes.TrimSuffix(bytes.TrimPrefix(lines[1], []byte("const release = ")), []byte(";"))
	if err := json.Unmarshal(text, &release); err != nil {
		t.Fatal(err)
	}
	release["version"] = "new"
	for name, content := range r.files {
		release["files"].(map[string]any)[name].(map[string]any)["sha256"] = fmt.Sprintf("%x", sha256.Sum256(content))
	}
	text, err := json.Marshal(release)
	if err != nil {
		t.Fatal(err)
	}
	r.script = bytes.Join([][]byte{lines[0], append(append([]byte("const release = "), text...), ';'), lines[2]}, []byte("\n"))
	return r
}

// publish serves the new service worker, and the files of the new release that are named.
func (r *releases) publish(names ...string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if !r.isNew {
		r.isNew = true
		all := r.files
		r.files = map[string][]byte{"offline.js": r.script}
		for name, content := range all {
			r.files["later "+name] = content
		}
	}
	for _, name := range names {
		r.files[name] = r.files["later "+name]
	}
}

func (r *releases) Wrap(dist http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		r.mutex.Lock()
		defer r.mutex.Unlock()
		name := strings.TrimPrefix(request.URL.Path, "/")
		if name == "" {
			name = "index.html"
		}
		content, changed := r.files[name]
		if !r.isNew || !changed {
			dist.ServeHTTP(w, request)
			return
		}
		for header, value := range server.Headers() {
			w.Header().Set(header, value)
		}
		w.Header().Set("Content-Type", server.ContentType(name))
		w.Header().Set("Cache-Control", "no-cache")
		w.Write(content)
	})
}

// seen is which release the page shows: its HTML and its words.
func (p *Page) seen() string {
	p.t.Helper()
	p.Ready()
	return Eval[string](p, "(document.body.dataset.release ?? 'old') + ', ' + document.getElementById('train').innerText")
}

func TestAReleaseIsTakenAsAWholeOrNotAtAll(t *testing.T) {
	const before, after = "old, Train", "new, Train anew"
	r := newReleases(t)
	p := Open(t, Visit{W: 1100, H: 700, Keep: true, Wrap: r.Wrap})
	p.Ready()
	p.active()
	p.Reload()
	if got := p.seen(); got != before {
		t.Fatalf("the kept page is %q, want %q", got, before)
	}

	// update asks for a new release and waits until the browser has tried to get it; true when one is complete.
	const update = `navigator.serviceWorker.getRegistration().then(async (r) => {
		await r.update().catch(() => {});
		const coming = r.installing;
		if (coming) await new Promise((done) => coming.addEventListener('statechange', () => coming.state !== 'installing' && done()));
		return r.waiting !== null;
	})`
	r.publish("index.html") // half of it is on the server
	if Eval[bool](p, update) {
		t.Error("half a release counts as one")
	}
	p.Reload()
	if got := p.seen(); got != before {
		t.Errorf("with half a new release on the server the page is %q, want %q", got, before)
	}

	r.publish("strings/en.json")
	if !Eval[bool](p, update) {
		t.Fatal("the release is whole and was not taken")
	}
	if got := Eval[string](p, "fetch('strings/en.json').then(r => r.json()).then(w => w['top.train'])"); got != "Train" {
		t.Errorf("a page of the old release is given %q of the new one", got)
	}
	p.Reload()
	p.WaitFor("document.body.dataset.release")
	if got := p.seen(); got != after {
		t.Errorf("the page is %q, want %q", got, after)
	}
	p.Run("the old release is gone and the new one needs no network", func() {
		p.WaitFor("caches.keys().then(names => names.length === 1 && names[0].endsWith(' new'))")
		p.unplug()
		p.Reload()
		if got := p.seen(); got != after {
			p.t.Errorf("the page is %q, want %q", got, after)
		}
	})
}

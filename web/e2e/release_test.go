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
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"convlab/web/server"
)

// releases serves dist/ with some files replaced: by those of a new release of the page, when they are published.
type releases struct {
	dist  string
	next  map[string][]byte // the new release's index.html and English texts, both with a mark, and its service worker
	mutex sync.Mutex
	over  map[string][]byte // nil for a missing file
}

func newReleases(t *testing.T) *releases {
	t.Helper()
	r := &releases{dist: filepath.Join("..", "..", "dist"), over: map[string][]byte{}}
	read := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join(r.dist, name))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	r.next = map[string][]byte{
		"index.html":      bytes.Replace(read("index.html"), []byte("<body>"), []byte("<body data-release=\"new\">"), 1),
		"strings/en.json": bytes.Replace(read("strings/en.json"), []byte("\"Train\""), []byte("\"Train anew\""), 1),
	}
	lines := bytes.SplitN(read("offline.js"), []byte("\n"), 3) // 'use strict', const release = {...};, the program
	var release map[string]any
	text := bytes.TrimSuffix(bytes.TrimPrefix(lines[1], []byte("const release = ")), []byte(";"))
	if err := json.Unmarshal(text, &release); err != nil {
		t.Fatal(err)
	}
	release["version"] = "new"
	for name, content := range r.next {
		release["files"].(map[string]any)[name].(map[string]any)["sha256"] = fmt.Sprintf("%x", sha256.Sum256(content))
	}
	text, err := json.Marshal(release)
	if err != nil {
		t.Fatal(err)
	}
	r.next["offline.js"] = bytes.Join([][]byte{lines[0], append(append([]byte("const release = "), text...), ';'), lines[2]}, []byte("\n"))
	return r
}

// publish replaces files by those of the new release.
func (r *releases) publish(names ...string) {
	for _, name := range names {
		r.replace(name, r.next[name])
	}
}

// replace replaces a file of dist/; nil removes it.
func (r *releases) replace(name string, content []byte) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.over[name] = content
}

func (r *releases) Wrap(dist http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		name := or(strings.TrimPrefix(request.URL.Path, "/"), "index.html")
		r.mutex.Lock()
		content, changed := r.over[name]
		r.mutex.Unlock()
		switch {
		case !changed:
			dist.ServeHTTP(w, request)
			return
		case content == nil:
			http.NotFound(w, request)
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

// The releases as the page shows them, by its HTML and its texts.
const (
	oldRelease = "old, Train"
	newRelease = "new, Train anew"
)

// shows waits for the page and fails the test if it is not of that release.
func (p *Page) shows(release string) {
	p.t.Helper()
	p.Ready()
	if got := Eval[string](p, "(document.body.dataset.release ?? 'old') + ', ' + document.getElementById('train').innerText"); got != release {
		p.t.Errorf("the page is %q, want %q", got, release)
	}
}

// update asks for a new release, waits until the browser has tried to install it, and reports whether one is complete and waiting.
func (p *Page) update() bool {
	p.t.Helper()
	return Eval[bool](p, `navigator.serviceWorker.getRegistration().then(async (r) => {
		await r.update().catch(() => {});
		const coming = r.installing;
		if (coming) await new Promise((done) => coming.addEventListener('statechange', () => coming.state !== 'installing' && done()));
		return r.waiting !== null;
	})`)
}

func TestAReleaseIsInstalledCompletelyOrNotAtAll(t *testing.T) {
	r := newReleases(t)
	p := openStored(t, Visit{NoWebGL: true, Wrap: r.Wrap})
	p.Expect("strings/en.json") // the service worker reports the file with an error
	p.Reload()
	p.shows(oldRelease)

	r.publish("offline.js", "index.html")
	words := r.next["strings/en.json"]
	for _, c := range []struct {
		name    string
		content []byte
	}{
		{"missing", nil},
		{"cut", words[:len(words)-1]},
		{"altered", bytes.Replace(words, []byte("anew"), []byte("knew"), 1)},
	} {
		p.Run("one file is "+c.name, func() {
			r.replace("strings/en.json", c.content)
			if p.update() {
				p.t.Error("the incomplete release was installed")
			}
			p.Reload()
			p.shows(oldRelease)
		})
	}
	r.publish("strings/en.json")
	if !p.update() {
		t.Fatal("the release is complete and was not installed")
	}
	if got := Eval[string](p, "fetch('strings/en.json').then(r => r.json()).then(w => w['top.train'])"); got != "Train" {
		t.Errorf("a page of the old release receives %q of the new one", got)
	}
	p.Reload()
	p.WaitFor("document.body.dataset.release")
	p.shows(newRelease)
	p.Run("the old release is gone and the new one needs no network", func() {
		p.WaitFor("caches.keys().then(names => names.length === 1 && names[0].endsWith(' new'))")
		p.stopServer()
		p.Reload()
		p.shows(newRelease)
	})
}

// While two pages of the old release are open, neither gets the new one.
func TestANewReleaseWaitsForEveryOpenPage(t *testing.T) {
	r := newReleases(t)
	p := openStored(t, Visit{NoWebGL: true, Wrap: r.Wrap})
	p.Reload()
	p.Ready()
	Eval[chromedp.Void](p, "new Promise(done => { globalThis.other = open('.'); other.addEventListener('load', () => done()); })")
	p.WaitFor("other.navigator.serviceWorker.controller")
	r.publish("offline.js", "index.html", "strings/en.json")
	if !p.update() {
		t.Fatal("the release is complete and was not installed")
	}
	Eval[chromedp.Void](p, "other.before = true; other.location.reload()")
	p.WaitFor("!other.before && other.convlab?.state")
	if got := Eval[string](p, "other.document.body.dataset.release ?? 'old'"); got != "old" {
		t.Errorf("the other page is %s after a reload, while one of the old release is open", got)
	}
	Eval[chromedp.Void](p, "other.close()")
	// The browser releases a page some time after it is closed, and the old release stays until then. Meanwhile a load may be
	// replaced by another one.
	for end := time.Now().Add(timeout); time.Now().Before(end); {
		try[bool](p, "(globalThis.before = true, location.reload(), true)")
		time.Sleep(3 * time.Second)
		p.WaitFor("!globalThis.before && (convlab.state || document.getElementById('trouble').checkVisibility())")
		if now, err := try[bool](p, "document.body.dataset.release === 'new'"); now && err == nil {
			break
		}
	}
	p.shows(newRelease)
}

// The browser may delete the stored release when the server has another one. The page then shows that one, never a mixture.
func TestAReleaseThatIsGoneEverywhereIsReplaced(t *testing.T) {
	r := newReleases(t)
	p := openStored(t, Visit{NoWebGL: true, Wrap: r.Wrap})
	r.publish("index.html", "strings/en.json") // its service worker is not published yet
	p.Expect("expected SHA-256")               // the old service worker reports these files
	Eval[chromedp.Void](p, "caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))")
	_, err := chromedp.Call(p.ctx, network.ClearBrowserCache, cdp.Empty{})
	p.must(err)
	p.Reload()
	p.WaitFor("document.body.dataset.release")
	p.shows(newRelease)
}

// The stored page must not replace another site for ever: on a local port, or if the owner has removed Convlab.
func TestIfTheServerHasNoConvlabTheStoredOneGoes(t *testing.T) {
	r := newReleases(t)
	p := openStored(t, Visit{NoWebGL: true, Wrap: r.Wrap})
	r.replace("offline.js", nil)
	r.replace("index.html", []byte(`<!doctype html><link rel="icon" href="icon.svg"><title>another site</title>`))
	p.Expect("offline.js")
	p.Reload()
	p.WaitFor("navigator.serviceWorker.getRegistration().then(r => r === undefined)")
	p.Reload()
	p.WaitFor("document.title === 'another site'")
}

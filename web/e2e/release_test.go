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

// releases serves dist/, with other files laid over it: those of a new release of the page, when they are published.
type releases struct {
	dist  string
	next  map[string][]byte // the new release's page and English words, which say so, and its service worker
	mutex sync.Mutex
	over  map[string][]byte // nil for a file that is not there
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

// publish lays files of the new release over dist/.
func (r *releases) publish(names ...string) {
	for _, name := range names {
		r.lay(name, r.next[name])
	}
}

// lay lays a file over dist/; nil takes it away.
func (r *releases) lay(name string, content []byte) {
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

// The releases as the page shows them: its HTML and its words.
const (
	oldRelease = "old, Train"
	newRelease = "new, Train anew"
)

// shows waits for the page and fails the test when it is not of that release.
func (p *Page) shows(release string) {
	p.t.Helper()
	p.Ready()
	if got := Eval[string](p, "(document.body.dataset.release ?? 'old') + ', ' + document.getElementById('train').innerText"); got != release {
		p.t.Errorf("the page is %q, want %q", got, release)
	}
}

// update asks for a new release and waits until the browser has tried to get it; true when one is complete and waits.
func (p *Page) update() bool {
	p.t.Helper()
	return Eval[bool](p, `navigator.serviceWorker.getRegistration().then(async (r) => {
		await r.update().catch(() => {});
		const coming = r.installing;
		if (coming) await new Promise((done) => coming.addEventListener('statechange', () => coming.state !== 'installing' && done()));
		return r.waiting !== null;
	})`)
}

func TestAReleaseIsTakenAsAWholeOrNotAtAll(t *testing.T) {
	r := newReleases(t)
	p := keeping(t, Visit{NoWebGL: true, Wrap: r.Wrap})
	p.Expect("strings/en.json") // the service worker says which file it could not take
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
			r.lay("strings/en.json", c.content)
			if p.update() {
				p.t.Error("the release counts as whole")
			}
			p.Reload()
			p.shows(oldRelease)
		})
	}
	r.publish("strings/en.json")
	if !p.update() {
		t.Fatal("the release is whole and was not taken")
	}
	if got := Eval[string](p, "fetch('strings/en.json').then(r => r.json()).then(w => w['top.train'])"); got != "Train" {
		t.Errorf("a page of the old release is given %q of the new one", got)
	}
	p.Reload()
	p.WaitFor("document.body.dataset.release")
	p.shows(newRelease)
	p.Run("the old release is gone and the new one needs no network", func() {
		p.WaitFor("caches.keys().then(names => names.length === 1 && names[0].endsWith(' new'))")
		p.unplug()
		p.Reload()
		p.shows(newRelease)
	})
}

// While two pages of the old release are open neither is given the new one: the other goes on with its own files.
func TestANewReleaseWaitsForEveryOpenPage(t *testing.T) {
	r := newReleases(t)
	p := keeping(t, Visit{NoWebGL: true, Wrap: r.Wrap})
	p.Reload()
	p.Ready()
	Eval[chromedp.Void](p, "new Promise(done => { globalThis.other = open('.'); other.addEventListener('load', () => done()); })")
	p.WaitFor("other.navigator.serviceWorker.controller")
	r.publish("offline.js", "index.html", "strings/en.json")
	if !p.update() {
		t.Fatal("the release is whole and was not taken")
	}
	Eval[chromedp.Void](p, "other.before = true; other.location.reload()")
	p.WaitFor("!other.before && other.convlab?.state")
	if got := Eval[string](p, "other.document.body.dataset.release ?? 'old'"); got != "old" {
		t.Errorf("the other page is %s after a reload, while one of the old release is open", got)
	}
	Eval[chromedp.Void](p, "other.close()")
	// The browser lets go of a page some time after it counts as closed, and the old release stays until then.
	// A load may be given up for another one meanwhile.
	for end := time.Now().Add(patience); time.Now().Before(end); {
		try[bool](p, "(location.reload(), true)")
		time.Sleep(3 * time.Second)
		if now, err := try[bool](p, "document.body.dataset.release === 'new' && Boolean(convlab.state)"); now && err == nil {
			break
		}
	}
	p.shows(newRelease)
}

// The browser may drop what is kept, and the server may have another release by then: that one is shown, never half of each.
func TestAReleaseThatIsGoneEverywhereMakesWay(t *testing.T) {
	r := newReleases(t)
	p := keeping(t, Visit{NoWebGL: true, Wrap: r.Wrap})
	r.publish("index.html", "strings/en.json") // its service worker comes later than its page
	p.Expect("expected SHA-256")               // as the one before says of them
	Eval[chromedp.Void](p, "caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))")
	_, err := chromedp.Call(p.ctx, network.ClearBrowserCache, cdp.Empty{})
	p.must(err)
	p.Reload()
	p.WaitFor("document.body.dataset.release")
	p.shows(newRelease)
}

// Nobody is shown Convlab for ever where it was once: another site on a local port, an owner who has taken it away.
func TestWhereTheServerHasNoConvlabTheKeptOneGoes(t *testing.T) {
	r := newReleases(t)
	p := keeping(t, Visit{NoWebGL: true, Wrap: r.Wrap})
	r.lay("offline.js", nil)
	r.lay("index.html", []byte(`<!doctype html><link rel="icon" href="icon.svg"><title>another site</title>`))
	p.Expect("offline.js")
	p.Reload()
	p.WaitFor("navigator.serviceWorker.getRegistration().then(r => r === undefined)")
	p.Reload()
	p.WaitFor("document.title === 'another site'")
}

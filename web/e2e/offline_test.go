//go:build e2e

package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// openStored opens the page and waits until the service worker has stored a complete release.
func openStored(t *testing.T, v Visit) *Page {
	t.Helper()
	v.W, v.H, v.ServiceWorker, v.Alone = 1100, 700, true, true
	p := Open(t, v)
	p.Ready()
	p.WaitFor("navigator.serviceWorker.ready.then(r => r.active.state === 'activated')")
	return p
}

// stopServer stops the server.
func (p *Page) stopServer() {
	p.site.CloseClientConnections()
	p.site.Close()
}

// useOffline uses the page without a server.
func useOffline(p *Page) {
	p.t.Helper()
	p.stopServer()
	p.Reload()
	p.Ready()
	if s := p.Draw(digits(p.t)[3]); s.Prediction != 3 {
		p.t.Errorf("the three was read as %d", s.Prediction)
	}
	p.Drop(photo("three.png"))
	p.Read(3)
	p.Until("all images are here", func(s State) bool { return s.Complete && s.Loaded == 60000 })
	p.Click("#step")
	p.Until("it trains", func(s State) bool { return s.Step == 1 && s.Origin == "yours" })
	p.Language()
	p.trainButtonSays(words(p.t, "ko")["top.train"])
	if !Eval[bool](p, "crossOriginIsolated") {
		p.t.Error("the stored page is not isolated")
	}
}

func TestAfterOneVisitThePageWorksWithoutANetwork(t *testing.T) {
	useOffline(openStored(t, Visit{}))
}

// The service worker adds the headers, so the stored page of a host that sends none shares memory between its workers.
func TestFromAHostWithoutHeadersTheStoredPageIsIsolated(t *testing.T) {
	p := openStored(t, Visit{Wrap: func(http.Handler) http.Handler { return http.FileServer(http.Dir(filepath.Join("..", "..", "dist"))) }})
	if Eval[bool](p, "crossOriginIsolated") {
		t.Fatal("the page is isolated by its server: otherwise this test shows nothing")
	}
	useOffline(p)
}

func TestOnlyThePageIsStored(t *testing.T) {
	p := openStored(t, Visit{NoWebGL: true})
	p.Reload()
	p.Ready()
	p.Expect("404")
	for path, want := range map[string]int{"strings/ko.json": 200, "": 200, "else": 404, "else/index.html": 404, "bench.js": 200} {
		p.Run("with its server, /"+path, func() {
			if got := Eval[int](p, "fetch('/"+path+"').then(r => r.status)"); got != want {
				p.t.Errorf("the answer is %d, want %d", got, want)
			}
		})
	}
	p.Run("bench.html measures the server's files", func() {
		p.Goto("bench.html")
		p.WaitFor("window.bench")
		if Eval[bool](p, "navigator.serviceWorker.controller !== null") {
			p.t.Error("the stored release answers")
		}
	})
	p.Goto("")
	p.Ready()
	p.WaitFor("navigator.serviceWorker.ready.then(r => r.active.state === 'activated')")
	p.Reload()
	p.Ready()
	p.Expect("Failed to load resource")
	p.Expect("CONNECTION_REFUSED")
	p.stopServer()
	for path, want := range map[string]bool{"strings/ko.json": true, "": true, "bench.js": false, "convlab.html": false, "offline.js": false, "else": false} {
		p.Run("without a server, /"+path, func() {
			if got := Eval[bool](p, "fetch('/"+path+"').then(r => r.ok, () => false)"); got != want {
				p.t.Errorf("it is stored: %v, want %v", got, want)
			}
		})
	}
}

// The page works without the service worker, whatever is wrong with it or its storage. Every case is a tab of one profile, which is
// emptied after each. The first page stays open, so that nothing is compiled again.
func TestThePageWorksWithoutTheServiceWorker(t *testing.T) {
	const forbidden = "caches.open = caches.keys = () => Promise.reject(new DOMException('forbidden', 'SecurityError'));"
	original, err := os.ReadFile(filepath.Join("..", "..", "dist", "offline.js"))
	if err != nil {
		t.Fatal(err)
	}
	type serviceWorker struct {
		name   string
		script string // precedes the service worker's own script
		status int    // of the response instead of the script
		used   bool   // it is activated
	}
	var now serviceWorker
	var mutex sync.Mutex
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Alone: true, Wrap: func(dist http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mutex.Lock()
			c := now
			mutex.Unlock()
			switch {
			case r.URL.Path != "/offline.js":
				dist.ServeHTTP(w, r)
			case c.status != 0:
				http.Error(w, "", c.status)
			default:
				w.Header().Set("Content-Type", "text/javascript")
				w.Write(append([]byte(c.script), original...))
			}
		})
	}})
	expect := func(p *Page) {
		p.Expect("provoked")
		p.Expect("offline.js")
		p.Expect("when fetching the script")
		p.Expect("SecurityError: forbidden") // a service worker that cannot store the page fails to install
		p.Expect("QuotaExceededError: full")
	}
	expect(p)
	p.Ready()
	for _, c := range []serviceWorker{
		{name: "it is missing", status: http.StatusNotFound},
		{name: "it is broken", script: "throw new Error('provoked');"},
		{name: "storage is forbidden", script: forbidden},
		{name: "storage is full", script: "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));"},
		{name: "storage is forbidden later", script: "addEventListener('activate', () => { " + forbidden + " });", used: true},
		{name: "storage is emptied later", script: "addEventListener('activate', (e) => e.waitUntil(caches.keys().then((all) => Promise.all(all.map((n) => caches.delete(n))))));", used: true},
	} {
		p.Run(c.name, func() {
			mutex.Lock()
			now = c
			mutex.Unlock()
			q := p.Tab(Visit{W: 1100, H: 700, NoWebGL: true, ServiceWorker: true})
			expect(q)
			q.Ready()
			if c.used {
				q.WaitFor("navigator.serviceWorker.ready.then(r => r.active.state === 'activated')")
			} else {
				q.WaitFor("navigator.serviceWorker.register('offline.js').then(r => new Promise(done => { const w = r.installing ?? r.waiting; w ? w.onstatechange = () => done(w.state === 'redundant') : done(r.active === null); }), () => true)")
			}
			q.Reload()
			q.Ready()
			if s := q.Draw(digits(t)[3]); s.Prediction != 3 {
				q.t.Errorf("the three was read as %d", s.Prediction)
			}
			q.Until("all images are here", func(s State) bool { return s.Complete && s.Loaded == 60000 })
			Eval[chromedp.Void](q, "navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((r) => r.unregister()))).then(() => caches.keys()).then((all) => Promise.all(all.map((n) => caches.delete(n))))")
		})
	}
}

// A damaged file is fetched again without the browser's caches (wasm/bridge/remote.File.Fresh), and so replaces the stored one.
func TestADamagedFileOfTheStoredPageIsReplaced(t *testing.T) {
	p := openStored(t, Visit{NoWebGL: true})
	Eval[chromedp.Void](p, "caches.keys().then(([name]) => caches.open(name)).then(kept => kept.put('data/train-01000.bin', new Response('damaged')))")
	p.Reload()
	p.Ready()
	p.Click(p.Message("data") + " [data-action=retry]")
	whole := func(s State) bool { return s.Complete && s.Loaded == 60000 && len(s.Notices) == 0 }
	p.Until("all images are here", whole)
	p.stopServer()
	p.Reload()
	p.Until("all images are here without the server", whole)
}

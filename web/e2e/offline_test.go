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

// keeping opens the page and waits until the browser keeps a whole release of it.
func keeping(t *testing.T, v Visit) *Page {
	t.Helper()
	v.W, v.H, v.Keep, v.Alone = 1100, 700, true, true
	p := Open(t, v)
	p.Ready()
	p.WaitFor("navigator.serviceWorker.ready.then(r => r.active.state === 'activated')")
	return p
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
	p.Drop(photo("three.png"))
	p.Read(3)
	p.Until("all images are here", func(s State) bool { return s.Complete && s.Loaded == 60000 })
	p.Click("#step")
	p.Until("it trains", func(s State) bool { return s.Step == 1 && s.Origin == "yours" })
	p.Click("#language input[value=ko]")
	p.says(words(p.t, "ko")["top.train"])
	if !Eval[bool](p, "crossOriginIsolated") {
		p.t.Error("the kept page is not isolated")
	}
}

func TestServedOnceThePageWorksWithoutANetwork(t *testing.T) {
	alone(keeping(t, Visit{}))
}

// A host that sends no headers at all: the kept page has them, and so shares memory between its workers.
func TestOnAPlainHostTheKeptPageIsIsolated(t *testing.T) {
	p := keeping(t, Visit{Wrap: func(http.Handler) http.Handler { return http.FileServer(http.Dir(filepath.Join("..", "..", "dist"))) }})
	if Eval[bool](p, "crossOriginIsolated") {
		t.Fatal("the page is isolated by its server: then this shows nothing")
	}
	alone(p)
}

func TestOnlyThePageIsKept(t *testing.T) {
	p := keeping(t, Visit{NoWebGL: true})
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
	p.Run("the benchmarks are of what the server has", func() {
		p.Goto("bench.html")
		p.WaitFor("window.bench")
		if Eval[bool](p, "navigator.serviceWorker.controller !== null") {
			p.t.Error("the kept release answers")
		}
	})
	p.Goto("")
	p.Ready()
	p.WaitFor("navigator.serviceWorker.ready.then(r => r.active.state === 'activated')")
	p.Reload()
	p.Ready()
	p.Expect("Failed to load resource")
	p.Expect("CONNECTION_REFUSED")
	p.unplug()
	for path, want := range map[string]bool{"strings/ko.json": true, "": true, "bench.js": false, "convlab.html": false, "offline.js": false, "else": false} {
		p.Run("alone, /"+path, func() {
			if got := Eval[bool](p, "fetch('/"+path+"').then(r => r.ok, () => false)"); got != want {
				p.t.Errorf("it is kept: %v, want %v", got, want)
			}
		})
	}
}

// Whatever is wrong with the service worker or its storage, the page is as it was before there was one. Every case is a tab of
// one profile, which is as new in each; the first page stays open, so that nothing is compiled again.
func TestThePageNeedsNothingOfTheServiceWorker(t *testing.T) {
	const forbidden = "caches.open = caches.keys = () => Promise.reject(new DOMException('forbidden', 'SecurityError'));"
	kept, err := os.ReadFile(filepath.Join("..", "..", "dist", "offline.js"))
	if err != nil {
		t.Fatal(err)
	}
	type serviceWorker struct {
		name   string
		script string // comes before the service worker's own, if there is one
		status int
		used   bool // it is taken into use
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
				w.Write(append([]byte(c.script), kept...))
			}
		})
	}})
	expect := func(p *Page) {
		p.Expect("provoked")
		p.Expect("offline.js")
		p.Expect("when fetching the script")
		p.Expect("SecurityError: forbidden") // of its own: a service worker that cannot keep the page is none
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
			q := p.Tab(Visit{W: 1100, H: 700, NoWebGL: true, Keep: true})
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

// What is found damaged is asked for again past the browser's copies (wasm/bridge/remote.File.Fresh), and so past what is kept.
func TestADamagedFileOfTheKeptPageIsReplaced(t *testing.T) {
	p := keeping(t, Visit{NoWebGL: true})
	Eval[chromedp.Void](p, "caches.keys().then(([name]) => caches.open(name)).then(kept => kept.put('data/train-01000.bin', new Response('damaged')))")
	p.Reload()
	p.Ready()
	p.Click(".notice[data-key=data] [data-act=retry]")
	whole := func(s State) bool { return s.Complete && s.Loaded == 60000 && len(s.Notices) == 0 }
	p.Until("all images are here", whole)
	p.unplug()
	p.Reload()
	p.Until("all images are here without the server", whole)
}

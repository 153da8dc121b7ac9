//go:build e2e

package e2e

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"convlab/web/server"
)

// dist serves the built page.
func dist(t *testing.T) http.Handler {
	t.Helper()
	folder := filepath.Join("..", "..", "dist")
	if _, err := os.Stat(filepath.Join(folder, "index.html")); err != nil {
		t.Fatal("there is no built page to test: run ./build.sh build first")
	}
	handler, err := server.Handler(folder)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

// site is an origin and a profile of the browser that visits share, one after the other. One of its pages stays open: it holds the
// compiled programs, so that the browser compiles them only once, and clears the storage before each visit.
type site struct {
	server    *httptest.Server
	keepalive context.Context // the page that stays open
	taken     bool            // a visit uses it
	mutex     sync.Mutex
	serves    http.Handler // dist, with the faults of the visit
}

// common is the site of all visits that are not Alone. These have no service worker and do not run in parallel.
var common site

// acquire returns the origin of the site and its profile, with empty storage. release must be called before the next visit. wrap
// adds faults to dist (nil for none). If it changes a response, it must also change or remove the ETag: otherwise the browser would
// use the cached response in later visits.
func (s *site) acquire(t *testing.T, wrap func(http.Handler) http.Handler) (origin string, profile cdp.BrowserContextID) {
	t.Helper()
	if s.taken {
		t.Fatal("another visit of the common site is open: close it first, or make one of the two Alone")
	}
	if left := s.awaitEmpty(t); left != "" {
		t.Logf("the previous visit ended %s ago and its %s is still there: a new site is used", closeTimeout, left)
		s.server = nil // the old one ends with the tests
	}
	if s.server == nil {
		s.begin(t)
	}
	s.serve(dist(t))
	s.clear(t)
	if wrap != nil {
		s.serve(wrap(dist(t)))
	}
	s.taken = true
	return s.server.URL, chromedp.FromContext(s.keepalive).BrowserContextID
}

func (s *site) release() { s.taken = false }

func (s *site) serve(h http.Handler) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.serves = h
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	handler := s.serves
	s.mutex.Unlock()
	handler.ServeHTTP(w, r)
}

func (s *site) begin(t *testing.T) {
	t.Helper()
	s.serve(dist(t))
	s.server = httptest.NewServer(s)
	s.keepalive, _ = chromedp.NewContext(chromium, chromedp.WithNewBrowserContext()) // TestMain ends the browser
	if err := chromedp.Do(s.keepalive, chromedp.Navigate(s.server.URL+"/licences.txt")); err != nil {
		t.Fatal(err)
	}
	s.run(t, "Promise.all(['page.wasm', 'worker.wasm', 'picture.wasm'].map((name) => WebAssembly.compileStreaming(fetch(name)))).then((all) => { globalThis.programs = all; })")
}

// closeTimeout is how long the pages and workers of a visit may take to end. Chromium does not end a worker that runs a statement of
// a test, and, once in many hundred visits, a worker of a closed page, for an unknown reason.
const closeTimeout = 10 * time.Second

// awaitEmpty waits until the pages and workers of the previous visit have ended. It returns the type of one that has not.
func (s *site) awaitEmpty(t *testing.T) string {
	t.Helper()
	if s.server == nil {
		return ""
	}
	keepalive := chromedp.FromContext(s.keepalive)
	var left []*target.Info
	for end := time.Now().Add(closeTimeout); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		all, err := cdp.Call(chromium, keepalive.Browser, target.GetTargets, target.GetTargetsParams{})
		if err != nil {
			t.Fatal(err)
		}
		left = slices.DeleteFunc(all.TargetInfos, func(i *target.Info) bool {
			return i.BrowserContextID != keepalive.BrowserContextID || i.TargetID == keepalive.Target.TargetID || i.Type == "browser_ui"
		})
		if len(left) == 0 {
			return ""
		}
	}
	return left[0].Type
}

// clear empties the storage of the site and fails the test if anything is left in it.
func (s *site) clear(t *testing.T) {
	t.Helper()
	s.run(t, `(async () => {
		localStorage.clear();
		for (const { name } of await indexedDB.databases()) await new Promise((done, failed) => {
			const request = indexedDB.deleteDatabase(name);
			request.onsuccess = done;
			request.onerror = () => failed(request.error);
		});
		for (const name of await caches.keys()) await caches.delete(name);
		const { held } = await navigator.locks.query();
		const left = [localStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length, held.length,
			(await navigator.serviceWorker.getRegistrations()).length];
		if (left.some((n) => n > 0)) throw new Error('keys, databases, caches, locks and service workers left: ' + left);
	})()`)
}

// run runs a script in the page that stays open.
func (s *site) run(t *testing.T, js string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(s.keepalive, timeout)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](js, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
}

// The first visit stores data and is closed while its page trains. The second visit finds nothing of it.
func TestTheCommonSiteIsEmptyForEveryVisit(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700})
	p.Ready()
	p.slowTraining()
	p.trainToCheckpoint()
	p.WaitFor("navigator.locks.query().then((locks) => locks.held.length > 0)")
	Eval[chromedp.Void](p, "localStorage['convlab.runs'] = '[]', caches.open('left')")
	Eval[chromedp.Void](p, "new Promise((done, failed) => { Object.assign(indexedDB.open('left'), { onsuccess: () => done(), onerror: failed }); })")
	p.Close()
	q := Open(t, Visit{W: 1100, H: 700})
	if s := q.Ready(); len(s.Autosave.Resumable) > 0 {
		t.Error("the training of the previous visit is offered")
	}
	const stored = "Promise.all([indexedDB.databases(), caches.keys()]).then(([databases, caches]) => " +
		"databases.some(({ name }) => name === 'left') || caches.length > 0 || 'convlab.runs' in localStorage)"
	if Eval[bool](q, stored) {
		t.Error("data of the previous visit are stored")
	}
}

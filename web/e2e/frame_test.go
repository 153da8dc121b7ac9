//go:build e2e

package e2e

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// noStorageAtAll makes every kind of storage throw, as some browsers do in a frame of another site.
const noStorageAtAll = `{
	const refuse = () => { throw new DOMException('provoked', 'SecurityError'); };
	for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) Object.defineProperty(globalThis, name, { get: refuse });
	Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: refuse });
	LockManager.prototype.request = LockManager.prototype.query = async () => refuse();
}`

// host serves a page of another site with one frame, whose address and attributes are in the query. With "isolated" in its path it
// is cross-origin isolated.
func host(t *testing.T) (origin string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "isolated") {
			w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
			w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><link rel="icon" href="data:,"><title>a course</title><iframe width="1000" height="640" src="%s" %s></iframe>`,
			html.EscapeString(r.URL.Query().Get("src")), r.URL.Query().Get("with"))
	}))
	t.Cleanup(server.Close)
	return strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
}

// InFrame opens an address in a frame of a page of another site, with these attributes, and returns the frame. With a script, the
// frame loads again and runs the script before its own ones.
func (p *Page) InFrame(host, src, with, script string) *Page {
	p.t.Helper()
	before := p.framesOfOtherSites()
	p.do(chromedp.Navigate(host + "?src=" + url.QueryEscape(src) + "&with=" + url.QueryEscape(with)))
	var found []target.ID
	for end := time.Now().Add(timeout); len(found) == 0 && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		found = slices.DeleteFunc(p.framesOfOtherSites(), func(id target.ID) bool { return slices.Contains(before, id) })
	}
	if len(found) != 1 {
		p.t.Fatalf("%s has %d frames of another site, want 1", host, len(found))
	}
	ctx, _ := chromedp.NewContext(p.ctx, chromedp.WithTargetID(found[0]), chromedp.WithListener(p.onEvent), chromedp.WithDetachOnCancel())
	q := &Page{t: p.t, Origin: src, ctx: ctx}
	p.must(chromedp.Do(ctx)) // attached for as long as ctx lives
	if script != "" {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script + "; globalThis.begun = true;"})
		p.must(err)
		Eval[chromedp.Void](q, "location.reload()")
		q.WaitFor("globalThis.begun")
	}
	return q
}

func (p *Page) framesOfOtherSites() (list []target.ID) {
	p.t.Helper()
	browser := chromedp.FromContext(p.ctx)
	all, err := cdp.Call(p.ctx, browser.Browser, target.GetTargets, target.GetTargetsParams{})
	p.must(err)
	for _, i := range all.TargetInfos {
		if i.Type == "iframe" && i.BrowserContextID == browser.BrowserContextID {
			list = append(list, i.TargetID)
		}
	}
	return list
}

// press clicks by script, since the position of the frame is not known here.
func (p *Page) press(selector string) {
	p.t.Helper()
	Eval[chromedp.Void](p, fmt.Sprintf("document.querySelector(%q).click()", selector))
}

func TestTheHostOfAFrameDecidesWhatItCan(t *testing.T) {
	t.Parallel()
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Alone: true, ServiceWorker: true, Path: "licences.txt"})
	course := host(t)
	p.Expect("favicon.ico") // of the text file that is opened first
	p.Expect("foreign request: " + course)
	memory := func(q *Page) string {
		q.press("#tab-about")
		q.WaitFor("document.getElementById('sharedmemory').textContent !== ''")
		return Eval[string](q, "document.getElementById('sharedmemory').textContent")
	}

	const all = `allow="cross-origin-isolated; clipboard-write"`
	q := p.InFrame(course+"/isolated", p.Origin, all, "")
	q.Ready()
	if !Eval[bool](q, "crossOriginIsolated && document.featurePolicy.allowsFeature('clipboard-write')") || memory(q) != "shared" {
		t.Errorf("a frame that is allowed everything is not isolated: %s", memory(q))
	}
	q.press("#step")
	q.Until("it trains", func(s State) bool { return s.Step == 1 && s.Origin == "yours" })
	q.WaitFor("navigator.serviceWorker.ready.then(r => r.active.state === 'activated')")

	// The service worker answers the next visit. Its response needs the same header.
	q = p.InFrame(course+"/isolated", p.Origin, all, "")
	q.Ready()
	if !Eval[bool](q, "crossOriginIsolated && navigator.serviceWorker.controller !== null") {
		t.Error("the frame that the service worker answers is not isolated")
	}

	q = p.InFrame(course+"/isolated", p.Origin, `sandbox="allow-scripts allow-same-origin allow-downloads"`, noStorageAtAll)
	if s := q.Ready(); len(s.Notices) > 0 {
		t.Errorf("before any training there are notices: %v", s.Notices)
	}
	if Eval[bool](q, "crossOriginIsolated") || !strings.HasPrefix(memory(q), "not shared") {
		t.Errorf("a frame that is not allowed to be isolated says %q of its memory", memory(q))
	}
	p.Expect("The Clipboard API has been blocked")
	q.press("#copylink")
	q.WaitFor(`document.getElementById('linkdialog').open && (f => f === document.activeElement && f.value.includes('#') &&
		f.selectionStart === 0 && f.selectionEnd === f.value.length)(document.getElementById('linktext'))`)
	q.press("#linkdialog button")
	q.WaitFor("!document.getElementById('linkdialog').open")
	q.press("#step")
	q.Until("it trains and reports that nothing is saved", func(s State) bool { return s.Step == 1 && s.Origin == "yours" && s.HasNotice("storage") })
	if text := Eval[string](q, "document.querySelector('.notice[data-key=storage]').innerText"); !strings.Contains(text, "frame of another page") {
		t.Errorf("the notice says %q", text)
	}
	p.Screenshot("frame-sandboxed")

	// Another origin may load only the page's HTML.
	p.Expect("ERR_BLOCKED_BY_RESPONSE")
	q = p.InFrame(course+"/isolated", p.Origin, `sandbox="allow-scripts"`, "")
	q.WaitFor("document.readyState === 'complete' && document.getElementById('unserved')") // and is not the empty document before it
	if text := Eval[string](q, "document.body.innerText"); !strings.Contains(text, "sandbox attribute without allow-same-origin") || !strings.Contains(text, "allow-same-origin이 빠져") {
		t.Errorf("the bare page says %q", text)
	}
	if Eval[bool](q, "'convlab' in globalThis") {
		t.Error("a script was loaded")
	}
	p.Screenshot("frame-bare")

	// A host that sends no headers gives its scripts to all origins.
	plain := httptest.NewServer(http.FileServer(http.Dir(filepath.Join("..", "..", "dist"))))
	defer plain.Close()
	p.Expect(plain.URL)
	p.Expect("blocked by CORS policy")
	q = p.InFrame(course, plain.URL, `sandbox="allow-scripts"`, "")
	q.WaitFor("!document.getElementById('trouble').hidden")
	if text := Eval[string](q, "document.getElementById('trouble').innerText"); !strings.Contains(text, "no allow-same-origin") || strings.Contains(text, "Try again") {
		t.Errorf("the page says %q", text)
	}
	p.Screenshot("frame-plain")
}

//go:build e2e

package e2e

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// patience is how long one wait may take unless a test names more: far longer than anything needs on a slow machine with
// software graphics, so that running into it means something is stuck.
const patience = 90 * time.Second

// violations makes every violation of the content security policy a console error: the browser reports those of loads by
// itself, but not those of eval when the page catches the exception.
const violations = "addEventListener('securitypolicyviolation', e => " +
	"console.error('policy violation:', e.effectiveDirective, e.blockedURI, e.sourceFile + ':' + e.lineNumber))"

// noKeeping is a browser without service workers.
const noKeeping = "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get() {}});\n"

// Visit says who opens the page, and how. Its zero value is a desktop of 1280x800, light, in English, with a mouse.
type Visit struct {
	W, H    int64                                // viewport in CSS pixels
	DPR     float64                              // device pixels for one CSS pixel
	Touch   bool                                 // a phone or tablet: touch, mobile viewport, no mouse
	Dark    bool                                 // the system prefers dark
	Lang    string                               // language of the browser, "ko"
	Path    string                               // what follows the origin, "?seed=1"
	File    string                               // a file that is opened from the disk instead: there is no server then
	NoWebGL bool                                 // no stage starts, which saves half of what a visit costs: where the stage is not the subject
	Script  string                               // runs in the page before any script of its own
	Worker  string                               // runs in every worker before any script of its own
	Alone   bool                                 // an origin and a profile of its own, with nothing compiled before
	Keep    bool                                 // the browser may keep the page for when there is no network, else each load is from the server
	Wrap    func(dist http.Handler) http.Handler // puts faults between dist/ and the page
	In      context.Context                      // a browser of the test's own, whose profile stays; nil: a new profile in the shared one
	in      cdp.BrowserContextID                 // a profile in the shared browser; "": a new one
}

// Page is an open page. Whatever goes wrong on it fails its test at the end: console errors, uncaught exceptions, violations
// of the content security policy, requests that fail or go to another origin; in its workers and in theirs too, from their
// first statement on, and in the service worker from when the browser tells of it.
type Page struct {
	Origin string // http://127.0.0.1:port

	t        *testing.T
	site     *httptest.Server // nil for a file
	ctx      context.Context
	cancel   func() // closes it
	touch    bool
	mutex    sync.Mutex
	troubles []string
	expected []string
	workers  []context.Context // newest last
	hired    []context.Context // those that workers have started
	servants []context.Context // service workers
	retired  int               // how many of them have ended
	first    string            // what every worker runs first
	idling   bool              // its trainers take their time (long)
	closed   bool
	release  func() // gives the common site back; nil on another one
}

// Open loads the page from the common site, or where the visit wants it from a server and in a profile of its own.
func Open(t *testing.T, v Visit) *Page {
	t.Helper()
	p := &Page{t: t, Origin: "file://", touch: v.Touch, first: v.Worker}
	switch {
	case v.File != "":
	case v.Keep && !v.Alone:
		t.Fatal("a service worker outlives its page: a visit that may Keep it must be Alone")
	case v.Alone || v.In != nil:
		handler := dist(t)
		if v.Wrap != nil {
			handler = v.Wrap(handler)
		}
		p.site = httptest.NewServer(handler)
		t.Cleanup(p.site.Close)
		p.Origin = p.site.URL
	default:
		p.Origin, v.in = common.acquire(t, v.Wrap)
		p.release = common.release
	}
	p.start(v)
	p.Goto(or(v.File, v.Path))
	return p
}

// Tab opens another tab of the same site, in the same profile unless the visit names a browser.
func (p *Page) Tab(v Visit) *Page {
	p.t.Helper()
	q := &Page{t: p.t, Origin: p.Origin, touch: v.Touch, first: v.Worker}
	if v.In == nil {
		v.in = chromedp.FromContext(p.ctx).BrowserContextID
	}
	q.start(v)
	q.Goto(v.Path)
	return q
}

// Close closes the page and fails the test for what went wrong on it. At the end of the test it happens by itself.
func (p *Page) Close() {
	p.t.Helper()
	if p.closed {
		return
	}
	p.closed = true
	p.verdict()
	p.cancel()
	if p.release != nil {
		p.release()
	}
}

// start opens an empty tab as the visit wants it and begins to listen before anything is loaded.
func (p *Page) start(v Visit) {
	p.t.Helper()
	v.W, v.H, v.DPR, v.Lang = or(v.W, 1280), or(v.H, 800), or(v.DPR, 1), or(v.Lang, "en")
	parent, options := chromium, []chromedp.ContextOption{chromedp.WithListener(p.hear)}
	switch {
	case v.In != nil:
		parent = v.In
	case v.in != "":
		options = append(options, chromedp.WithExistingBrowserContext(v.in))
	default:
		options = append(options, chromedp.WithNewBrowserContext())
	}
	ctx, cancel := chromedp.NewContext(parent, options...)
	p.ctx = ctx
	p.cancel = cancel
	p.t.Cleanup(p.Close)
	p.Resize(v)
	if !v.Keep {
		v.Script = noKeeping + v.Script
	}
	if v.NoWebGL {
		v.Script = noWebGL2 + v.Script
	}
	agent, err := userAgent()
	p.must(err)
	_, err = chromedp.Call(ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: v.Lang})
	p.must(err)
	_, err = chromedp.Call(ctx, network.Enable, network.EnableParams{})
	p.must(err)
	_, err = chromedp.Call(ctx, target.SetAutoAttach, attachAll)
	p.must(err)
	_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: violations + "\n" + v.Script})
	p.must(err)
	p.prefer(v, nil)
}

// prefer tells the page what the system prefers: dark or light as the visit has it, and values for other media features.
func (p *Page) prefer(v Visit, others map[string]string) {
	p.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}
	if v.Dark {
		features[0].Value = "dark"
	}
	for name, value := range others {
		features = append(features, &emulation.MediaFeature{Name: name, Value: value})
	}
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
	p.must(err)
}

// Resize gives the page the viewport of a visit.
func (p *Page) Resize(v Visit) {
	p.t.Helper()
	options := []chromedp.EmulateViewportOption{chromedp.EmulateScale(or(v.DPR, 1))}
	if v.Touch {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(v.W, v.H, options...))) // the first command opens the tab
}

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

// must ends the test when the browser could not do what it was told.
func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

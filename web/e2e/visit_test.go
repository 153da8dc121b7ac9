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

// timeout is the default limit of a wait: far longer than anything needs on a slow machine with software graphics.
const timeout = 90 * time.Second

// violations makes every violation of the content security policy a console error. The browser itself reports those of loads, but
// not those of eval if the page catches the exception.
const violations = "addEventListener('securitypolicyviolation', e => " +
	"console.error('policy violation:', e.effectiveDirective, e.blockedURI, e.sourceFile + ':' + e.lineNumber))"

// noServiceWorkers removes service workers.
const noServiceWorkers = "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get() {}});\n"

// Visit describes how a page is opened. Its zero value is a desktop of 1280x800, light, in English, with a mouse.
type Visit struct {
	W, H          int64                                // viewport in CSS pixels
	DPR           float64                              // device pixels for one CSS pixel
	Touch         bool                                 // a phone or tablet: touch and a mobile viewport, without a mouse
	Dark          bool                                 // the system prefers dark
	Lang          string                               // language of the browser, "ko"
	Path          string                               // what follows the origin, "?seed=1"
	File          string                               // a file that is opened from the disk, without a server
	NoWebGL       bool                                 // no stage starts, which halves the time of a visit: for tests without the stage
	Script        string                               // runs in the page before its own scripts
	Worker        string                               // runs in every worker before its own scripts
	Alone         bool                                 // an origin and a profile of its own, with nothing compiled before
	ServiceWorker bool                                 // allows the service worker; otherwise every load is from the server
	Wrap          func(dist http.Handler) http.Handler // adds faults to dist/
	In            context.Context                      // a browser of the test; nil for a new profile in the shared one
	in            cdp.BrowserContextID                 // a profile in the shared browser; "": a new one
}

// Page is an open page. At the end of the test, errors fail it: console errors, uncaught exceptions, violations of the content
// security policy, requests that fail or go to another origin. They are recorded in its workers and theirs from the first statement
// on, and in the service worker as soon as the browser reports it.
type Page struct {
	Origin string // http://127.0.0.1:port

	t              *testing.T
	site           *httptest.Server // nil for a file
	ctx            context.Context
	cancel         func() // closes it
	touch          bool
	mutex          sync.Mutex
	errors         []string
	expected       []string
	workers        []context.Context // newest last
	nested         []context.Context // workers that workers have started
	serviceWorkers []context.Context
	nestedEnded    int    // how many nested workers have ended
	workerScript   string // runs first in every worker
	slowed         bool   // trainers are slowed (slowTraining)
	closed         bool
	release        func() // gives the common site back; nil on another one
}

// Open loads the page from the common site, or from a server and in a profile of its own, as the visit says.
func Open(t *testing.T, v Visit) *Page {
	t.Helper()
	p := &Page{t: t, Origin: "file://", touch: v.Touch, workerScript: v.Worker}
	switch {
	case v.File != "":
	case v.ServiceWorker && !v.Alone:
		t.Fatal("a service worker outlives its page: a visit with ServiceWorker must be Alone")
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
	q := &Page{t: p.t, Origin: p.Origin, touch: v.Touch, workerScript: v.Worker}
	if v.In == nil {
		v.in = chromedp.FromContext(p.ctx).BrowserContextID
	}
	q.start(v)
	q.Goto(v.Path)
	return q
}

// Close closes the page and fails the test if there were errors. It is called automatically at the end of the test.
func (p *Page) Close() {
	p.t.Helper()
	if p.closed {
		return
	}
	p.closed = true
	p.reportErrors()
	p.cancel()
	if p.release != nil {
		p.release()
	}
}

// start opens an empty tab for the visit and adds the listeners before anything is loaded.
func (p *Page) start(v Visit) {
	p.t.Helper()
	v.W, v.H, v.DPR, v.Lang = or(v.W, 1280), or(v.H, 800), or(v.DPR, 1), or(v.Lang, "en")
	parent, options := chromium, []chromedp.ContextOption{chromedp.WithListener(p.onEvent)}
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
	if !v.ServiceWorker {
		v.Script = noServiceWorkers + v.Script
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

// prefer sets the system's preferences: dark or light as in the visit, and values of other media features.
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

// Resize sets the viewport to that of a visit.
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

// must ends the test if there is an error.
func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

//go:build e2e

// Package e2e meets the built page as a visitor does: in Chromium, with clicks, strokes and keys. Build dist/ first.
package e2e

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"convlab/web/server"
)

// patience is how long one wait may take unless a test names more: far longer than anything needs on a slow machine with
// software graphics, so that running into it means something is stuck.
const patience = 60 * time.Second

// violations makes every violation of the content security policy a console error: the browser reports those of loads by
// itself, but not those of eval when the page catches the exception.
const violations = "addEventListener('securitypolicyviolation', e => " +
	"console.error('policy violation:', e.effectiveDirective, e.blockedURI, e.sourceFile + ':' + e.lineNumber))"

// Visit says who opens the page, and how. Its zero value is a desktop of 1280x800, light, in English, with a mouse.
type Visit struct {
	W, H  int64                                // viewport in CSS pixels
	DPR   float64                              // device pixels for one CSS pixel
	Touch bool                                 // a phone or tablet: touch, mobile viewport, no mouse
	Dark  bool                                 // the system prefers dark
	Lang  string                               // language of the browser, "ko"
	Path  string                               // what follows the origin, "?seed=1"
	Wrap  func(dist http.Handler) http.Handler // puts faults between dist/ and the page
}

// Page is an open page. Whatever goes wrong on it fails its test at the end: console errors, uncaught exceptions, violations
// of the content security policy, requests that fail or go to another origin; in workers too.
type Page struct {
	Origin string // http://127.0.0.1:port

	t        *testing.T
	ctx      context.Context
	touch    bool
	mutex    sync.Mutex
	troubles []string
	expected []string
}

// Open serves dist/ on a port of its own, starts a browser with an empty profile and loads the page.
func Open(t *testing.T, v Visit) *Page {
	t.Helper()
	dist := filepath.Join("..", "..", "dist")
	if _, err := os.Stat(filepath.Join(dist, "index.html")); err != nil {
		t.Fatal("there is no built page to test: run ./build.sh build first")
	}
	handler, err := server.Handler(dist)
	if err != nil {
		t.Fatal(err)
	}
	if v.Wrap != nil {
		handler = v.Wrap(handler)
	}
	site := httptest.NewServer(handler)
	t.Cleanup(site.Close)

	p := &Page{t: t, Origin: site.URL, touch: v.Touch}
	p.start(v)
	p.Goto(v.Path)
	return p
}

// start starts the browser and begins to listen before anything is loaded.
func (p *Page) start(v Visit) {
	p.t.Helper()
	v.W, v.H, v.DPR, v.Lang = or(v.W, 1280), or(v.H, 800), or(v.DPR, 1), or(v.Lang, "en")
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.UserDataDir(p.t.TempDir()),
		chromedp.Flag("use-angle", "swiftshader"), // WebGL without a GPU, and the same pixels everywhere
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("lang", v.Lang),
		chromedp.Flag("accept-lang", v.Lang),
		// The browser itself calls home whatever it is told; nothing but this machine answers.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium's sandbox refuses to work for root, as in containers
	}
	if path := os.Getenv("CHROMIUM"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithListener(p.hear), chromedp.WithErrorf(p.t.Logf))
	p.ctx = ctx
	p.t.Cleanup(func() {
		p.verdict()
		cancel()
		chromedp.FromContext(ctx).Allocator.Wait() // the profile is removed once the browser has ended
	})

	emulate := []chromedp.EmulateViewportOption{chromedp.EmulateScale(v.DPR)}
	if v.Touch {
		emulate = append(emulate, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	scheme := "light"
	if v.Dark {
		scheme = "dark"
	}
	p.must(chromedp.Do(ctx, chromedp.EmulateViewport(v.W, v.H, emulate...))) // starts the browser
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	p.must(err)
	_, err = chromedp.Call(ctx, target.SetAutoAttach, target.SetAutoAttachParams{AutoAttach: true, Flatten: new(true)})
	p.must(err)
	_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: violations})
	p.must(err)
	_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	p.must(err)
}

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

// Expect announces a trouble that the test provokes: one that contains the text does not fail it.
func (p *Page) Expect(text string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.expected = append(p.expected, text)
}

// trouble remembers something that went wrong.
func (p *Page) trouble(kind, text string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.troubles = append(p.troubles, kind+": "+text)
}

// verdict fails the test for every trouble that was not expected, with a picture of how the page looked.
func (p *Page) verdict() {
	p.mutex.Lock()
	troubles, expected := p.troubles, p.expected
	p.mutex.Unlock()
	for _, trouble := range troubles {
		if !containsAny(trouble, expected) {
			p.t.Error(trouble)
		}
	}
	if p.t.Failed() {
		if picture, err := p.picture(); err == nil {
			p.t.Log("the page as it was then: ", p.keep(strings.ReplaceAll(p.t.Name(), "/", "_")+"-failed", picture))
		}
	}
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// must ends the test when the browser could not do what it was told.
func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

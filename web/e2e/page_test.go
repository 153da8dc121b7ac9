//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Goto loads a path of the site ("" for the page) and waits for its load event, which comes before the programs are ready.
func (p *Page) Goto(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.Origin + "/" + strings.TrimPrefix(filepath.ToSlash(path), "/")))
}

// Reload loads the page again, as F5 does.
func (p *Page) Reload() {
	p.t.Helper()
	p.do(chromedp.Reload())
}

// Eval evaluates a JavaScript expression in the page, awaits a promise, and returns the value.
func Eval[T any](p *Page, js string) T {
	p.t.Helper()
	value, err := try[T](p, js)
	if err != nil {
		p.t.Fatalf("%s: %v", js, err)
	}
	return value
}

func try[T any](p *Page, js string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, timeout)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

// WaitFor waits until a JavaScript expression is true, for timeout or another limit. An expression that throws is not true yet: the
// element may not exist yet.
func (p *Page) WaitFor(js string, atMost ...time.Duration) {
	p.t.Helper()
	limit := timeout
	if len(atMost) > 0 {
		limit = atMost[0]
	}
	var err error
	// The loop is not in the page, since the page's policy forbids chromedp's own polling.
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var met bool
		if met, err = try[bool](p, "Promise.resolve("+js+").then(Boolean)"); met && err == nil {
			return
		}
		if p.ctx.Err() != nil {
			break
		}
	}
	p.t.Fatalf("waited %s for %s (last answer: %v)", limit, js, or(fmt.Sprint(err), "<nil>"))
}

// Frame waits for two frames: then the page shows its state of before.
func (p *Page) Frame() {
	p.t.Helper()
	Eval[chromedp.Void](p, "(frame => new Promise(done => frame(() => frame(() => done()))))(globalThis.convlab?.frame ?? requestAnimationFrame)")
}

// Text returns the visible text of the first element that matches a CSS selector.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("document.querySelector(%q)", selector))
	return Eval[string](p, fmt.Sprintf("document.querySelector(%q).innerText", selector))
}

// Screenshot writes the viewport to NAME.png in the folder $CONVLAB_SHOTS. Without one it does nothing.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	if os.Getenv("CONVLAB_SHOTS") == "" {
		return
	}
	picture, err := p.screenshot()
	p.must(err)
	p.writePNG(name, picture)
}

func (p *Page) screenshot() ([]byte, error) {
	ctx, cancel := context.WithTimeout(p.ctx, timeout)
	defer cancel()
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// writePNG writes a screenshot, to dist-e2e/ without $CONVLAB_SHOTS, and returns its path.
func (p *Page) writePNG(name string, picture []byte) string {
	p.t.Helper()
	folder := or(os.Getenv("CONVLAB_SHOTS"), filepath.Join("..", "..", "dist-e2e"))
	p.must(os.MkdirAll(folder, 0o755))
	file := filepath.Join(folder, name+".png")
	p.must(os.WriteFile(file, picture, 0o644))
	return file
}

// do runs actions, which must end in time.
func (p *Page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, timeout)
	defer cancel()
	p.must(chromedp.Do(ctx, actions...))
}

// Run runs a subtest on the page.
func (p *Page) Run(name string, part func()) {
	p.t.Helper()
	whole := p.t
	defer func() { p.t = whole }()
	whole.Run(name, func(t *testing.T) {
		p.t = t
		part()
	})
}

//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// Goto loads a path of the site ("" is the page) and waits for its load event, which comes before the programs are ready.
func (p *Page) Goto(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.Origin + "/" + strings.TrimPrefix(filepath.ToSlash(path), "/")))
}

// Reload loads the page again, as F5 does.
func (p *Page) Reload() {
	p.t.Helper()
	p.do(chromedp.Reload())
}

// Eval runs a JavaScript expression in the page, awaits it when it is a promise, and returns its value.
func Eval[T any](p *Page, js string) T {
	p.t.Helper()
	value, err := try[T](p, js)
	if err != nil {
		p.t.Fatalf("%s: %v", js, err)
	}
	return value
}

func try[T any](p *Page, js string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

// WaitFor waits until a JavaScript expression is true, at most a minute or the time given. An expression that throws is not
// true yet: what it asks for may not be there yet.
func (p *Page) WaitFor(js string, atMost ...time.Duration) {
	p.t.Helper()
	limit := patience
	if len(atMost) > 0 {
		limit = atMost[0]
	}
	var err error
	// The loop is here and not in the page: the page's policy forbids what chromedp's own polling does there.
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

// Frame waits until the page has painted twice: by then it shows what it knew before.
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

// Screenshot keeps what the viewport shows as NAME.png in the folder $CONVLAB_SHOTS. Without one it does nothing.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	if os.Getenv("CONVLAB_SHOTS") == "" {
		return
	}
	picture, err := p.picture()
	p.must(err)
	p.keep(name, picture)
}

func (p *Page) picture() ([]byte, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// keep writes a picture, to dist-e2e/ where no folder is named, and returns where.
func (p *Page) keep(name string, picture []byte) string {
	p.t.Helper()
	folder := or(os.Getenv("CONVLAB_SHOTS"), filepath.Join("..", "..", "dist-e2e"))
	p.must(os.MkdirAll(folder, 0o755))
	file := filepath.Join(folder, name+".png")
	p.must(os.WriteFile(file, picture, 0o644))
	return file
}

// do runs actions that the browser has to finish in time.
func (p *Page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	p.must(chromedp.Do(ctx, actions...))
}

//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// hear takes every event of the page, and of its workers, in the order in which the browser sent them. It runs in the loop
// that reads them: it must be quick and must not talk to the browser itself.
func (p *Page) hear(ev any) {
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		p.trouble("uncaught exception", text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			p.trouble("console error", arguments(e.Args))
		}
	case *log.EventEntryAdded: // what the browser itself reports: refused loads, policy violations
		if e.Entry.Level == log.EntryLevelError {
			p.trouble("browser error", string(e.Entry.Source)+" "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if p.foreign(e.Request.URL) {
			p.trouble("foreign request", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			p.trouble("refused request", fmt.Sprint(e.Response.Status, " ", e.Response.URL))
		}
	case *target.EventAttachedToTarget:
		if e.TargetInfo.Type == "worker" {
			go p.attend(e.TargetInfo.TargetID, &p.workers, p.overhear)
		}
	}
}

// overhear takes every event of a worker, and attends the workers that it starts.
func (p *Page) overhear(ev any) {
	switch e := ev.(type) {
	case *target.EventAttachedToTarget:
		go p.attend(e.TargetInfo.TargetID, &p.hired, p.hear)
	case *target.EventDetachedFromTarget:
		p.mutex.Lock()
		p.retired++
		p.mutex.Unlock()
	default:
		p.hear(ev)
	}
}

// attend listens to a worker too: the page's own events do not tell of a worker's console and requests.
func (p *Page) attend(id target.ID, among *[]context.Context, ear func(any)) {
	ctx, _ := chromedp.NewContext(p.ctx, chromedp.WithTargetID(id), chromedp.WithListener(ear), chromedp.WithDetachOnCancel())
	// A worker that has ended meanwhile cannot be attended, and there is nothing to hear from it.
	if chromedp.Do(ctx) == nil {
		chromedp.Call(ctx, network.Enable, network.EnableParams{})
		chromedp.Call(ctx, target.SetAutoAttach, target.SetAutoAttachParams{AutoAttach: true, Flatten: new(true)})
		p.mutex.Lock()
		*among = append(*among, ctx)
		p.mutex.Unlock()
	}
}

// InWorker runs a statement in the n-th worker that the page has started, counted from 0, as soon as that worker is there.
func (p *Page) InWorker(n int, js string) {
	p.t.Helper()
	p.in(&p.workers, n, js)
}

// InHired runs a statement in the n-th worker that the page's workers have started.
func (p *Page) InHired(n int, js string) {
	p.t.Helper()
	p.in(&p.hired, n, js)
}

// Hired counts the workers that the page's workers have started, and those of them that have ended.
func (p *Page) Hired() (started, ended int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return len(p.hired), p.retired
}

func (p *Page) in(among *[]context.Context, n int, js string) {
	p.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		p.mutex.Lock()
		workers := *among
		p.mutex.Unlock()
		if len(workers) > n {
			// There may be no answer: the statement may end the worker.
			ctx, cancel := context.WithTimeout(workers[n], time.Second)
			defer cancel()
			chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](js))
			return
		}
	}
	p.t.Fatalf("worker %d was not started", n)
}

// foreign says whether a request leaves the origin. What lies inside the page (blob:, data:) does not.
func (p *Page) foreign(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	switch u.Scheme {
	case "blob", "data", "about":
		return false
	}
	return u.Scheme+"://"+u.Host != p.Origin
}

// arguments is a console call's text.
func arguments(args []*runtime.RemoteObject) string {
	var texts []string
	for _, a := range args {
		text := a.Description
		if text == "" {
			text = string(a.Value)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " ")
}

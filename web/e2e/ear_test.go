//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
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
	case *target.EventTargetCreated: // of the whole browser
		if e.TargetInfo.Type == "service_worker" && !p.foreign(e.TargetInfo.URL) {
			go p.attend(e.TargetInfo.TargetID, &p.servants, p.hear)
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

// attachAll has the browser tell of every worker that a page or a worker starts, and stop it before its first statement. A
// service worker is not stopped: one that has not begun answers nothing, not even whether it is a worker. Nor is a frame of another
// site, for the same reason: InFrame attends those.
var attachAll = target.SetAutoAttachParams{AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: new(true),
	Filter: target.Filter{{Type: "service_worker", Exclude: true}, {Type: "iframe", Exclude: true}, {}}}

// attend listens to a worker too, since the page's own events do not tell of a worker's console and requests, and lets it begin.
func (p *Page) attend(id target.ID, among *[]context.Context, ear func(any)) {
	ctx, _ := chromedp.NewContext(p.ctx, chromedp.WithTargetID(id), chromedp.WithListener(ear), chromedp.WithDetachOnCancel())
	// A worker that has ended meanwhile cannot be attended, and there is nothing to hear from it.
	if chromedp.Do(ctx) == nil {
		chromedp.Call(ctx, network.Enable, network.EnableParams{})
		chromedp.Call(ctx, target.SetAutoAttach, attachAll)
		p.mutex.Lock()
		*among = append(*among, ctx)
		idling := p.idling && among == &p.workers
		p.mutex.Unlock()
		if p.first != "" && among != &p.servants {
			evaluate(ctx, p.first)
		}
		if idling {
			evaluate(ctx, idles)
		}
		chromedp.Call(ctx, runtime.RunIfWaitingForDebugger, cdp.Empty{})
	}
}

// evaluate runs a statement in a worker. There may be no answer: the worker may have ended, or the statement may end it.
func evaluate(ctx context.Context, js string) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](js))
}

// eachTrainer runs a statement in every worker that the page has started until now.
func (p *Page) eachTrainer(js string) {
	p.mutex.Lock()
	workers := slices.Clone(p.workers)
	p.mutex.Unlock()
	for _, ctx := range workers {
		evaluate(ctx, js)
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
			evaluate(workers[n], js)
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

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

// onEvent handles the events of the page and of its workers, in the order in which the browser sends them. It runs in the loop
// that reads them, so it must be quick and must not call the browser.
func (p *Page) onEvent(ev any) {
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		p.addError("uncaught exception", text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			p.addError("console error", arguments(e.Args))
		}
	case *log.EventEntryAdded: // reports of the browser: refused loads, policy violations
		if e.Entry.Level == log.EntryLevelError {
			p.addError("browser error", string(e.Entry.Source)+" "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if p.foreign(e.Request.URL) {
			p.addError("foreign request", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			p.addError("refused request", fmt.Sprint(e.Response.Status, " ", e.Response.URL))
		}
	case *target.EventAttachedToTarget:
		if e.TargetInfo.Type == "worker" {
			go p.attach(e.TargetInfo.TargetID, &p.workers, p.onWorkerEvent)
		}
	case *target.EventTargetCreated: // from the whole browser
		if e.TargetInfo.Type == "service_worker" && !p.foreign(e.TargetInfo.URL) {
			go p.attach(e.TargetInfo.TargetID, &p.serviceWorkers, p.onEvent)
		}
	}
}

// onWorkerEvent handles the events of a worker and attaches to the workers that it starts.
func (p *Page) onWorkerEvent(ev any) {
	switch e := ev.(type) {
	case *target.EventAttachedToTarget:
		go p.attach(e.TargetInfo.TargetID, &p.nested, p.onEvent)
	case *target.EventDetachedFromTarget:
		p.mutex.Lock()
		p.nestedEnded++
		p.mutex.Unlock()
	default:
		p.onEvent(ev)
	}
}

// attachAll makes the browser report every worker that a page or a worker starts, and stop it before its first statement. It
// excludes service workers, which answer nothing before they start, and frames of other sites, which InFrame attaches to.
var attachAll = target.SetAutoAttachParams{AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: new(true),
	Filter: target.Filter{{Type: "service_worker", Exclude: true}, {Type: "iframe", Exclude: true}, {}}}

// attach listens to a worker, since the page's own events do not include a worker's console and requests, and lets it start.
func (p *Page) attach(id target.ID, list *[]context.Context, listener func(any)) {
	ctx, _ := chromedp.NewContext(p.ctx, chromedp.WithTargetID(id), chromedp.WithListener(listener), chromedp.WithDetachOnCancel())
	// It fails if the worker has ended meanwhile.
	if chromedp.Do(ctx) == nil {
		chromedp.Call(ctx, network.Enable, network.EnableParams{})
		chromedp.Call(ctx, target.SetAutoAttach, attachAll)
		p.mutex.Lock()
		*list = append(*list, ctx)
		slowed := p.slowed && list == &p.workers
		p.mutex.Unlock()
		if p.workerScript != "" && list != &p.serviceWorkers {
			evaluate(ctx, p.workerScript)
		}
		if slowed {
			evaluate(ctx, slowsTrainer)
		}
		chromedp.Call(ctx, runtime.RunIfWaitingForDebugger, cdp.Empty{})
	}
}

// evaluate runs a statement in a worker. It ignores errors: the worker may have ended, or the statement may end it.
func evaluate(ctx context.Context, js string) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](js))
}

// inEachWorker runs a statement in every worker that the page has started until now.
func (p *Page) inEachWorker(js string) {
	p.mutex.Lock()
	workers := slices.Clone(p.workers)
	p.mutex.Unlock()
	for _, ctx := range workers {
		evaluate(ctx, js)
	}
}

// InWorker waits for the n-th worker that the page starts, counted from 0, and runs a statement in it.
func (p *Page) InWorker(n int, js string) {
	p.t.Helper()
	p.in(&p.workers, n, js)
}

// InNested does the same with the n-th worker that the page's workers start.
func (p *Page) InNested(n int, js string) {
	p.t.Helper()
	p.in(&p.nested, n, js)
}

// NestedWorkers counts the workers that the page's workers have started, and those of them that have ended.
func (p *Page) NestedWorkers() (started, ended int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return len(p.nested), p.nestedEnded
}

// startedWorkers waits until the page's workers have started n workers.
func (p *Page) startedWorkers(n int) {
	p.t.Helper()
	if n > 0 {
		p.nth(&p.nested, n-1)
	}
}

func (p *Page) in(list *[]context.Context, n int, js string) {
	p.t.Helper()
	evaluate(p.nth(list, n), js)
}

// nth waits for the n-th worker of a list.
func (p *Page) nth(list *[]context.Context, n int) context.Context {
	p.t.Helper()
	for end := time.Now().Add(timeout); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		p.mutex.Lock()
		workers := *list
		p.mutex.Unlock()
		if len(workers) > n {
			return workers[n]
		}
	}
	p.t.Fatalf("worker %d was not started", n)
	return nil
}

// foreign reports whether a request leaves the origin. Requests inside the page (blob:, data:) do not.
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

// arguments returns the text of a console call.
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

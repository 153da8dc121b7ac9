//go:build browsers

package browsers

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	protocol "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	chromium "convlab/web/browser"
)

// devTools drives Chromium over its own protocol, as web/e2e does.
type devTools struct{ tab context.Context }

func startChromium(t *testing.T, downloads string) browser {
	t.Helper()
	tab, stop, err := chromium.Start(chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true), chromedp.WindowSize(1280, 1000))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	version, err := cdp.Call(tab, chromedp.FromContext(tab).Browser, protocol.GetVersion, cdp.Empty{})
	if err == nil {
		_, err = cdp.Call(tab, chromedp.FromContext(tab).Browser, protocol.SetDownloadBehavior,
			protocol.SetDownloadBehaviorParams{Behavior: protocol.SetDownloadBehaviorBehaviorAllow, DownloadPath: downloads})
	}
	if err != nil {
		t.Fatal(err)
	}
	_, number, _ := strings.Cut(version.Product, "/")
	return browser{&devTools{tab}, "Chromium", number}
}

// within runs an action in the tab, in time.
func within[T any](d *devTools, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(d.tab, patience)
	defer cancel()
	return chromedp.Run(ctx, action)
}

// command runs one command of the protocol in the tab, in time.
func command[P, R any](d *devTools, c cdp.Command[P, R], params P) (R, error) {
	ctx, cancel := context.WithTimeout(d.tab, patience)
	defer cancel()
	return chromedp.Call(ctx, c, params)
}

func (d *devTools) open(url string) error {
	_, err := within(d, chromedp.Navigate(url))
	return err
}

func (d *devTools) find(role, name string) ([]element, error) {
	document, err := d.global("document")
	if err != nil {
		return nil, err
	}
	found, err := command(d, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{ObjectID: document, Role: role, AccessibleName: name})
	var list []element
	for _, node := range found.Nodes {
		object, err := command(d, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: node.BackendDOMNodeID})
		if err != nil {
			return nil, err
		}
		list = append(list, element(object.Object.ObjectID))
	}
	return list, err
}

func (d *devTools) global(name string) (runtime.RemoteObjectID, error) {
	answer, err := command(d, runtime.Evaluate, runtime.EvaluateParams{Expression: name})
	if err != nil {
		return "", err
	}
	return answer.Result.ObjectID, nil
}

func (d *devTools) call(this element, function string) (string, error) {
	object := runtime.RemoteObjectID(this)
	if this == "" {
		var err error
		if object, err = d.global("globalThis"); err != nil {
			return "", err
		}
	}
	return within(d, chromedp.CallFunctionOn[string](function, func(p *runtime.CallFunctionOnParams) {
		wait := true
		p.ObjectID, p.AwaitPromise = object, &wait
	}))
}

func (d *devTools) press(path []point) error {
	send := func(kind input.DispatchMouseEventType, at point) chromedp.Action[chromedp.Void] {
		return chromedp.MouseEvent(kind, at.X, at.Y, func(p *input.DispatchMouseEventParams) {
			p.Button, p.Buttons, p.ClickCount = input.MouseButtonLeft, 1, 1
		})
	}
	actions := []chromedp.Action[chromedp.Void]{send(chromedp.MousePressed, path[0])}
	for _, at := range path[1:] {
		actions = append(actions, send(chromedp.MouseMoved, at))
	}
	_, err := within(d, chromedp.Steps(append(actions, send(chromedp.MouseReleased, path[len(path)-1]))...))
	return err
}

func (d *devTools) enter(text string) error {
	_, err := within(d, chromedp.KeyEvent(text+"\r"))
	return err
}

func (d *devTools) screenshot() ([]byte, error) { return within(d, chromedp.CaptureScreenshot()) }

//go:build !js

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"convlab/web/browser"
	"convlab/web/server"
)

// tab is the open page.
type tab struct {
	ctx   context.Context
	close func()

	mutex  sync.Mutex
	output strings.Builder // of the console
}

// open serves a folder and opens a page of it in a browser, with the headers of the real page: an isolated page has a finer clock.
func open(dir, name string) (*tab, error) {
	handler, err := server.Handler(dir)
	if err != nil {
		return nil, err
	}
	site := httptest.NewServer(handler)
	ctx, stop, err := browser.Start()
	if err != nil {
		site.Close()
		return nil, fmt.Errorf("the browser did not start: %w", err)
	}
	t := &tab{}
	ctx, cancel := chromedp.NewContext(ctx, chromedp.WithListener(t.onEvent))
	t.ctx = ctx
	t.close = func() {
		cancel()
		stop()
		site.Close()
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(site.URL+"/"+name)); err != nil {
		t.close()
		return nil, fmt.Errorf("the page did not open: %w", err)
	}
	return t, nil
}

// onEvent prints the console of the page, line by line, and appends it to the output.
func (t *tab) onEvent(ev any) {
	called, ok := ev.(*runtime.EventConsoleAPICalled)
	if !ok {
		return
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, a := range called.Args {
		text := string(a.Value)
		if json.Unmarshal(a.Value, &text) == nil {
			fmt.Println(text)
			t.output.WriteString(text + "\n")
		}
	}
}

// program runs a Go program and returns its output and its exit code.
func (t *tab) program(file string, args []string) (output string, code int, err error) {
	list, err := json.Marshal(args)
	if err != nil {
		return "", 0, err
	}
	code, err = evaluate[int](t, fmt.Sprintf("program(%q, %s)", file, list))
	t.mutex.Lock()
	defer t.mutex.Unlock()
	output = t.output.String()
	t.output.Reset()
	return output, code, err
}

// rate returns the rate of a loop in GFLOP/s.
func (t *tab) rate(file string, l loop) (float64, error) {
	seconds, err := evaluate[float64](t, fmt.Sprintf("fastest(%q)", file))
	if err == nil && !(seconds > 0) {
		err = errors.New("a loop took no time: the browser's clock is too coarse")
	}
	return float64(l.flops) / seconds / 1e9, err
}

func evaluate[T any](t *tab, js string) (T, error) {
	return chromedp.Run(t.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

//go:build e2e

// Package e2e meets the built page as a visitor does: in Chromium, with clicks, strokes and keys. Build dist/ first.
package e2e

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// chromium is the browser that all tests share; TestMain alone starts and ends it. Every page has a profile of its own in it
// and an origin of its own, so that no test sees what another left behind.
var chromium context.Context

func TestMain(m *testing.M) {
	profile, err := os.MkdirTemp("", "convlab-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), flags(profile)...)
	ctx, cancel := chromedp.NewContext(allocator)
	chromium = ctx
	code := 1
	if err := chromedp.Do(ctx); err != nil { // starts it
		fmt.Fprintln(os.Stderr, "the browser did not start:", err)
	} else {
		code = m.Run()
	}
	cancel()
	chromedp.FromContext(ctx).Allocator.Wait() // the profile can be removed once the browser has ended
	os.RemoveAll(profile)
	os.Exit(code)
}

// flags says how the browser is started.
func flags(profile string) []chromedp.ExecAllocatorOption {
	list := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.UserDataDir(profile),
		chromedp.Flag("use-angle", "swiftshader"), // WebGL without a GPU, and the same pixels everywhere
		chromedp.Flag("enable-unsafe-swiftshader", true),
		// The browser itself calls home whatever it is told; nothing but this machine answers.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	if os.Geteuid() == 0 {
		list = append(list, chromedp.NoSandbox) // Chromium's sandbox refuses to work for root, as in containers
	}
	if path := os.Getenv("CHROMIUM"); path != "" {
		list = append(list, chromedp.ExecPath(path))
	}
	return list
}

// userAgent is how the browser names itself, which a page in another language has to repeat.
func userAgent() (string, error) {
	version, err := cdp.Call(chromium, chromedp.FromContext(chromium).Browser, browser.GetVersion, cdp.Empty{})
	return version.UserAgent, err
}

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

	start "convlab/web/browser"
)

// chromium is the browser that all tests share; TestMain alone starts and ends it.
var chromium context.Context

func TestMain(m *testing.M) {
	ctx, stop, err := start.Start(
		chromedp.Flag("use-angle", "swiftshader"), // WebGL without a GPU, and the same pixels everywhere
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("process-per-site", true), // pages of one site and profile share what is compiled (site_test.go)
	)
	if err != nil {
		fmt.Fprintln(os.Stderr, "the browser did not start:", err)
		os.Exit(1)
	}
	chromium = ctx
	code := m.Run()
	stop()
	os.Exit(code)
}

// userAgent is how the browser names itself, which a page in another language has to repeat.
func userAgent() (string, error) {
	version, err := cdp.Call(chromium, chromedp.FromContext(chromium).Browser, browser.GetVersion, cdp.Empty{})
	return version.UserAgent, err
}

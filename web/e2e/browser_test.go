//go:build e2e

// Package e2e tests the built page in Chromium, with clicks, strokes and keys. Build dist/ first.
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

// chromium is the browser that all tests share. TestMain starts and ends it.
var chromium context.Context

func TestMain(m *testing.M) {
	ctx, stop, err := start.Start(
		chromedp.Flag("use-angle", "swiftshader"), // WebGL without a GPU, with the same pixels everywhere
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("process-per-site", true), // pages of one site and profile share compiled programs (site_test.go)
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

// userAgent returns the browser's user agent, which emulation of another language must repeat.
func userAgent() (string, error) {
	version, err := cdp.Call(chromium, chromedp.FromContext(chromium).Browser, browser.GetVersion, cdp.Empty{})
	return version.UserAgent, err
}

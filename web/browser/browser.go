//go:build !js

// Package browser starts Chromium for tests and measurements of the page.
package browser

import (
	"context"
	"os"

	"github.com/chromedp/chromedp"
)

// Start starts Chromium (the program in $CHROMIUM, if set) without a window, with a new profile and without access to other
// machines. It returns the browser's context for chromedp; stop ends the browser and removes the profile.
func Start(more ...chromedp.ExecAllocatorOption) (ctx context.Context, stop func(), err error) {
	profile, err := os.MkdirTemp("", "convlab-browser-")
	if err != nil {
		return nil, nil, err
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), append(options(profile), more...)...)
	ctx, cancel := chromedp.NewContext(allocator)
	stop = func() {
		cancel()
		chromedp.FromContext(ctx).Allocator.Wait() // the profile can be removed once the browser has ended
		os.RemoveAll(profile)
	}
	if err := chromedp.Do(ctx); err != nil { // starts it
		stop()
		return nil, nil, err
	}
	return ctx, stop, nil
}

func options(profile string) []chromedp.ExecAllocatorOption {
	list := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.UserDataDir(profile),
		// Chromium sends requests to its maker in spite of all flags. Only names of this machine resolve.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	if os.Geteuid() == 0 {
		list = append(list, chromedp.NoSandbox) // Chromium's sandbox does not work for root, as in containers
	}
	if path := os.Getenv("CHROMIUM"); path != "" {
		list = append(list, chromedp.ExecPath(path))
	}
	return list
}

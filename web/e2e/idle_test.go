//go:build e2e

package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

func TestAnIdlePageIsIdle(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800})
	p.Ready()
	p.Until("all images are here", func(s State) bool { return s.Complete })
	p.Draw(digits(t)[8])
	_, err := chromedp.Call(p.ctx, performance.Enable, performance.EnableParams{})
	p.must(err)

	// Two seconds without a new frame must come: drawing, uploading and settling end.
	quiet, last := time.Now(), p.State().Frames
	for begin := quiet; time.Since(quiet) < 2*time.Second; time.Sleep(100 * time.Millisecond) {
		if now := p.State().Frames; now != last {
			quiet, last = time.Now(), now
		}
		if time.Since(begin) > patience {
			t.Fatal("frames are drawn all the time though nothing happens")
		}
	}
	const watched = 3 * time.Second
	busy := p.taskSeconds()
	time.Sleep(watched) // this is the measurement, not a wait
	busy = p.taskSeconds() - busy
	if now := p.State().Frames; now != last {
		t.Errorf("%d frames were drawn in %s in which nothing happened", now-last, watched)
	}
	t.Logf("the page's thread was busy for %.0f ms in %s", 1000*busy, watched)
}

// taskSeconds is how long the page's main thread has been busy since the page was opened.
func (p *Page) taskSeconds() float64 {
	p.t.Helper()
	metrics, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	p.must(err)
	for _, m := range metrics.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value
		}
	}
	p.t.Fatal("the browser does not tell TaskDuration")
	return 0
}

//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Expect allows errors that contain the text: the test provokes them.
func (p *Page) Expect(text string) {
	p.t.Helper()
	if text == "" {
		p.t.Fatal("every error contains the empty text: name the expected one")
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.expected = append(p.expected, text)
}

// addError records an error.
func (p *Page) addError(kind, text string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.errors = append(p.errors, kind+": "+text)
}

// reportErrors fails the test for every error that was not expected, with a screenshot of the page.
func (p *Page) reportErrors() {
	p.mutex.Lock()
	recorded, expected := p.errors, p.expected
	p.mutex.Unlock()
	for _, text := range recorded {
		if !containsAny(text, expected) {
			p.t.Error(text)
		}
	}
	if p.t.Failed() {
		if picture, err := p.screenshot(); err == nil {
			p.t.Log("the page as it was then: ", p.writePNG(strings.ReplaceAll(p.t.Name(), "/", "_")+"-failed", picture))
		}
		if s, err := p.state(); err == nil {
			s.Layers, s.Hits = nil, nil // long
			p.t.Logf("and its state: %+v", s)
		}
	}
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// Every test relies on this: requests to another origin, which the policy forbids, and uncaught errors are recorded, in the page and
// in the workers of its workers. The page itself reports errors of its own worker.
func TestErrorsAreNoticed(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700, Script: limitWorkers(2)})
	p.prepareWorkers("half", 2)
	for _, text := range []string{"provoked", "Content Security Policy", "policy violation"} {
		p.Expect(text)
	}
	const fetches, throws = "fetch('http://127.0.0.1:9/provoked').catch(() => {})", "setTimeout(() => { throw new Error('provoked: uncaught') })"
	const both = fetches + ", " + throws
	for _, c := range []struct {
		who   string
		do    func()
		wants []string
		then  func() // repeated until they are recorded
	}{
		{"the worker's worker", func() { p.InNested(0, both) }, []string{fetched, thrown}, func() { p.Click("#step") }}, // steps make the trainer notice the loss
		{"the worker", func() { p.InWorker(0, fetches) }, []string{fetched}, p.Frame},
		{"the page", func() { Eval[bool](p, "("+both+", true)") }, []string{fetched, thrown}, p.Frame},
	} {
		p.mutex.Lock()
		before := len(p.errors)
		p.mutex.Unlock()
		c.do()
		for _, want := range c.wants {
			for end := time.Now().Add(timeout); !p.gotError(before, want); c.then() {
				if time.Now().After(end) {
					t.Fatalf("%s: %q was not recorded", c.who, want)
				}
			}
		}
	}
	p.InWorker(0, throws)
	if s := p.Until("the page reports it", func(s State) bool { return s.HasNotice("restarted") }); !strings.Contains(s.Reason, thrown) {
		t.Errorf("the reason is %q", s.Reason)
	}
}

// Texts in the errors that TestErrorsAreNoticed causes.
const fetched, thrown = "127.0.0.1:9/provoked", "provoked: uncaught"

// gotError reports whether an error with the text was recorded, not counting the first n.
func (p *Page) gotError(n int, text string) bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return slices.ContainsFunc(p.errors[n:], func(recorded string) bool { return strings.Contains(recorded, text) })
}

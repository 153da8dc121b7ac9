//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// The alarm that every test relies on rings: for a request to another origin, which the policy forbids, and for an error that nobody
// catches, in the page and in the workers that it does not know of. Of its own worker the page itself says it.
func TestTheAlarmRings(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1100, H: 700, Script: withWorkers(2)})
	p.employ("half", 2)
	for _, text := range []string{"alarm", "Content Security Policy", "policy violation"} {
		p.Expect(text)
	}
	const fetches, throws = "fetch('http://127.0.0.1:9/alarm').catch(() => {})", "setTimeout(() => { throw new Error('alarm: uncaught') })"
	const both = fetches + ", " + throws
	for _, c := range []struct {
		who   string
		do    func()
		wants []string
		then  func() // until they are heard
	}{
		{"the worker's worker", func() { p.InHired(0, both) }, []string{fetched, thrown}, func() { p.Click("#step") }}, // its shards are missing
		{"the worker", func() { p.InWorker(0, fetches) }, []string{fetched}, p.Frame},
		{"the page", func() { Eval[bool](p, "("+both+", true)") }, []string{fetched, thrown}, p.Frame},
	} {
		p.mutex.Lock()
		before := len(p.troubles)
		p.mutex.Unlock()
		c.do()
		for _, want := range c.wants {
			for end := time.Now().Add(patience); !p.rang(before, want); c.then() {
				if time.Now().After(end) {
					t.Fatalf("%s: nothing was heard of %q", c.who, want)
				}
			}
		}
	}
	p.InWorker(0, throws)
	if s := p.Until("the page says it", func(s State) bool { return s.Says("restarted") }); !strings.Contains(s.Reason, thrown) {
		t.Errorf("the reason is %q", s.Reason)
	}
}

// What is heard of the troubles that TestTheAlarmRings makes.
const fetched, thrown = "127.0.0.1:9/alarm", "alarm: uncaught"

// rang reports whether a trouble was heard since the n-th that contains the text.
func (p *Page) rang(n int, text string) bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return slices.ContainsFunc(p.troubles[n:], func(trouble string) bool { return strings.Contains(trouble, text) })
}

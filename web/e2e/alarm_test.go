//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// The alarm that every test relies on rings: for a request to another origin, which the policy forbids, and for an error that nobody
// catches, in the page, in its worker and in that one's.
func TestTheAlarmRings(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700, Script: withWorkers(2)})
	p.employ("half", 2)
	for _, text := range []string{"alarm", "Content Security Policy", "policy violation"} {
		p.Expect(text)
	}
	const troubles = "fetch('http://127.0.0.1:9/alarm').catch(() => {}), setTimeout(() => { throw new Error('alarm: uncaught') }, 100)"
	for _, c := range []struct {
		who string
		do  func()
	}{
		{"the worker's worker", func() { p.InHired(0, troubles) }},
		{"the worker", func() { p.InWorker(0, troubles) }},
		{"the page", func() { Eval[bool](p, "("+troubles+", true)") }},
	} {
		p.mutex.Lock()
		before := len(p.troubles)
		p.mutex.Unlock()
		c.do()
		for _, want := range []string{"127.0.0.1:9/alarm", "alarm: uncaught"} {
			for end := time.Now().Add(patience); !p.rang(before, want); time.Sleep(20 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatalf("%s: nothing was heard of %q", c.who, want)
				}
			}
		}
	}
}

// rang reports whether a trouble was heard since the n-th that contains the text.
func (p *Page) rang(n int, text string) bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return slices.ContainsFunc(p.troubles[n:], func(trouble string) bool { return strings.Contains(trouble, text) })
}

//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// What another window costs is in its hint, of the network that the controls show.
func TestTheHintOfAWindowSaysWhatAnotherOneCosts(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	p.Hover(p.Box(`[data-path="blocks[0].window"]`).At(0.5, 0.5))
	p.WaitFor("document.getElementById('hint').innerText.includes('5×5')")
	if text := p.Text("#hint"); !strings.Contains(text, "2.67 M multiply-adds an image instead of 93,322 and 2.79 M") {
		t.Errorf("the hint is %q", text)
	}
	p.Screenshot("window-hint")
}

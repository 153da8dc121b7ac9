//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"testing"
)

// shifts records every movement of visible elements without input (the Layout Instability API, CLS), except of what follows the
// numbers of an answer: its bars, and words that are as long as a number before them. Text that was replaced since has no node.
const shifts = `globalThis.shifts = [];
new PerformanceObserver(list => {
	for (const shift of list.getEntries()) {
		const moved = shift.sources.map(s => s.node?.nodeType === Node.TEXT_NODE ? s.node.parentNode : s.node).filter(e => e && !e.closest('#unitscores, #prediction, #labels, .caption > *'));
		if (!shift.hadRecentInput && moved.length > 0) shifts.push(shift.value.toFixed(4) + ': ' + moved.map(e => e.outerHTML.slice(0, 80)).join(', '));
	}
}).observe({type: 'layout-shift', buffered: true});`

func TestThePageArrivesAtOnceAndNothingJumps(t *testing.T) {
	for _, v := range []Visit{
		{W: 1280, H: 800},
		{W: 1000, H: 880},
		{W: 820, H: 1180, Touch: true},
		{W: 390, H: 844, Touch: true, DPR: 2},
	} {
		for _, lang := range []string{"en", "ko"} {
			v.Lang = lang
			t.Run(fmt.Sprintf("%d wide in %s", v.W, lang), func(t *testing.T) { arrive(t, v) })
		}
	}
}

// arrive checks the page before its program is loaded, and compares it with the page afterwards.
func arrive(t *testing.T, v Visit) {
	gate := make(chan struct{})
	v.Wrap, v.Script = Hold("/page.wasm", gate), shifts
	p := Open(t, v)
	p.WaitFor("convlab.words && !document.documentElement.matches('.translating')")
	if got := Eval[string](p, "document.documentElement.lang"); got != v.Lang {
		t.Errorf("the page is in %q for a browser in %q", got, v.Lang)
	}
	if text := p.Text("#train"); text != map[string]string{"en": "Train", "ko": "학습"}[v.Lang] {
		t.Errorf("the main button says %q", text)
	}
	// Controls that need the program are grey and disabled.
	for _, id := range []string{"networkbutton", "train", "step", "epoch", "reset", "sentence", "pad", "clear", "random"} {
		if !Eval[bool](p, fmt.Sprintf("(e => e !== null && getComputedStyle(e).opacity < 0.6)(document.getElementById(%q).closest('[inert]'))", id)) {
			t.Errorf("#%s is not grey before the program runs", id)
		}
	}
	before := p.places()
	p.Screenshot(fmt.Sprintf("arrival-%d-%s-before", v.W, v.Lang))

	close(gate)
	p.Until("the stage paints", func(s State) bool { return s.Ready() && s.Frames > 0 })
	p.WaitFor("!document.querySelector('[inert]')")
	after := p.places()
	p.Screenshot(fmt.Sprintf("arrival-%d-%s-after", v.W, v.Lang))
	for name, was := range before {
		is, there := after[name]
		if !there {
			t.Errorf("%s was at %v and is gone from the first screen once the program runs", name, was)
			continue
		}
		// Less than a pixel is rounding.
		if math.Abs(is.X-was.X) >= 1 || math.Abs(is.Y-was.Y) >= 1 || math.Abs(is.W-was.W) >= 1 {
			t.Errorf("%s was at %v and is at %v once the program runs", name, was, is)
		}
	}
	for _, shift := range Eval[[]string](p, "shifts") {
		t.Errorf("a visible element moved by itself: %s", shift)
	}
}

// places returns the boxes of the visible main parts of the page.
func (p *Page) places() map[string]Box {
	p.t.Helper()
	found := map[string]Box{}
	parts := []string{"#topbar", "#networkbutton", "#runbar", "#train", "#sentence", "#progress", "#main", "#stage", "#padtitle", "#pad", "#bench"}
	for _, name := range parts {
		box := p.Place(name)
		// Parts below the first screen may move.
		if box.Y < Eval[float64](p, "innerHeight") && Eval[bool](p, fmt.Sprintf("document.querySelector(%q).checkVisibility({visibilityProperty: true})", name)) {
			found[name] = box
		}
	}
	return found
}

//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"strings"
)

// focused describes the element that has the focus.
type focused struct {
	Name    string // its id, name or HTML
	Region  string // the part of the page that contains it
	Ring    bool   // there is a focus ring around it or its group
	Forward bool   // it follows the element that had the focus before
}

const focusedJS = `(() => {
	const e = document.activeElement, before = globalThis.lastFocused;
	globalThis.lastFocused = e;
	if (e === document.body) return {Name: ''};
	const ring = [e, e.closest('.seg, .stepper'), e.closest('label')].some(r => r && getComputedStyle(r).outlineStyle !== 'none' && parseFloat(getComputedStyle(r).outlineWidth) >= 2);
	return {
		Name: e.id || e.name || (e.closest('[data-path]') ?? e).outerHTML.slice(0, 120),
		Region: e.closest('header, #runbar, #stage, #bench')?.id ?? '',
		Ring: ring,
		Forward: !before || !before.isConnected || Boolean(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
	};
})()`

// reachable lists the elements that Tab must reach: all that can have the focus, are visible and enabled. Of a group of radio buttons
// Tab reaches one, and the arrow keys reach the others.
const reachable = `(() => {
	const groups = new Set();
	return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
		.filter(e => e.checkVisibility() && !e.matches(':disabled, [tabindex="-1"]') && !e.closest('[inert], dialog:not([open])'))
		.filter(e => e.type !== 'radio' || !groups.has(e.name) && groups.add(e.name))
		.map(e => e.id || e.name || (e.closest('[data-path]') ?? e).outerHTML.slice(0, 120));
})()`

// tour presses Tab from the beginning of the page to its end.
func tour(p *Page) {
	missing := Eval[[]string](p, reachable)
	var regions []string
	for range len(missing) + 30 { // a scroll container may have the focus, too
		p.Key("Tab")
		f := Eval[focused](p, focusedJS)
		if f.Name == "" {
			break // the end: the browser's own controls come next
		}
		if !f.Ring {
			p.t.Errorf("there is no focus ring around %s", f.Name)
		}
		if !f.Forward {
			p.t.Errorf("Tab goes back to %s", f.Name)
			break
		}
		if f.Region != "" && (len(regions) == 0 || regions[len(regions)-1] != f.Region) {
			regions = append(regions, f.Region)
		}
		missing = slices.DeleteFunc(missing, func(name string) bool { return name == f.Name })
	}
	if len(missing) > 0 {
		p.t.Errorf("Tab does not reach %s", strings.Join(missing, "; "))
	}
	if want := []string{"topbar", "runbar", "stage", "bench"}; !slices.Equal(regions, want) {
		p.t.Errorf("Tab goes through %v, want %v", regions, want)
	}
}

// tabTo presses Tab until an element has the focus. After the last element, Tab continues with the first.
func (p *Page) tabTo(selector string) {
	p.t.Helper()
	for range 150 { // more than the page has controls
		p.Key("Tab")
		if Eval[bool](p, fmt.Sprintf("document.activeElement.matches(%q)", selector)) {
			return
		}
	}
	p.t.Fatalf("Tab does not reach %s", selector)
}

// mustHaveFocus fails the test if the element does not have the focus when the page shows its state.
func (p *Page) mustHaveFocus(selector string) {
	p.t.Helper()
	p.Frame() // some elements get the focus when they are shown
	if !Eval[bool](p, fmt.Sprintf("document.activeElement.matches(%q)", selector)) {
		p.t.Errorf("%s has lost the focus to %s", selector, Eval[string](p, "document.activeElement.outerHTML.slice(0, 100)"))
	}
}

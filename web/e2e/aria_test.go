//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// landmarks are the roles of the parts that a screen reader can jump to, and of those that it announces by itself.
var landmarks = []string{"banner", "main", "complementary", "contentinfo", "navigation", "region", "dialog", "alert", "status"}

// allInLandmarks waits until no text is outside of landmarks in the browser's accessibility tree, which the browser renews some time
// after the page. The link that skips to the pad is an exception: it comes before all landmarks.
func (p *Page) allInLandmarks() {
	p.t.Helper()
	var outside []string
	seen := 0
	for end := time.Now().Add(timeout); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if outside, seen = p.outsideLandmarks(); len(outside) == 0 && seen >= 50 {
			return
		}
	}
	p.t.Errorf("of %d texts in the accessibility tree, %q are not in a landmark; want at least 50, and none", seen, outside)
}

// outsideLandmarks returns the texts outside of landmarks, and the number of all.
func (p *Page) outsideLandmarks() (outside []string, seen int) {
	p.t.Helper()
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	p.must(err)
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range tree.Nodes {
		nodes[n.NodeID] = n
	}
	for _, n := range tree.Nodes {
		if role(n) != "StaticText" || n.Ignored || name(n) == words(p.t, "en")["top.skip"] {
			continue
		}
		seen++
		inside := n
		for inside != nil && !slices.Contains(landmarks, role(inside)) {
			inside = nodes[inside.ParentID]
		}
		if inside == nil {
			outside = append(outside, name(n))
		}
	}
	return outside, seen
}

// names returns the accessible names of the elements of a role.
func (p *Page) names(of string) (list []string) {
	p.t.Helper()
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	p.must(err)
	for _, n := range tree.Nodes {
		if role(n) == of {
			list = append(list, name(n))
		}
	}
	return list
}

// untilNamed waits for a control with the role and the name: the browser renews its accessibility tree some time after the page.
func (p *Page) untilNamed(role, name string) {
	p.t.Helper()
	var names []string
	for end := time.Now().Add(timeout); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if names = p.names(role); slices.Contains(names, name) {
			return
		}
	}
	p.t.Errorf("the elements of the role %s are named %q, want one named %q", role, names, name)
}

func role(n *accessibility.Node) string { return value(n.Role) }
func name(n *accessibility.Node) string { return value(n.Name) }

// value returns a text of the accessibility tree, which is sent as JSON.
func value(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	return strings.Trim(string(v.Value), `"`)
}

// namesContainLabels fails the test for controls whose accessible name does not contain the visible label: users of voice control
// say what they see (WCAG 2.5.3).
func (p *Page) namesContainLabels() {
	p.t.Helper()
	const labelled = "document.querySelectorAll('#page :is(button, a, [role=tab])[aria-label]')"
	for _, control := range Eval[[][2]string](p, "[..."+labelled+"].filter(e => e.checkVisibility()).map(e => [e.innerText.trim(), e.ariaLabel])") {
		if seen, name := control[0], control[1]; !strings.Contains(name, strings.Trim(seen, "×◐?‹›⋯⌄⌃+−")) {
			p.t.Errorf("%q has the name %q", seen, name)
		}
	}
}

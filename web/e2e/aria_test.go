//go:build e2e

package e2e

import (
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// landmarks are the roles by which a screen reader goes from one part of a page to the next, and those that speak by themselves.
var landmarks = []string{"banner", "main", "complementary", "contentinfo", "navigation", "region", "dialog", "alert", "status"}

// allInLandmarks fails the test for text that a screen reader does not come to by landmarks, in the accessibility tree that
// the browser makes of the page. The link that skips to the pad comes before them all.
func (p *Page) allInLandmarks() {
	p.t.Helper()
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	p.must(err)
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range tree.Nodes {
		nodes[n.NodeID] = n
	}
	seen := 0
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
			p.t.Errorf("%q is in no landmark", name(n))
		}
	}
	if seen < 50 {
		p.t.Errorf("the accessibility tree has %d texts: it is not that of the page", seen)
	}
}

func role(n *accessibility.Node) string { return value(n.Role) }
func name(n *accessibility.Node) string { return value(n.Name) }

// value is a text of the accessibility tree, which the browser sends as JSON.
func value(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	return strings.Trim(string(v.Value), `"`)
}

// namesHoldWhatIsSeen fails the test for controls that are called something else than what stands on them: by voice, people
// ask for what they see (WCAG 2.5.3).
func (p *Page) namesHoldWhatIsSeen() {
	p.t.Helper()
	const labelled = "document.querySelectorAll('#page :is(button, a, [role=tab])[aria-label]')"
	for _, control := range Eval[[][2]string](p, "[..."+labelled+"].filter(e => e.checkVisibility()).map(e => [e.innerText.trim(), e.ariaLabel])") {
		if seen, name := control[0], control[1]; !strings.Contains(name, strings.Trim(seen, "×◐?‹›")) {
			p.t.Errorf("%q is called %q", seen, name)
		}
	}
}

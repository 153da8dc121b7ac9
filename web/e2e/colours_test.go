//go:build e2e

package e2e

import (
	"fmt"
	"image/color"
	"strings"
	"testing"
	"time"
)

// The page and the stage follow the system's preferences of colours, also when they change while the page is open.
func TestTheSystemsColoursAreFollowed(t *testing.T) {
	v := Visit{W: 1280, H: 900, Dark: true}
	p := Open(t, v)
	p.Until("the stage paints", func(s State) bool { return s.Frames > 0 && s.Ready() })
	if paper := p.style("body", "background-color"); paper != "rgb(20, 22, 26)" { // dark paper, #14161A
		t.Errorf("the paper is %s where the system prefers dark", paper)
	}
	p.Draw(digits(t)[2])
	for step := 1; step <= 2; step++ { // a curve has two points
		p.Click("#step")
		p.Until("the step is done", func(s State) bool { return s.Step == step && s.Phase == "paused" })
	}
	p.Until("the evaluation has ended", func(s State) bool { return s.Tested == 10000 && s.Answered() })
	p.Panel("curves")
	p.Screenshot("dark")

	p.Run("light instead of dark", func() {
		v.Dark = false
		p.repaints(func() { p.prefer(v, nil) })
		p.seesStage()
	})
	before := p.colors(p.Place("#pad"))
	p.Run("more contrast", func() {
		mute := p.style("#badge", "color")
		p.repaints(func() { p.prefer(v, map[string]string{"prefers-contrast": "more"}) })
		if now := p.style("#badge", "color"); now == mute {
			p.t.Errorf("the muted text is still %s", now)
		}
		p.seesStage()
		p.Screenshot("contrast")
	})
	for _, dark := range []bool{true, false} {
		v.Dark = dark
		p.Run(fmt.Sprintf("forced colours, dark %v", dark), func() {
			p.repaints(func() { p.prefer(v, map[string]string{"forced-colors": "active"}) })
			p.seesStage()
			p.seesChoices()
			p.Screenshot(fmt.Sprintf("forced-dark-%v", dark))
		})
	}
	p.Run("and back", func() {
		p.repaints(func() { p.prefer(v, nil) })
		p.seesStage()
		for c := range p.colors(p.Place("#pad")) {
			if !before[c] {
				p.t.Errorf("the pad shows %v, which it did not show before colours were forced", c)
				break
			}
		}
		p.Screenshot("forced-ended")
	})
}

// repaints calls act and waits until the stage paints again.
func (p *Page) repaints(act func()) {
	p.t.Helper()
	frames := p.State().Frames
	act()
	p.Until("the stage paints again", func(s State) bool { return s.Frames > frames })
}

// style returns the used value of a property.
func (p *Page) style(selector, property string) string {
	p.t.Helper()
	return Eval[string](p, fmt.Sprintf("getComputedStyle(document.querySelector(%q)).getPropertyValue(%q)", selector, property))
}

// seesStage fails the test if something painted has no contrast with its background.
func (p *Page) seesStage() {
	p.t.Helper()
	ink, accent, train, test := p.style("body", "color"), p.token("--accent"), p.token("--train"), p.token("--test")
	paper, pad := p.style("body", "background-color"), p.token("--tile")
	for _, c := range []struct {
		what        string
		box         func() Box
		front, back string
	}{
		{"ink on the pad", func() Box { return p.Box("#pad") }, ink, pad},
		{"what the chosen number reads", func() Box { return p.Box("#pad") }, accent, pad},
		{"the bar of the best digit", func() Box { return p.Box("#prediction .top") }, ink, paper},
		{"the curve of the training images", func() Box { return p.Box("#curves") }, train, paper},
		{"the curve of the test images", func() Box { return p.Box("#curves") }, test, paper},
	} {
		box := c.box()
		if !apart(c.front, c.back) {
			p.t.Errorf("%s is %s on %s", c.what, c.front, c.back)
		}
		if !p.hasColour(box, c.front) || !p.hasColour(box, c.back) {
			p.t.Errorf("%s: %s on %s is not painted", c.what, c.front, c.back)
		}
	}
	if !apart(train, test) {
		p.t.Errorf("both curves are %s", train)
	}
	if n := len(p.colors(p.featureMap(0))); n < 8 {
		p.t.Errorf("a map of the drawn digit has %d colours", n)
	}
}

// seesChoices fails the test if a selected segment or the open tab looks like the others.
func (p *Page) seesChoices() {
	p.t.Helper()
	for _, c := range []struct{ chosen, other, property string }{
		{"[name=tool]:checked + span", "[name=tool]:not(:checked) + span", "background-color"},
		{"#tabs [aria-selected=true]", "#tabs [aria-selected=false]", "border-bottom-color"},
		{"#continue", "#step", "background-color"},
	} {
		if on, off := p.style(c.chosen, c.property), p.style(c.other, c.property); on == off {
			p.t.Errorf("%s and %s both have %s %s", c.chosen, c.other, c.property, on)
		}
	}
	if front, back := p.style("[name=tool]:checked + span", "color"), p.style("[name=tool]:checked + span", "background-color"); !apart(front, back) {
		p.t.Errorf("the selected tool is %s on %s", front, back)
	}
}

// token returns the used value of a colour of style.css.
func (p *Page) token(name string) string {
	p.t.Helper()
	return Eval[string](p, fmt.Sprintf(`(e => { e.style.color = "var(%s)"; document.body.append(e); const c = getComputedStyle(e).color; e.remove(); return c; })(document.createElement("i"))`, name))
}

// rgb parses a colour of getComputedStyle.
func rgb(css string) (c color.RGBA) {
	fmt.Sscanf(strings.Replace(css, "rgba(", "rgb(", 1), "rgb(%d, %d, %d", &c.R, &c.G, &c.B)
	c.A = 255
	return c
}

// distance returns the largest difference between the channels of two colours, 0 to 255.
func distance(a, b color.Color) int {
	r, g, bl, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	far := func(x, y uint32) int { return max(int(x>>8)-int(y>>8), int(y>>8)-int(x>>8)) }
	return max(far(r, r2), far(g, g2), far(bl, b2))
}

func apart(a, b string) bool { return distance(rgb(a), rgb(b)) > 80 }

// hasColour waits until a colour is visible inside a box, and reports whether it is: the stage paints some time after the page.
func (p *Page) hasColour(in Box, css string) bool {
	p.t.Helper()
	for end := time.Now().Add(timeout); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		for c := range p.colors(in) {
			if distance(c, rgb(css)) <= 3 {
				return true
			}
		}
	}
	return false
}

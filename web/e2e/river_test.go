//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// columns returns the names of the layers whose columns are shown.
func (p *Page) columns() string {
	p.t.Helper()
	return strings.Join(Eval[[]string](p, "[...document.querySelectorAll('.column h2')].filter(e => e.checkVisibility()).map(e => e.innerText)"), ", ")
}

func TestColumnsWithoutRoomAreBroughtInByAButton(t *testing.T) {
	p := Open(t, Visit{W: 960, H: 800, NoWebGL: true})
	p.Ready()
	p.Draw(digits(t)[3])
	const first = "conv 1, pool 1, conv 2, pool 2, conv 3"
	if got := p.columns(); got != first {
		t.Fatalf("the layers %s are shown, want %s", got, first)
	}
	p.Screenshot("columns-first")
	if text := p.Text("#columnsforward"); text != "1 more ›" {
		t.Errorf("the button says %q", text)
	}
	p.Click("#columnsforward")
	p.WaitFor("!document.getElementById('columnsforward').checkVisibility()")
	if got := p.columns(); got != first+", dense" {
		t.Errorf("the layers %s are shown, want the picture to give way to dense", got)
	}
	if Eval[bool](p, onTheStage("#steps")) {
		t.Error("the steps are shown without the picture")
	}
	p.Screenshot("columns-last")
	if text := p.Text("#columnsback"); text != "‹ 1 more" {
		t.Errorf("the button says %q", text)
	}
	p.Click("#columnsback")
	p.WaitFor("!document.getElementById('columnsback').checkVisibility()")
	if got := p.columns(); got != first {
		t.Errorf("the layers %s are shown, want %s again", got, first)
	}
}

// onTheStage is whether a control is seen and can be clicked. The controls of columns that are scrolled out are there for the focus only.
func onTheStage(selector string) string {
	return fmt.Sprintf(`(e => {
		const r = e.getBoundingClientRect();
		return e.checkVisibility() && getComputedStyle(e).clipPath === 'none' && e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2));
	})(document.querySelector(%q))`, selector)
}

func TestTheFocusAndTheKeysBringColumnsInThatHaveNoRoom(t *testing.T) {
	p := Open(t, Visit{W: 960, H: 800, NoWebGL: true})
	p.Ready()
	p.Draw(digits(t)[3])
	const layers = "conv 1, pool 1, conv 2, pool 2, conv 3"
	const steps, dense = "#steps", "[data-chip=head]"
	shown := func(what, want string, first, last bool) {
		t.Helper()
		p.WaitFor(fmt.Sprintf("[...document.querySelectorAll('.column h2')].filter(e => e.checkVisibility()).map(e => e.innerText).join(', ') === %q", want))
		for selector, want := range map[string]bool{steps: first, dense: last} {
			if got := Eval[bool](p, onTheStage(selector)); got != want {
				t.Errorf("%s: %s is on the stage: %v, want %v", what, selector, got, want)
			}
		}
	}
	shown("at first", layers, true, false)
	p.tabTo(dense)
	shown("Tab to the chips of the last layer", layers+", dense", false, true)
	p.mustHaveFocus(dense)
	p.Key("Enter")
	p.WaitFor(openPopover + " !== null")
	p.Key("Escape")
	for range 40 { // controls of the columns between, at most
		if p.Key("Shift+Tab"); Eval[bool](p, "document.activeElement.matches('#steps input')") {
			break
		}
	}
	p.mustHaveFocus("#stepcentre")
	shown("Tab back to the steps", layers, true, false)

	p.Routed(3)
	p.tabTo("#scene")
	p.Click("#columnsback")
	shown("the button", layers, true, false)
	p.tabTo("#scene")
	for range 8 { // layers, and more
		p.Key(".")
	}
	p.Until("a unit is chosen", func(s State) bool { return s.Chosen.Layer > 5 })
	shown("the next layer, by key", layers+", dense", false, true)
	p.mustHaveFocus("#scene")
}

func TestMapsWithoutRoomAreInAGridOfAllMaps(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 800, NoWebGL: true})
	p.Ready()
	p.Draw(digits(t)[3])
	p.Click(".column .more")
	p.WaitFor("document.querySelectorAll('.pop .maps button:not([hidden])').length === 32")
	p.Screenshot("all-maps")
	p.Click(".pop [data-map='31']")
	p.Until("the last map of conv 1 is chosen", func(s State) bool { return s.Chosen.Layer == 0 && s.Chosen.Channel == 31 })
	if Eval[bool](p, openPopover+" !== null") {
		t.Error("the grid stays open")
	}
	p.mapPlace(0, 31) // the row of the chosen map is among those that have room
	p.WaitFor("document.querySelector('.column .maplabel').innerText.startsWith('map 32 ')")
}

func TestOnATabletATabScrollsToItsPanel(t *testing.T) {
	p := Open(t, Visit{W: 820, H: 1180, Touch: true, NoWebGL: true})
	p.Ready()
	p.Draw(digits(t)[3])
	const panel = "document.getElementById('panels').getBoundingClientRect()"
	p.Click("#tab-window")
	p.WaitFor(panel + ".top < innerHeight - 400")
	p.Click("#tab-about")
	p.WaitFor(panel + ".top < innerHeight / 2")
	if top := p.Place("#tabs").Y; top < 0 {
		t.Errorf("the tabs are %v above the window", -top)
	}
}

func TestALayerIsAddedWhereThePlusIs(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800, NoWebGL: true})
	p.Ready()
	before := p.Draw(digits(t)[3])
	plus := fmt.Sprintf("#pluses button[aria-label=%q]", strings.ReplaceAll(words(t, "en")["settings.add_before"], "{name}", "conv 2"))
	p.Click(plus)
	p.Click(".pop .offer button")
	s := p.Until("a convolution must be learned", func(s State) bool { return len(s.Learn) > 0 })
	if got := layers(s.Draft); len(got) != len(before.Draft.Layers)+1 || got[2] != "Conv2D" || s.Learn[0] != 2 {
		t.Errorf("the layers are %v, to learn %v; want another convolution before conv 2", got, s.Learn)
	}
	if got := p.columns(); got != "conv 1, pool 1, conv 2, conv 3, pool 3, conv 4, dense" {
		t.Errorf("the layers %s are shown", got)
	}
	p.Screenshot("added")
	p.Click("#discard")
	p.Until("it is undone, and the network reads as before", func(s State) bool { return len(s.Learn) == 0 && s.Checksum == before.Checksum && s.Answered() })
}

func TestAClickOnADigitShowsHowItsScoreCameAbout(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800, NoWebGL: true})
	p.Ready()
	p.Draw(digits(t)[7]) // through other numbers than a 5, unlike some test digits
	read, caption := p.Routed(7), p.Text("#answercaption")

	p.Click("#prediction [data-digit='5']")
	p.WaitFor("document.getElementById('answercaption').innerText.startsWith('why not 5? 5 has ')")
	if s := p.State(); s.Chosen == read.Chosen || s.Prediction != 7 {
		t.Errorf("the route to the 5 goes through %+v, as that to the %d", s.Chosen, s.Prediction)
	}
	if numeral, row := p.Text("#numeral"), p.Text("#prediction tr.why th"); numeral != "7" || row != "5" {
		t.Errorf("the numeral is %s, the framed row %s", numeral, row)
	}
	p.Screenshot("why-not-5")
	p.Click("#prediction [data-digit='5']")
	p.Until("the route to the 7 is back", func(s State) bool { return s.Chosen == read.Chosen })
	p.WaitFor(fmt.Sprintf("document.getElementById('answercaption').innerText === %q", caption))
}

// The printed page is as wide as the window, and one sheet of paper.
func TestThePageIsPrintedAsItIs(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1440, H: 900})
	p.Ready()
	printed, err := chromedp.Call(p.ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
	p.must(err)
	sizes := regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) `).FindAllSubmatch(printed.Data, -1)
	const points = 1440 * 72.0 / 96
	if len(sizes) != 1 {
		t.Fatalf("%d sheets are printed, want 1", len(sizes))
	}
	if width, err := strconv.ParseFloat(string(sizes[0][1]), 64); err != nil || math.Abs(width-points) > 1 {
		t.Errorf("the sheet is %s points wide, want %v", sizes[0][1], points)
	}
}

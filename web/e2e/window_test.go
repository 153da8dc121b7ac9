//go:build e2e

package e2e

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// texts returns the texts of all visible elements of a selector.
func (p *Page) texts(selector string) []string {
	p.t.Helper()
	return Eval[[]string](p, "[...document.querySelectorAll("+strconv.Quote(selector)+")].filter(e => e.offsetParent).map(e => e.innerText)")
}

func TestTheChosenNumberIsWorkedOut(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1440, H: 900})
	p.Ready()
	p.Panel("window")
	const title = "#panel-window h2"

	p.Run("an empty pad says so", func() {
		p.Clear()
		p.WaitFor(`document.querySelector("` + title + `").innerText === "The pad is empty"`)
		if tables := p.texts("#panel-window table"); len(tables) > 0 {
			p.t.Errorf("there are %d tables", len(tables))
		}
	})

	p.Run("a convolution's printed rows add up to its output", func() {
		p.Draw(digits(p.t)[3])
		p.WaitFor(`document.querySelector("` + title + `").innerText === "One number of conv 3"`)
		rows := p.texts("#panel-window .adding td")
		thousandths := make([]int, len(rows))
		for i, text := range rows {
			v, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "+", "").Replace(text), 64)
			if err != nil {
				p.t.Fatal(err)
			}
			thousandths[i] = int(math.Round(1000 * v))
		}
		if len(rows) != 4 || thousandths[0]+thousandths[1] != thousandths[2] || thousandths[3] != max(thousandths[2], 0) {
			p.t.Errorf("sums, bias, total and output are %q", rows)
		}
		if n := len(p.texts("#panel-window .heat.sees td")); n != 9 {
			p.t.Errorf("the window has %d numbers", n)
		}
	})

	p.Run("the arrow keys choose another input map", func() {
		kernel := func() string { return p.texts("#panel-window figcaption span")[1] }
		before := kernel()
		Eval[bool](p, `document.querySelector("#panel-window [role=slider]").focus() ?? true`)
		p.Key("Home")
		p.WaitFor(`document.querySelector("#panel-window [role=slider]").ariaValueNow === "1"`)
		if after := kernel(); after == before || !strings.HasPrefix(after, "1 →") {
			p.t.Errorf("the kernel went from %q to %q", before, after)
		}
	})

	p.Run("a number in the window is shown in its map, and a click works it out", func() {
		p.Hover(p.Place("#panel-window .heat.sees tr:nth-child(2) td").At(0.5, 0.5))
		p.WaitFor(`document.querySelectorAll("#panel-window .lit").length === 3`)
		p.Click("#panel-window .heat.sees tr:nth-child(2) td")
		p.WaitFor(`document.querySelector("` + title + `").innerText === "One number of pool 2"`)
		if place := p.texts("#panel-window .head .note")[0]; !strings.HasPrefix(place, "map 1 ") { // the first input map was chosen
			p.t.Errorf("the number is %q", place)
		}
		p.mustHaveFocus("#panel-window") // its cell is gone
	})

	p.Run("a click on a kind of pooling tries it", func() {
		if ways := p.texts("#panel-window .way button"); strings.Join(ways, ", ") != "max, average, stride 2 instead, none" {
			p.t.Errorf("the ways are %q", ways)
		}
		p.Click("#panel-window .way:nth-child(2) button")
		p.Until("pool 2 takes the mean", func(s State) bool { return s.Draft.Layers[3].Kind == "AveragePooling2D" })
		p.WaitFor(`document.querySelector("#panel-window .way.on button").innerText === "average"`)
	})
}

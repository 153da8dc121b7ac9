//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/drawing"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
	"convlab/wasm/view"
)

// plain is the table of probabilities, which a screen reader has always, and
// the page without pictures: there the table is seen and the pad shows what
// the network sees.
type plain struct {
	a       *app
	canvas  *dom.Element
	rows    [10]struct{ row, text *dom.Element }
	caption *dom.Element
	text    *dom.Element
	root    *dom.Element
	note    *dom.Element
	on      bool
	lost    bool // there were pictures before
	version int
	ink     [3]uint8
}

func newPlain(a *app) *plain {
	t := &plain{a: a, canvas: dom.ByID("plain"), text: dom.ByID("plaintext"), root: dom.Root(), note: dom.ByID("plainnote"), version: -1}
	table := dom.ByID("prediction")
	t.caption = table.First("caption")
	t.caption.Attr("data-t", "") // written here from now on
	body := table.First("tbody")
	for d := range t.rows {
		row, digit, text := dom.Make("tr"), dom.Make("th"), dom.Make("td")
		digit.Attr("scope", "row")
		digit.Text(strconv.Itoa(d))
		row.Append(digit, text)
		body.Append(row)
		t.rows[d].row, t.rows[d].text = row, text
	}
	return t
}

// begin goes on without pictures.
func (t *plain) begin() { t.turn(true) }

// end goes on with them.
func (t *plain) end() { t.turn(false) }

func (t *plain) turn(on bool) {
	t.on, t.lost = on, dom.HasWebGL2()
	t.root.Class("plain", on)
	t.note.Flag("hidden", !on)
	t.canvas.Flag("hidden", !on)
	t.a.frames.Request()
}

func (t *plain) show(s *view.State) {
	probabilities, ok := s.Probabilities()
	best := s.Best()
	if s.Pad.Verdict != drawing.Digit {
		t.caption.Text(s.AnswerText())
	} else {
		t.caption.Text(s.Words.Say("prediction.caption"))
	}
	for d, r := range t.rows {
		r.text.Text(orDash(ok, percent(float64(probabilities[d]), 1)))
		r.row.Class("top", d == best)
	}
	if !t.on {
		return
	}
	if t.lost {
		t.text.Text(s.Words.Say("plain.lost"))
	} else {
		t.text.Text(s.Words.Say("plain.missing"))
	}
	if ink := s.Viewport.Theme.Colors[scene.Ink]; t.version != s.Pad.Version || t.ink != ink {
		t.version, t.ink = s.Pad.Version, ink
		t.canvas.Picture(28, 28, inked(s.Pad.Pixels, ink))
	}
}

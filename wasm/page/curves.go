//go:build js && wasm

package main

import (
	"slices"
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/layout"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// curves is what a keyboard reads the charts with. It stands around them.
type curves struct {
	box   *dom.Element
	table *dom.Element // around the table of the scores
	body  *dom.Element
	rows  [][5]string // of the table
}

func newCurves(a *app) *curves {
	t := &curves{box: dom.ByID("curves"), table: dom.ByID("scores")}
	t.body = t.table.First("tbody")
	t.box.On("focus", func(dom.Event) { a.send(state.StepReading{}) })
	t.box.On("blur", func(dom.Event) { a.send(state.PointAway{}) })
	t.box.On("keydown", func(e dom.Event) {
		key, modified := e.Key()
		if by := input.CurveKey(key); by != 0 && !modified {
			e.Prevent()
			a.send(state.StepReading{By: by})
		}
	})
	return t
}

// stand puts the box where the scene has the charts.
func (t *curves) stand(r scene.Rect) {
	t.box.MoveTo(dom.Rect{X: float64(r.X), Y: float64(r.Y), W: float64(r.W), H: float64(r.H)})
	t.box.Style("height", dom.Px(float64(r.H)))
}

func (t *curves) show(w wording.Words, s *state.State) {
	places, at := s.Selection.Readings(s.Run.Scores)
	if len(places) == 0 && t.box.HoldsFocus() {
		dom.ByID("train").Focus() // the curves are gone
	}
	t.box.Flag("hidden", len(places) == 0)
	t.box.Attr("aria-valuemax", strconv.Itoa(max(len(places)-1, 0)))
	t.box.Attr("aria-valuenow", strconv.Itoa(at))
	t.box.Attr("aria-valuetext", layout.ReadingText(w, s))
	if rows := layout.ScoreTable(s); !slices.Equal(rows, t.rows) {
		t.rows = rows
		t.list()
	}
	t.table.Flag("hidden", len(t.rows) == 0)
}

// list writes the table of the scores, for those who do not see the curves.
func (t *curves) list() {
	t.body.Forget() // its rows were appended
	t.body.Text("")
	for _, cells := range t.rows {
		row := dom.Make("tr")
		for i, text := range cells {
			cell := dom.Make("td")
			if i == 0 {
				cell = dom.Make("th")
				cell.Attr("scope", "row")
			}
			cell.Text(text)
			row.Append(cell)
		}
		t.body.Append(row)
	}
}

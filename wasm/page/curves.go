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

// curves is the charts of loss and accuracy. The stage paints them, or this panel's own canvas where the workbench is over the
// stage; the words, the switch of the axis and the keyboard's slider are here.
type curves struct {
	a       *app
	charts  *dom.Element // as large as the panel's scene
	own     *painter
	shown   scene.Painting // on the panel's canvas
	labels  dom.Labels
	slider  *dom.Element
	axis    *dom.Element
	choices []*dom.Element // epochs, seconds
	table   *dom.Element   // around the scores as numbers
	body    *dom.Element
	rows    [][5]string // of the table
}

func newCurves(a *app, in *dom.Element) component {
	canvas, labels := dom.Make("canvas").Attr("aria-hidden", "true"), dom.Make("div").Attr("class", "labels").Attr("aria-hidden", "true")
	t := &curves{
		a: a, own: newPainter(canvas.Canvas()), labels: dom.Labels{Parent: labels}, table: dom.Make("div").Attr("class", "vh").Attr("id", "scores"),
		slider: dom.Make("div").Attr("id", "curves").Attr("role", "slider").Attr("tabindex", "0").Attr("aria-valuemin", "0").Attr("data-t-label", "curves.read"),
		axis:   dom.Make("div").Attr("id", "axis").Attr("class", "seg").Attr("role", "radiogroup").Attr("data-t-label", "curves.axis"),
		body:   dom.Make("tbody"),
	}
	for axis, key := range map[state.Axis]string{state.Epochs: "curves.epochs", state.Seconds: "curves.seconds"} {
		choice := dom.Make("input").Attr("type", "radio").Attr("name", "axis").Attr("value", string(axis))
		choice.On("change", func(dom.Event) {
			choice.Forget()
			a.send(state.SetAxis{Axis: axis})
		})
		t.choices = append(t.choices, choice)
		label := dom.Make("label", choice, dom.Translated("span", key))
		if axis == state.Epochs {
			t.axis.Prepend(label)
		} else {
			t.axis.Append(label)
		}
	}
	heads := dom.Make("tr")
	for _, key := range []string{"curves.epoch", "curves.trainloss", "curves.trainaccuracy", "curves.testloss", "curves.testaccuracy"} {
		heads.Append(dom.Translated("th", key).Attr("scope", "col"))
	}
	t.table.Append(dom.Make("table", dom.Translated("caption", "curves.table"), dom.Make("thead", heads), t.body))
	t.charts = dom.Make("div", canvas, labels, t.slider, t.table, t.axis).Attr("id", "charts")
	in.Append(t.charts)
	t.listen()
	return t
}

func (t *curves) listen() {
	point := func(e dom.Event) {
		reading := state.Reading{}
		if _, onSwitch := e.Closest("#axis"); !onSwitch {
			p := &t.a.overlay.panel
			x, y := t.charts.Place(e)
			if target, on := p.At(x+p.Origin.X, y+p.Origin.Y); on {
				reading = layout.ReadingAt(t.a.state, target)
			}
		}
		if reading != t.a.state.Selection.Reading {
			t.a.send(state.SetReading{Reading: reading})
		}
	}
	t.charts.On("pointermove", point)
	t.charts.On("pointerdown", point)
	t.charts.On("pointerleave", func(dom.Event) { t.a.send(state.SetReading{}) })
	t.slider.On("focus", func(dom.Event) { t.a.send(state.StepReading{}) })
	t.slider.On("blur", func(dom.Event) { t.a.send(state.SetReading{}) })
	t.slider.On("keydown", func(e dom.Event) {
		key, modified := e.Key()
		if by := input.CurveKey(key); by != 0 && !modified {
			e.Prevent()
			t.a.send(state.StepReading{By: by})
		}
	})
}

func (t *curves) show(w wording.Words, s *state.State) {
	if p := &t.a.overlay.panel; p.Shown() {
		t.place(p)
		t.paint(p, s.Viewport.Scale)
	}
	places, at := s.Selection.Readings(s.Run.Scores)
	if len(places) == 0 && t.slider.HoldsFocus() {
		dom.ByID("train").Focus() // the curves are gone
	}
	t.slider.Flag("hidden", len(places) == 0)
	t.slider.Attr("aria-valuemax", strconv.Itoa(max(len(places)-1, 0)))
	t.slider.Attr("aria-valuenow", strconv.Itoa(at))
	t.slider.Attr("aria-valuetext", layout.ReadingText(w, s))
	t.slider.Attr("aria-label", w.Format("curves.read"))
	t.axis.Attr("aria-label", w.Format("curves.axis"))
	for _, choice := range t.choices {
		choice.Flag("checked", choice.GetAttribute("value") == string(s.Selection.Axis))
	}
	if rows := layout.ScoreTable(s); !slices.Equal(rows, t.rows) {
		t.rows = rows
		t.list()
	}
	t.table.Flag("hidden", len(t.rows) == 0)
}

// place puts words and controls where the scene has them.
func (t *curves) place(p *layout.Panel) {
	t.charts.Style("height", dom.Px(float64(p.Height)))
	within := func(r scene.Rect) scene.Rect {
		r.X, r.Y = r.X-p.Origin.X, r.Y-p.Origin.Y
		return r
	}
	labels := slices.Clone(p.Labels)
	for i := range labels {
		labels[i].Rect = within(labels[i].Rect)
	}
	t.labels.Show(labelsOf(labels))
	around := within(p.Slots["curves"])
	put(t.slider, around)
	t.slider.Style("height", dom.Px(float64(around.H)))
	axis := within(p.Slots["axis"])
	t.axis.Style("top", dom.Px(float64(axis.Y)))
	t.axis.Style("right", dom.Px(float64(p.W-axis.X-axis.W)))
}

// paint paints the charts on the panel's own canvas, unless the stage does.
func (t *curves) paint(p *layout.Panel, scale float32) {
	t.own.canvas.Flag("hidden", p.OnStage)
	if p.OnStage {
		return
	}
	if painting := p.Painting(t.a.theme, scale); !painting.Same(&t.shown) {
		t.shown = painting
		t.own.paint(painting)
	}
}

// list writes the table of the scores, for users who do not see the curves.
func (t *curves) list() {
	t.body.Forget() // its rows were appended
	t.body.Text("")
	for _, cells := range t.rows {
		row := dom.Make("tr")
		for i, text := range cells {
			cell := dom.Make("td")
			if i == 0 {
				cell = dom.Make("th").Attr("scope", "row")
			}
			cell.Text(text)
			row.Append(cell)
		}
		t.body.Append(row)
	}
}

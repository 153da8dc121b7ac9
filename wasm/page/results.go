//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// results shows how the network did on the test pictures, or on a sample of them.
type results struct {
	a                                     *app
	none, measured, accuracy, loss, title *dom.Element
	cells                                 [10][10]*dom.Element
	list                                  *dom.Element
	buttons                               []mistakeButton
	shown                                 *wire.Results
	ink                                   [3]uint8
	language                              string
}

type mistakeButton struct{ item, button, canvas, text *dom.Element }

func newResults(a *app, in *dom.Element) component {
	t := &results{
		a: a, none: dom.Translated("p", "results.none").Attr("class", "note"), measured: dom.Make("div").Attr("class", "measured"),
		accuracy: dom.Make("p").Attr("id", "accuracy").Attr("class", "big"), loss: dom.Make("p").Attr("class", "note"),
		title: dom.Make("h3"), list: dom.Make("ul").Attr("id", "mistakes"),
	}
	t.measured.Append(
		dom.Make("div", t.accuracy, t.loss, t.title, dom.Translated("p", "results.mistakes_note")),
		dom.Make("div",
			dom.Make("div", t.confusion()).Attr("class", "scroll"),
			dom.Translated("p", "results.confusion_note").Attr("class", "note")),
		t.list,
	)
	in.Append(t.none, t.measured)
	t.list.On("click", func(e dom.Event) {
		button, ok := e.Closest("button")
		if !ok {
			return
		}
		if index, err := strconv.Atoi(button.GetAttribute("data-picture")); err == nil {
			a.send(state.AskDigit{Index: index, Digit: -1})
			dom.ByID("pad").ScrollIntoView()
		}
	})
	return t
}

// confusion makes the table; show fills it.
func (t *results) confusion() *dom.Element {
	head, body := dom.Make("tr", dom.Make("td")), dom.Make("tbody")
	for label := range t.cells {
		column, name := dom.Make("th").Attr("scope", "col"), dom.Make("th").Attr("scope", "row")
		column.Text(strconv.Itoa(label))
		name.Text(strconv.Itoa(label))
		head.Append(column)
		row := dom.Make("tr", name)
		for predicted := range t.cells[label] {
			t.cells[label][predicted] = dom.Make("td")
			row.Append(t.cells[label][predicted])
		}
		body.Append(row)
	}
	caption := dom.Translated("caption", "results.confusion").Attr("class", "vh")
	return dom.Make("table", caption, dom.Make("thead", head), body).Attr("id", "confusion")
}

func (t *results) show(w wording.Words, s *state.State) {
	t.none.Flag("hidden", s.Run.Results != nil)
	t.measured.Flag("hidden", s.Run.Results == nil)
	if s.Run.Results == nil {
		return
	}
	r := s.Run.Results
	ink := t.a.theme.Colors[scene.Ink]
	if r == t.shown && ink == t.ink && s.Language == t.language {
		return
	}
	t.shown, t.ink, t.language = r, ink, s.Language
	t.accuracy.Text(wording.Percent(r.Accuracy, 2))
	t.loss.Text(w.Format("results.loss", "loss", strconv.FormatFloat(r.Loss, 'f', 4, 64), "n", wording.Count(r.Count)))
	wrong := 0
	for label, row := range r.Confusion {
		for predicted, n := range row {
			cell := t.cells[label][predicted]
			cell.Text(strconv.Itoa(n))
			cell.Attr("class", shade(n, label == predicted))
			cell.Attr("title", w.Format("results.cell", "label", strconv.Itoa(label), "predicted", strconv.Itoa(predicted), "n", wording.Count(n)))
			if label != predicted {
				wrong += n
			}
		}
	}
	t.title.Text(w.Format("results.mistakes", "n", wording.Count(wrong)))
	t.mistakes(w, r)
}

// shade is the class of a cell. The more mistakes, the stronger its colour.
func shade(n int, right bool) string {
	switch {
	case right:
		return "right"
	case n == 0:
		return "none"
	case n < 4:
		return "few"
	case n < 12:
		return "some"
	}
	return "many"
}

func (t *results) mistakes(w wording.Words, r *wire.Results) {
	size := spec.MNIST().Size()
	n := min(len(r.Mistakes), len(r.Pixels)/size)
	for len(t.buttons) < n {
		t.buttons = append(t.buttons, t.newButton())
	}
	for i, b := range t.buttons {
		b.item.Flag("hidden", i >= n)
		if i >= n {
			continue
		}
		m := r.Mistakes[i]
		label, text, name := wording.Mistake(w, m)
		b.button.Attr("data-picture", strconv.Itoa(m.Index))
		b.button.Attr("aria-label", name)
		b.button.Attr("title", text)
		b.text.Text(label)
		b.canvas.Pixels(28, 28, inked(r.Pixels[i*size:(i+1)*size], t.ink))
	}
}

func (t *results) newButton() mistakeButton {
	b := mistakeButton{dom.Make("li"), dom.Make("button"), dom.Make("canvas"), dom.Make("span")}
	b.button.Attr("type", "button")
	b.button.Append(b.canvas, b.text)
	b.item.Append(b.button)
	t.list.Append(b.item)
	return b
}

// inked returns a picture as red, green, blue and alpha: the alpha is the ink.
func inked(pixels []float32, ink [3]uint8) []byte {
	rgba := make([]byte, 0, 4*len(pixels))
	for _, p := range pixels {
		rgba = append(rgba, ink[0], ink[1], ink[2], uint8(min(max(p, 0), 1)*255))
	}
	return rgba
}

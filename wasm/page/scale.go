//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// scale is the legend of the colours at the right end of the tabs, and the chip that says which numbers share a colour scale.
type scale struct {
	a            *app
	chip         *dom.Element
	ramp, signed *dom.Element // canvases
	choices      []*dom.Element
	magma        *dom.Element
	theme        scene.Theme // of the ramps that are shown
	magmaShown   bool
}

func newScale(a *app) *scale {
	t := &scale{
		a: a, chip: dom.ByID("scalechip"), ramp: dom.ByID("ramp"), signed: dom.ByID("signedramp"), magma: dom.ByID("magma"),
		choices: dom.ByID("scale").All("[name=scale]"),
	}
	content := popoverContent{
		key: "scale", title: func(w wording.Words, _ *state.State) string { return w.Format("scale.label") },
		more: dom.ByID("scale"), home: dom.ByID("scalehome"),
	}
	t.chip.On("click", func(dom.Event) { a.popover.toggle(t.chip, content, "") })
	for _, choice := range t.choices {
		choice.On("change", func(e dom.Event) {
			choice.Forget()
			a.send(state.SetScale{Scale: state.Scale(e.Value())})
		})
	}
	t.magma.On("change", func(e dom.Event) {
		t.magma.Forget()
		a.send(state.SetMagma{On: e.Checked()})
	})
	return t
}

func (t *scale) show(w wording.Words, s *state.State) {
	t.chip.Text(w.Format("scale.chip", "name", w.Format("scale."+string(s.Selection.Scale))))
	for _, choice := range t.choices {
		choice.Flag("checked", choice.GetAttribute("value") == string(s.Selection.Scale))
	}
	t.magma.Flag("checked", s.Selection.Magma)
	if t.theme == t.a.theme && t.magmaShown == s.Selection.Magma {
		return
	}
	t.theme, t.magmaShown = t.a.theme, s.Selection.Magma
	activations := scene.Activations
	if s.Selection.Magma {
		activations = scene.Sequential
	}
	t.paint(t.ramp, activations, 0)
	t.paint(t.signed, scene.Signed, -1)
}

// paint paints a ramp for numbers from low to 1.
func (t *scale) paint(canvas *dom.Element, ramp scene.Ramp, low float32) {
	const width = 96
	numbers := make([]float32, width)
	for i := range numbers {
		numbers[i] = low + (1-low)*float32(i)/(width-1)
	}
	m := scene.Maps{Table: scene.Table{H: 1, W: width, C: 1, Numbers: numbers}, Low: []float32{low}, High: []float32{1}, Ramp: ramp, Columns: 1, Len: 1}
	var palette scene.Palette
	palette.Use(t.theme)
	paintMaps(canvas, &palette, m)
}

//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/drawing"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// padTools is the drawing pad and what stands under it.
type padTools struct {
	pad, label                 *dom.Element
	tools                      []*dom.Element
	thickness                  *dom.Element
	crop, width, scale, centre *dom.Element
	digit                      int // to pick, -1: any
	pointers                   input.Pointers
}

func newPadTools(a *app) *padTools {
	t := &padTools{
		digit: -1,
		pad:   dom.ByID("pad"), label: dom.ByID("digitlabel"), thickness: dom.ByID("thickness"),
		tools: dom.ByID("padtools").All("[name=tool]"),
		crop:  dom.ByID("stepcrop"), width: dom.ByID("stepwidth"), scale: dom.ByID("stepscale"), centre: dom.ByID("stepcentre"),
	}
	t.pad.OnPointer(func(p dom.Pointer) {
		for _, e := range t.pointers.Handle(pointer(p)) {
			a.send(e)
		}
	})
	dom.ByID("undo").On("click", func(dom.Event) { a.send(state.Undo{}) })
	dom.ByID("clear").On("click", func(dom.Event) { a.send(state.Clear{}) })
	dom.ByID("random").On("click", func(dom.Event) { a.send(state.AskDigit{Index: -1, Digit: t.digit}) })
	dom.ByID("digit").On("change", func(e dom.Event) {
		if digit, err := strconv.Atoi(e.Value()); err == nil {
			t.digit = digit
			a.send(state.AskDigit{Index: -1, Digit: digit})
		}
	})
	for _, tool := range t.tools {
		tool.On("change", func(e dom.Event) { a.send(state.SetTool{Tool: state.Tool(e.Value())}) })
	}
	t.thickness.On("input", func(e dom.Event) {
		if width, err := strconv.ParseFloat(e.Value(), 32); err == nil {
			a.send(state.SetPen{Width: float32(width)})
		}
	})
	t.onStep(a, t.crop, func(s *drawing.Steps, on bool) { s.Crop = on })
	t.onStep(a, t.width, func(s *drawing.Steps, on bool) { s.Width = on })
	t.onStep(a, t.scale, func(s *drawing.Steps, on bool) { s.Scale = on })
	t.onStep(a, t.centre, func(s *drawing.Steps, on bool) { s.Centre = on })
	return t
}

func (t *padTools) onStep(a *app, box *dom.Element, set func(*drawing.Steps, bool)) {
	box.On("change", func(e dom.Event) {
		box.Forget()
		steps := a.state.Pad.Steps
		set(&steps, e.Checked())
		a.send(state.SetSteps{Steps: steps})
	})
}

func pointer(p dom.Pointer) input.Pointer {
	return input.Pointer{
		ID: p.ID, Type: input.PointerType(p.Type), Primary: p.Primary, Button: p.Button, Buttons: p.Buttons,
		Gone: p.Gone, Time: p.Time, Points: points(p.Samples),
	}
}

func points(samples []dom.Sample) []drawing.Point {
	list := make([]drawing.Point, len(samples))
	for i, s := range samples {
		list[i] = drawing.Point{X: s.X, Y: s.Y, Pressure: s.Pressure}
	}
	return list
}

func (t *padTools) show(w wording.Words, s *state.State) {
	p := &s.Pad
	for _, tool := range t.tools {
		tool.Flag("checked", tool.GetAttribute("value") == string(p.Tool))
	}
	t.crop.Flag("checked", p.Steps.Crop)
	t.width.Flag("checked", p.Steps.Width)
	t.scale.Flag("checked", p.Steps.Scale)
	t.centre.Flag("checked", p.Steps.Centre)
	t.pad.Class("inked", p.Digit != nil || p.Picture != nil || len(p.Drawing.Strokes) > 0)
	text := ""
	if name, ok := s.Pad.Incoming(); ok {
		text = w.Format("pad.reading", "name", name)
	} else if p.Picture != nil {
		text = w.Format("pad.picture")
	} else if p.Digit != nil && len(p.Drawing.Strokes) == 0 { // drawn over it is another picture
		text = w.Format("pad.laid", "n", wording.Count(p.Digit.Index), "label", strconv.Itoa(p.Digit.Label))
	}
	t.label.Text(text)
}

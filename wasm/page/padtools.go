//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// padTools is the drawing pad and the controls under it.
type padTools struct {
	pad                        *dom.Element
	tools                      []*dom.Element
	thickness                  *dom.Element
	crop, width, scale, centre *dom.Element
	pointers                   input.Pointers
}

func newPadTools(a *app) *padTools {
	t := &padTools{
		pad: dom.ByID("pad"), thickness: dom.ByID("thickness"),
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
	dom.ByID("random").On("click", func(dom.Event) { a.send(state.AskDigit{Index: -1, Digit: -1}) })
	more := dom.ByID("padmorebutton")
	more.On("click", func(dom.Event) {
		a.popover.toggle(more, popoverContent{
			key: "pad", title: func(w wording.Words, _ *state.State) string { return w.Format("pad.more") },
			more: dom.ByID("padmore"), home: dom.ByID("padmorehome"),
		}, "")
	})
	for digit := range spec.Classes {
		button := dom.Make("button").Attr("type", "button")
		button.Text(strconv.Itoa(digit))
		button.On("click", func(dom.Event) { a.send(state.AskDigit{Index: -1, Digit: digit}) })
		dom.ByID("digits").Append(button)
	}
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

func (t *padTools) show(_ wording.Words, s *state.State) {
	p := &s.Pad
	for _, tool := range t.tools {
		tool.Flag("checked", tool.GetAttribute("value") == string(p.Tool))
	}
	t.crop.Flag("checked", p.Steps.Crop)
	t.width.Flag("checked", p.Steps.Width)
	t.scale.Flag("checked", p.Steps.Scale)
	t.centre.Flag("checked", p.Steps.Centre)
	t.pad.Class("inked", !p.Empty())
}

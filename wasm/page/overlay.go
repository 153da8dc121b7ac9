//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// overlay lays a scene out in the page: the canvas gets its picture, labels
// stand over it, and HTML controls stand where the scene left room.
type overlay struct {
	a       *app
	root    *dom.Element
	stage   *dom.Element
	labels  dom.Labels
	slots   map[string]*dom.Element
	folds   *folds
	curves  *curves
	placed  bool // the slots are where the scene wants them
	painted bool // everything is in its place and can be used
	scene   scene.Scene
}

func newOverlay(a *app) *overlay {
	o := &overlay{
		a: a, root: dom.Root(), stage: dom.ByID("stage"), labels: dom.Labels{Parent: dom.ByID("labels")},
		slots: map[string]*dom.Element{}, folds: newFolds(a), curves: newCurves(a),
	}
	all := []*dom.Element{o.stage}
	for _, e := range o.stage.All("[data-slot]") {
		o.slots[e.GetAttribute("data-slot")] = e
		all = append(all, e)
	}
	dom.OnResize(o.measure, all...)
	dom.OnPage("convlab:theme", func(dom.Event) { o.measure() })
	dom.OnWindow("resize", func(dom.Event) { o.measure() })
	o.point()
	o.measure()
	return o
}

// point passes the pointer on, in the scene's coordinates. Over a slot it
// belongs to the controls there.
func (o *overlay) point() {
	onSlot := func(e dom.Event) bool {
		_, on := e.Closest("[data-slot], button")
		return on
	}
	o.stage.On("pointermove", func(e dom.Event) {
		if onSlot(e) {
			if o.a.state.Selection.Hover.On || o.a.state.Selection.Reading.On {
				o.a.send(state.PointAway{})
			}
			return
		}
		o.a.send(layout.At(o.a.state, o.target(e)))
	})
	o.stage.On("pointerleave", func(dom.Event) { o.a.send(state.PointAway{}) })
	o.stage.On("click", func(e dom.Event) {
		if !onSlot(e) {
			o.a.send(state.PointClick(layout.At(o.a.state, o.target(e))))
		}
	})
	for _, radio := range o.slots["scale"].All("input") {
		radio.On("change", func(e dom.Event) { o.a.send(state.SetScale{Scale: state.Scale(e.Value())}) })
	}
	for _, radio := range o.slots["axis"].All("input") {
		radio.On("change", func(e dom.Event) { o.a.send(state.SetAxis{Axis: state.Axis(e.Value())}) })
	}
}

// target is the place of the scene that is shown under the pointer.
func (o *overlay) target(e dom.Event) scene.Target {
	target, _ := o.scene.At(o.stage.Place(e))
	return target
}

// measure tells the state how large the stage is, and how high the HTML on it.
func (o *overlay) measure() {
	slots := map[string]float32{}
	for name, e := range o.slots {
		if h := e.Height(); h > 0 && (o.placed || name == "lead") { // before that the others stand in a narrower column
			slots[name] = float32(h)
		}
	}
	o.a.theme = theme()
	o.a.send(state.SetViewport{Viewport: state.Viewport{
		W: float32(o.stage.Box().W), Scale: float32(dom.PixelRatio()), Slots: slots,
	}})
}

// theme reads the colours of style.css.
func theme() (t scene.Theme) {
	tokens := scene.Tokens()
	copy(t.Colors[:], dom.Tokens(tokens[:]))
	return t
}

func (o *overlay) show(w wording.Words, s *state.State) {
	o.scene = layout.Scene(w, s)
	o.stage.Style("height", dom.Px(float64(o.scene.H)))
	for name, e := range o.slots {
		r, there := o.scene.Slots[name]
		e.Flag("hidden", !there)
		if there {
			e.MoveTo(dom.Rect{X: float64(r.X), Y: float64(r.Y), W: float64(r.W), H: float64(r.H)})
		}
	}
	measured := o.placed
	o.placed = true
	pad := o.scene.Slots["pad"]
	o.slots["pad"].Style("height", dom.Px(float64(pad.H)))
	o.stage.Class("hot", s.Selection.Hover.On)
	o.labels.Show(labelsOf(o.scene.Labels))
	o.folds.stand(o.scene.Folds)
	o.curves.stand(o.scene.Slots["curves"])
	o.curves.show(w, s)
	if !measured { // in their own columns the slots have other heights: the next frame shows everything in its place
		o.measure()
		return
	}
	if !o.painted {
		o.painted = true
		o.root.Class("painted", true)
		release()
	}
	o.a.stages.show(o.scene.Painting(o.a.theme, s.Viewport.Scale))
}

func labelsOf(list []scene.Label) []dom.Label {
	colors := map[scene.Color]string{
		scene.Paper: "c-paper", scene.Ink: "c-ink", scene.Mute: "c-mute", scene.Rule: "c-edge", scene.Soft: "c-edge",
		scene.Accent: "c-accent", scene.TrainColor: "c-train", scene.TestColor: "c-test", scene.PadPaper: "c-paper",
	}
	aligns := map[scene.Align]string{scene.Center: "center", scene.Right: "right"}
	labels := make([]dom.Label, len(list))
	for i, l := range list {
		labels[i] = dom.Label{
			Rect: dom.Rect{X: float64(l.Rect.X), Y: float64(l.Rect.Y), W: float64(l.Rect.W), H: float64(l.Rect.H)},
			Text: l.Text, Size: float64(l.Size), Color: colors[l.Color], Align: aligns[l.Align], Bold: l.Bold, Wrap: l.Wrap,
		}
	}
	return labels
}

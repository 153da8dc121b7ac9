//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// overlay lays the scene out in the page: the canvas gets its picture, and words and controls are over it where the river has
// them.
type overlay struct {
	a                      *app
	root, main, stage      *dom.Element
	painter, host          *dom.Element // of the page's own canvas, and of the stage's
	pad, padTitle, padNote *dom.Element
	tools, steps           *dom.Element
	picture, pictureShape  *dom.Element
	pictureCaption         *dom.Element
	labels                 dom.Labels
	scroll                 *scroll
	focus                  *sceneFocus
	parts                  []riverPart
	scene                  scene.Scene
	river                  river.River
	view                   scene.Rect   // part of the scene that the canvas shows
	panel                  layout.Panel // of the curves
	onOperator             bool         // the pointer is on a kernel, or on the word of a pooling
	measured               bool         // the page has been displayed
	painted                bool         // everything is in its place and can be used
}

// riverPart is the words and controls of one place of the river.
type riverPart interface {
	show(w wording.Words, s *state.State, r *river.River)
}

func newOverlay(a *app) *overlay {
	o := &overlay{
		a: a, root: dom.Root(), main: dom.ByID("main"), stage: dom.ByID("stage"),
		painter: dom.ByID("painter"), host: dom.ByID("host"), labels: dom.Labels{Parent: dom.ByID("labels")},
		pad: dom.ByID("pad"), padTitle: dom.ByID("padtitle"), padNote: dom.ByID("padnote"), tools: dom.ByID("padtools"), steps: dom.ByID("steps"),
		picture: dom.ByID("picturetitle"), pictureShape: dom.ByID("pictureshape"), pictureCaption: dom.ByID("picturecaption"),
		scroll: newScroll(a), focus: newSceneFocus(),
	}
	o.parts = []riverPart{newColumns(a), newOpened(a), newAnswer(a), newFinal(a), newThumbnails(a), o.scroll, newPluses(a), o.focus}
	dom.OnResize(o.measure, o.main)
	dom.OnPage("convlab:theme", func(dom.Event) { o.measure() })
	dom.OnWindow("resize", func(dom.Event) { o.measure() })
	dom.OnWindow("scroll", func(dom.Event) { o.follow() }) // of a phone; elsewhere the river scrolls in main
	o.steps.On("focusin", func(dom.Event) { o.scroll.to(1, 1) })
	o.main.On("scroll", func(dom.Event) { o.follow() })
	o.point()
	o.measure()
	return o
}

// measure tells the state how large the room for the river is. On a phone main is as high as the river, and the window is not. A
// frame that is not displayed has nothing to measure.
func (o *overlay) measure() {
	if !dom.Displayed() {
		return
	}
	o.measured = true
	o.a.theme = theme()
	_, window := dom.WindowSize()
	box := o.main.Box()
	o.a.send(state.SetViewport{Viewport: state.Viewport{
		W: float32(box.W), H: float32(min(box.H, window-river.TopBars)), Scale: float32(dom.PixelRatio()), TextScale: textScale(),
	}})
}

// textScale is the scale of the river's texts: large type for a user who has set a larger font in the browser.
func textScale() float32 {
	if dom.FontSize() >= 18 {
		return 18.0 / 13
	}
	return 1
}

// theme reads the colours of style.css.
func theme() (t scene.Theme) {
	tokens := scene.Tokens()
	copy(t.Colors[:], dom.Tokens(tokens[:]))
	return t
}

func (o *overlay) show(w wording.Words, s *state.State) {
	r, err := layout.Place(s)
	if err != nil {
		return // the worker has a network that spec refuses: impossible
	}
	o.scene = layout.Flow(w, s, &r)
	o.panel = layout.Curves(w, s, &r, &o.scene)
	o.river = r
	o.showStage(w, s)
	o.pads(w, s)
	for _, part := range o.parts {
		part.show(w, s, &o.river)
	}
	o.labels.Show(labelsOf(o.scene.Labels))
	if !o.painted {
		o.painted = true
		o.root.Class("painted", true)
		release()
	}
	o.paint(s)
}

// showStage shows the stage itself: its height, and whether a click under the pointer does something.
func (o *overlay) showStage(w wording.Words, s *state.State) {
	o.stage.Style("height", dom.Px(float64(o.scene.H)))
	o.stage.Attr("data-mode", [...]string{river.Wide: "wide", river.Wrap: "wrap", river.Tall: "tall"}[o.river.Mode])
	o.stage.Class("hot", s.Route.Hover.On || o.onOperator)
	hint := ""
	if o.onOperator {
		hint = w.Format("operator.hint")
	}
	o.stage.Attr("title", hint)
}

// paint paints the part of the scene around the window.
func (o *overlay) paint(s *state.State) {
	o.view = o.visible()
	for _, canvas := range []*dom.Element{o.painter, o.host} {
		canvas.Style("top", dom.Px(float64(o.view.Y)))
	}
	o.host.Style("height", dom.Px(float64(o.view.H)))
	o.a.stages.show(o.scene.Painting(o.a.theme, s.Viewport.Scale).In(o.view))
}

// follow paints another part of the river when the user has scrolled there.
func (o *overlay) follow() {
	if o.painted && o.visible() != o.view {
		o.a.frames.Request()
	}
}

// visible is the part of the river that the canvas is to show.
func (o *overlay) visible() scene.Rect {
	_, window := dom.WindowSize()
	top := -o.stage.InWindow().Y
	return layout.View(o.view, o.scene.W, o.scene.H, float32(top), float32(top+window), o.a.state.Viewport.Scale)
}

// pads places the pad and the picture with what belongs to them.
func (o *overlay) pads(w wording.Words, s *state.State) {
	r := &o.river
	pad, picture := &r.Columns[0], &r.Columns[1]
	put(o.padTitle, pad.Title)
	put(o.pad, r.Pad.Rect)
	o.pad.Style("height", dom.Px(float64(r.Pad.Rect.H)))
	o.padNote.Text(wording.PadNote(w, s))
	put(o.tools, r.Pad.Tools)
	o.tools.Class("onerow", r.Pad.OneRow)
	o.picture.Flag("hidden", picture.Hidden)
	o.pictureCaption.Flag("hidden", picture.Hidden)
	put(o.picture, picture.Title)
	o.pictureShape.Flag("hidden", picture.Hidden)
	beside := picture.Subtitle.W == 0 // the name, in its line
	shape := picture.Subtitle
	if beside {
		shape = picture.Title
	}
	put(o.pictureShape, shape)
	o.pictureShape.Class("beside", beside)
	o.pictureShape.Text(wording.Size(s.Model().Input))
	put(o.pictureCaption, picture.Caption)
	steps := r.Steps.Rect
	if r.Steps.Out {
		steps = nearest(r).Chips[0]
	}
	put(o.steps, steps)
	o.steps.Flag("hidden", steps.W == 0)
	o.steps.Class("out", r.Steps.Out)
	o.steps.Class("onerow", r.Steps.OneRow)
}

func labelsOf(list []scene.Label) []dom.Label {
	colors := map[scene.Color]string{
		scene.Paper: "c-paper", scene.Ink: "c-ink", scene.Mute: "c-mute", scene.Accent: "c-accent", scene.Tile: "c-tile",
		scene.TrainColor: "c-train", scene.TestColor: "c-test", scene.Positive: "c-pos", scene.Negative: "c-neg",
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

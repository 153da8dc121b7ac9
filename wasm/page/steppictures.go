//go:build js && wasm

package main

import (
	"convlab/engine/drawing"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// stepPictures is a small picture beside each step of the preparation.
type stepPictures struct {
	a        *app
	canvases []*dom.Element
	palette  scene.Palette
	theme    scene.Theme // of the pictures that are shown
	version  int         // of their ink
	shown    bool
}

func newStepPictures(a *app) *stepPictures {
	return &stepPictures{a: a, canvases: dom.ByID("steps").All("canvas")}
}

// show paints the pictures of new ink when it no longer moves: to prepare it three times more takes milliseconds.
func (t *stepPictures) show(_ wording.Words, s *state.State) {
	p := &s.Pad
	if t.shown && (p.Moves() || t.version == p.Version && t.theme == t.a.theme) {
		return
	}
	t.shown, t.version, t.theme = true, p.Version, t.a.theme
	t.palette.Use(t.theme)
	for i, pixels := range p.StepPictures() {
		paintMaps(t.canvases[i], &t.palette, scene.Maps{
			Table: scene.Table{H: drawing.PictureSide, W: drawing.PictureSide, C: 1, Numbers: pixels},
			Low:   []float32{0}, High: []float32{1}, Ramp: scene.Activations, Columns: 1, Len: 1,
		})
	}
}

//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// sparkline is the small curve of the training accuracy in the run bar, while a training runs.
type sparkline struct {
	a      *app
	canvas *dom.Canvas
	shown  string // path of the last curve
}

// Size of the canvas in CSS pixels.
const (
	sparkWidth  = 72
	sparkHeight = 20
)

func newSparkline(a *app) *sparkline {
	t := &sparkline{a: a, canvas: dom.ByID("sparkline").Canvas()}
	dom.OnPage("convlab:theme", func(dom.Event) { t.shown = "" }) // other colours
	return t
}

func (t *sparkline) show(_ wording.Words, s *state.State) {
	path := ""
	scale := dom.PixelRatio()
	if s.RunState() == state.RunTraining {
		path = layout.Sparkline(s.Run.Scores, s.Run.Progress.Epochs, sparkWidth*scale, sparkHeight*scale)
	}
	t.canvas.Flag("hidden", path == "")
	if path == "" || path == t.shown {
		return
	}
	t.shown = path
	w, h := int(sparkWidth*scale), int(sparkHeight*scale)
	t.canvas.Resize(w, h)
	theme := t.a.theme
	t.canvas.Fill(0, 0, float64(w), float64(h), theme.RGBA(scene.Paper))
	t.canvas.Fill(0, float64(h)-scale, float64(w), scale, theme.RGBA(scene.Rule))
	t.canvas.Polyline(path, 1.5*scale, theme.RGBA(scene.TrainColor))
}

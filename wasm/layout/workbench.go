package layout

import (
	"maps"

	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// Panel is the charts in the workbench.
type Panel struct {
	scene.Scene             // empty unless the charts are shown
	Origin      scene.Point // of the panel, in the coordinates of its scene
	Height      float32     // of the panel
	OnStage     bool        // the stage paints it, and not a canvas of the panel
}

// The room in a panel above and below the charts.
const (
	panelTop    = 8
	panelBottom = 12
)

// Shown reports whether the charts are shown.
func (p *Panel) Shown() bool { return p.Height > 0 }

// Curves lays out the charts if their panel is open. Where the workbench is beside or below the river, the stage paints them: they
// are added to its scene, and r gets the height of the workbench. Over the scene, and on a phone, the panel has a canvas of its own.
func Curves(w wording.Words, s *state.State, r *river.River, stage *scene.Scene) (p Panel) {
	open := s.Selection.Bench != state.BenchBar
	if r.Mode == river.Tall {
		open = s.Selection.Sheet
	}
	if !open || s.Selection.Tab != state.PanelCurves {
		return p
	}
	margin := float32(river.Margin)
	if r.Mode == river.Tall {
		margin = river.PhoneMargin
	}
	width := r.W - 2*margin
	p.Height = panelTop + ChartsHeight(width) + panelBottom
	switch {
	case r.Mode == river.Wide:
		p.Height = r.Bench.H - river.BarHeight
	case r.Mode == river.Wrap:
		r.Bench = river.WorkbenchPlace{Y: r.Bench.Y, H: river.BarHeight + p.Height}
		r.Page = r.Bench.Y + r.Bench.H
	}
	p.OnStage = r.Mode != river.Tall && !r.Bench.Over
	if p.OnStage {
		p.Origin.Y = r.Bench.Y + river.BarHeight
	}
	p.W, p.H = r.W, p.Height
	Charts(w, s, &p.Scene, scene.Rect{X: margin, Y: p.Origin.Y + panelTop, W: width, H: p.Height - panelTop - panelBottom})
	if p.OnStage {
		stage.H = r.Page
		stage.Fills = append(stage.Fills, p.Fills...)
		stage.Areas = append(stage.Areas, p.Areas...)
		stage.Lines = append(stage.Lines, p.Lines...)
		stage.Frames = append(stage.Frames, p.Frames...)
		maps.Copy(stage.Slots, p.Slots)
	}
	return p
}

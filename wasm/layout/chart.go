package layout

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// Charts adds the curves of loss and accuracy to a scene, in a rectangle: side by side where there is room, otherwise one below the
// other. The slot "axis" is for the switch between epochs and seconds, "curves" is around both plots.
func Charts(w wording.Words, s *state.State, a *scene.Scene, r scene.Rect) {
	c := &charts{Scene: a, state: s, words: w}
	if a.Slots == nil {
		a.Slots = map[string]scene.Rect{}
	}
	hits := len(c.Hits)
	loss, accuracy := r, r
	if sideBySide(r.W) {
		loss.W = float32(math.Floor(float64(r.W-chartGap) / 2))
		accuracy.X += loss.W + chartGap
		accuracy.W = loss.W
	} else {
		loss.H = (r.H - chartGap/2) / 2
		accuracy.H = loss.H
		accuracy.Y += loss.H + chartGap/2
	}
	c.chart(loss, lossMetric())
	c.chart(accuracy, accuracyMetric())
	first, last := c.Hits[hits].Cell, c.Hits[hits+1].Cell
	c.Slots["axis"] = scene.Rect{X: r.X + r.W - axisWidth, Y: accuracy.Y - 4, W: axisWidth, H: 28}
	c.Slots["curves"] = scene.Rect{X: first.X, Y: first.Y, W: last.X + last.W - first.X, H: last.Y + last.H - first.Y}
}

// The measures of charts.
const (
	axisWidth  = 150 // of the switch between epochs and seconds
	chartGap   = 48
	leastChart = 320 // width of a chart that has one beside it
	chartTop   = 32  // above the plot
	chartSide  = 40  // left of it
	chartBelow = 24
	chartEnd   = 96 // right of it, for the names of the curves
	chartName  = 11.5
	plotHeight = 150 // where nothing else says how high it is
)

func sideBySide(w float32) bool { return w >= 2*leastChart+chartGap }

// ChartsHeight is the usual height of charts in that width.
func ChartsHeight(w float32) float32 {
	if sideBySide(w) {
		return chartTop + plotHeight + chartBelow
	}
	return 2*(chartTop+plotHeight+chartBelow) + chartGap/2
}

// charts is a scene that gets charts.
type charts struct {
	*scene.Scene
	state *state.State
	words wording.Words
}

// chart draws the curves of a metric in a rectangle.
func (c *charts) chart(r scene.Rect, v metric) {
	s, all := c.state, seriesOf(c.words, c.state, v)
	c.title(r, v)
	plot := scene.Rect{X: r.X + chartSide, Y: r.Y + chartTop, W: r.W - chartSide - chartEnd, H: r.H - chartTop - chartBelow}
	const tick, row = 40, 15 // of a label under the plot, and left of it
	ticks := min(max(int(plot.W/tick), 1), maxTicks)
	xs, ys := xAxis(s, ticks), yAxis(s, v, max(int(plot.H/row), 2))
	for _, t := range ys.ticks {
		at := plot.Y + plot.H*float32(1-ys.fraction(t))
		c.Lines = append(c.Lines, scene.Line{Points: []scene.Point{{X: plot.X, Y: at}, {X: plot.X + plot.W, Y: at}}, Width: 1, Color: scene.Rule})
		c.label(scene.Rect{X: r.X - 8, Y: at - 9, W: chartSide, H: 18}, 11, scene.Mute, ys.text(t)).Align = scene.Right
	}
	end := plot.X + plot.W + 12 // right of half of the last number
	for _, t := range xs.ticks {
		at := plot.X + plot.W*float32(xs.fraction(t))
		c.label(scene.Rect{X: at - tick/2, Y: plot.Y + plot.H + 4, W: tick, H: 18}, 11, scene.Mute, xs.text(t)).Align = scene.Center
		end = max(end, at+textWidth(xs.text(t), 11)/2+4)
	}
	c.label(scene.Rect{X: end, Y: plot.Y + plot.H + 4, W: r.X + r.W - end, H: 18}, 11, scene.Mute, c.words.Format("stage.unit."+string(s.Selection.Axis)))
	for _, curve := range slices.Backward(all) {
		c.trace(plot, xs, ys, curve)
	}
	if len(s.Run.Scores) == 0 && len(s.Run.PreviousScores()) == 0 {
		c.label(scene.Rect{X: plot.X, Y: plot.Y + plot.H/2 - 10, W: plot.W, H: 20}, smallSize, scene.Mute, c.words.Format("stage.nocurve")).Align = scene.Center
	}
	if !s.Selection.Reading.On { // otherwise its text says which curve is which
		c.names(plot, xs, ys, v, all)
	}
	c.readout(plot, xs, ys, v, all)
	c.Hits = append(c.Hits, scene.Hit{ID: chartHit(ticks), Cell: plot, Columns: 1, Len: 1})
}

// title names a chart, and explains the metric where that has room.
func (c *charts) title(r scene.Rect, v metric) {
	text, note := c.words.Format(v.title), c.words.Format(v.note)
	room := r.W
	if v.top > 0 {
		room -= axisWidth // the switch is at the end of the accuracy's line
	}
	c.label(scene.Rect{X: r.X, Y: r.Y, W: room, H: 20}, textSize, scene.Ink, text).Bold = true
	if at := textWidth(text, textSize) + 8; at+textWidth(note, textSize) <= room {
		c.label(scene.Rect{X: r.X + at, Y: r.Y, W: room - at, H: 20}, textSize, scene.Mute, note)
	}
}

// names writes at the end of each curve what it is, and the newest test value; apart from each other.
func (c *charts) names(plot scene.Rect, xs, ys axis, v metric, all []series) {
	type name struct {
		at    scene.Point
		text  string
		color scene.Color
	}
	var list []name
	for _, curve := range all {
		last, ok := curve.last(xs.high)
		if !ok || curve.label == "" {
			continue
		}
		text := curve.label
		if curve.marked {
			text += " " + v.text(last.y)
		}
		if y := ys.fraction(last.y); y >= 0 && y <= 1 { // otherwise it has been cut before its end
			list = append(list, name{plotted(plot, xs.fraction(last.x), y), text, textColor(curve.color)})
		}
	}
	slices.SortStableFunc(list, func(a, b name) int { return cmp.Compare(a.at.Y, b.at.Y) })
	const row = 14
	top, bottom := plot.Y+row/2, plot.Y+plot.H-row/2
	for i := range list {
		list[i].at.Y = max(list[i].at.Y, top)
		top = list[i].at.Y + row
	}
	for _, n := range slices.Backward(list) {
		y := min(n.at.Y, bottom)
		bottom = y - row
		c.label(scene.Rect{X: n.at.X + 8, Y: y - 9, W: textWidth(n.text, chartName) + 4, H: 18}, chartName, n.color, n.text)
	}
}

// textColor is the colour of a text about a curve. A text in a pale colour could not be read.
func textColor(color scene.Color) scene.Color {
	if color == scene.TrainPale || color == scene.TestPale {
		return scene.Mute
	}
	return color
}

// readout marks the pointer's place in both charts and the measurements nearest to it, and writes their values into the corner
// that its curves leave free.
func (c *charts) readout(plot scene.Rect, xs, ys axis, v metric, all []series) {
	s := c.state
	if !s.Selection.Reading.On || len(s.Run.Scores) == 0 {
		return
	}
	x := plot.X + plot.W*float32(min(max(xs.fraction(s.Selection.Reading.X), 0), 1))
	c.Lines = append(c.Lines, scene.Line{Points: []scene.Point{{X: x, Y: plot.Y}, {X: x, Y: plot.Y + plot.H}}, Width: 1, Color: scene.Mute})
	for _, curve := range all {
		if p, ok := curve.nearest(s.Selection.Reading.X); ok && curve.label != "" && xs.fraction(p.x) <= 1 {
			c.mark(plotted(plot, xs.fraction(p.x), ys.fraction(p.y)), 8, curve.color)
		}
	}
	texts := readingOf(c.words, s, v)
	y := plot.Y
	if v.top > 0 { // accuracy rises, loss falls
		y += plot.H
		for _, text := range texts {
			y -= readingHeight(text, plot.W)
		}
	}
	for _, text := range texts {
		h := readingHeight(text, plot.W)
		label := c.label(scene.Rect{X: plot.X, Y: y, W: plot.W, H: h}, readingSize, scene.Ink, text)
		label.Align, label.Wrap = scene.Right, true
		y += h
	}
}

const readingSize = 11

func readingHeight(text string, width float32) float32 { return textHeight(text, readingSize, width) }

// chartHit is the ID of the hit of a chart whose horizontal axis has at most so many ticks.
func chartHit(ticks int) string { return fmt.Sprint("chart", ticks) }

// ReadingAt is the place in the charts that is shown at a target of the scene; none where the target is not in a chart.
func ReadingAt(s *state.State, target scene.Target) state.Reading {
	var n int
	if found, _ := fmt.Sscanf(target.ID, "chart%d", &n); found != 1 {
		return state.Reading{}
	}
	axis := xAxis(s, min(max(n, 1), maxTicks))
	return state.Reading{On: true, X: axis.low + float64(target.Part)*(axis.high-axis.low)}
}

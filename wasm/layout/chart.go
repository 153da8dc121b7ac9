package layout

import (
	"math"
	"slices"

	"convlab/wasm/scene"
)

// charts places loss and accuracy, side by side where there is room.
func (c *canvas) charts(y float32) float32 {
	hits := len(c.Hits)
	y = c.bothCharts(y)
	first, last := c.Hits[hits].Cell, c.Hits[len(c.Hits)-1].Cell
	c.Slots["curves"] = scene.Rect{X: first.X, Y: first.Y, W: last.X + last.W - first.X, H: last.Y + last.H - first.Y} // contains both
	return y
}

func (c *canvas) bothCharts(y float32) float32 {
	gap := float32(3 * unit)
	if c.phone() {
		y = c.slot("axis", scene.Rect{X: c.margin, Y: y, W: c.width}, 28) + unit
		y = c.chart(scene.Rect{X: c.margin, Y: y, W: c.width}, lossMetric()) + gap
		return c.chart(scene.Rect{X: c.margin, Y: y, W: c.width}, accuracyMetric())
	}
	w := (c.width - gap) / 2
	c.slot("axis", scene.Rect{X: c.margin + c.width - axisWidth, Y: y - 6, W: axisWidth}, 28)
	return max(
		c.chart(scene.Rect{X: c.margin, Y: y, W: w}, lossMetric()),
		c.chart(scene.Rect{X: c.margin + w + gap, Y: y, W: w}, accuracyMetric()))
}

// axisWidth is the width of the switch between epochs and seconds.
const axisWidth = 150

func (c *canvas) chart(r scene.Rect, v metric) float32 {
	s, all := c.state, seriesOf(c.words, c.state, v)
	c.label(scene.Rect{X: r.X, Y: r.Y, W: r.W - axisWidth, H: 20}, smallSize, scene.Mute, c.words.Format(v.title)).Bold = true
	plot := scene.Rect{X: r.X + 38, Y: c.legend(r.X+38, r.Y+22, r.W-38, all) + unit, W: r.W - 38 - 54, H: plotHeight}
	const tick = 40 // width of a label under the plot
	ticks := min(max(int(plot.W/tick), 1), maxTicks)
	xs, ys := xAxis(s, ticks), yAxis(s, v)
	for _, t := range ys.ticks {
		at := plot.Y + plot.H*float32(1-ys.fraction(t))
		c.Lines = append(c.Lines, scene.Line{Points: []scene.Point{{X: plot.X, Y: at}, {X: plot.X + plot.W, Y: at}}, Width: 1, Color: scene.Rule})
		c.label(scene.Rect{X: r.X - 12, Y: at - 9, W: 44, H: 18}, 11, scene.Mute, ys.text(t)).Align = scene.Right
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
	if len(s.Run.Scores) == 0 { // the lowest third has no line
		c.label(scene.Rect{X: r.X, Y: plot.Y + plot.H*5/6 - 10, W: r.W, H: 20}, smallSize, scene.Mute, c.words.Format("stage.nocurve")).Align = scene.Center
	}
	c.readout(plot, xs, ys, v, all)
	c.Hits = append(c.Hits, scene.Hit{ID: chartHit(ticks), Cell: plot, Columns: 1, Len: 1})
	return plot.Y + plot.H + 24
}

// legend names the curves above the plot, in as many rows as they need, and returns where it ends. It keeps the room of one row.
func (c *canvas) legend(x, y, w float32, all []series) float32 {
	const sample, row, size = 14, 16, 11
	left := x
	for _, curve := range all {
		if curve.label == "" {
			continue
		}
		width := sample + 5 + textWidth(curve.label, size)
		if left > x && left+width > x+w {
			left, y = x, y+row
		}
		c.Lines = append(c.Lines, scene.Line{Points: []scene.Point{{X: left, Y: y + row/2 - 1}, {X: left + sample, Y: y + row/2 - 1}}, Width: curve.width, Color: curve.color})
		c.label(scene.Rect{X: left + sample + 5, Y: y, W: width - sample - 5, H: row}, size, textColor(curve.color), curve.label)
		left += width + 12
	}
	return y + row
}

// textColor is the colour of a text about a curve. A text in a pale colour could not be read.
func textColor(color scene.Color) scene.Color {
	if color == scene.TrainPale || color == scene.TestPale {
		return scene.Mute
	}
	return color
}

// plotted is the place in a plot of fractions of the axes. A value outside of the axes is on the plot's edge.
func plotted(plot scene.Rect, x, y float64) scene.Point {
	return scene.Point{
		X: plot.X + plot.W*float32(min(max(x, 0), 1)),
		Y: plot.Y + plot.H*float32(1-min(max(y, 0), 1)),
	}
}

// trace draws a curve as far as it is within the plot.
func (c *canvas) trace(plot scene.Rect, xs, ys axis, curve series) {
	points := curve.points
	if curve.noisy && len(points) >= smoothFrom {
		s := smooth(points, int(plot.W/2))
		c.Areas = append(c.Areas, scene.Area{Upper: plottedAll(plot, xs, ys, s.high), Lower: plottedAll(plot, xs, ys, s.low), Color: curve.band})
		points = s.mean
	}
	var previous fractions
	var line []scene.Point
	for i, p := range points {
		at := fractions{xs.fraction(p.x), ys.fraction(p.y)}
		if at.x > 1 { // of a previous run that was longer
			break
		}
		if i > 0 {
			if from, to, ok := previous.clip(at); ok {
				if len(line) == 0 || from != previous { // the curve enters the plot
					c.Lines = append(c.Lines, scene.Line{Width: curve.width, Color: curve.color})
					line = []scene.Point{plotted(plot, from.x, from.y)}
				}
				line = append(line, plotted(plot, to.x, to.y))
				c.Lines[len(c.Lines)-1].Points = line
			}
		}
		if curve.marked && at.y >= 0 && at.y <= 1 {
			c.mark(plotted(plot, at.x, at.y), 4, curve.color)
		}
		previous = at
	}
}

// plottedAll are the places of points in a plot, or on its edge.
func plottedAll(plot scene.Rect, xs, ys axis, points []point) []scene.Point {
	list := make([]scene.Point, len(points))
	for i, p := range points {
		list[i] = plotted(plot, xs.fraction(p.x), ys.fraction(p.y))
	}
	return list
}

// fractions is a place in a chart, as fractions of its axes.
type fractions struct{ x, y float64 }

// clip returns the segment of the line from a to b that is between the ends of the vertical axis.
func (a fractions) clip(b fractions) (from, to fractions, ok bool) {
	along := func(y float64) fractions { return fractions{a.x + (b.x-a.x)*(y-a.y)/(b.y-a.y), y} }
	within := func(p fractions) fractions {
		if edge := min(max(p.y, 0), 1); edge != p.y {
			return along(edge)
		}
		return p
	}
	isFinite := !math.IsInf(a.y-b.y, 0) // the comparisons below refuse NaN
	if !isFinite || !(max(a.y, b.y) >= 0 && min(a.y, b.y) <= 1) {
		return a, b, false
	}
	return within(a), within(b), true
}

// mark is a small square around a point of a curve.
func (c *canvas) mark(p scene.Point, side float32, color scene.Color) {
	c.Frames = append(c.Frames, scene.Fill{Rect: scene.Rect{X: p.X - side/2, Y: p.Y - side/2, W: side, H: side}, Color: color})
}

// readout marks the pointer's place in a chart and the measurements nearest to it, and writes their values into the corner that
// its curves leave free.
func (c *canvas) readout(plot scene.Rect, xs, ys axis, v metric, all []series) {
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

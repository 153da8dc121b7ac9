package layout

import (
	"math"

	"convlab/engine/wire"
	"convlab/wasm/scene"
)

// charts places loss and accuracy, side by side where there is room.
func (c *canvas) charts(y float32) float32 {
	hits := len(c.Hits)
	y = c.bothCharts(y)
	first, last := c.Hits[hits].Cell, c.Hits[len(c.Hits)-1].Cell
	c.Slots["curves"] = scene.Rect{X: first.X, Y: first.Y, W: last.X + last.W - first.X, H: last.Y + last.H - first.Y} // around both
	return y
}

func (c *canvas) bothCharts(y float32) float32 {
	gap := float32(3 * unit)
	if c.phone() {
		y = c.slot("axis", scene.Rect{X: c.margin, Y: y, W: c.width}, 28) + unit
		y = c.chart(scene.Rect{X: c.margin, Y: y, W: c.width}, lossCurve()) + gap
		return c.chart(scene.Rect{X: c.margin, Y: y, W: c.width}, accuracyCurve())
	}
	w := (c.width - gap) / 2
	c.slot("axis", scene.Rect{X: c.margin + c.width - axisWidth, Y: y - 6, W: axisWidth}, 28)
	return max(
		c.chart(scene.Rect{X: c.margin, Y: y, W: w}, lossCurve()),
		c.chart(scene.Rect{X: c.margin + w + gap, Y: y, W: w}, accuracyCurve()))
}

// axisWidth is the room of the switch between epochs and seconds.
const axisWidth = 150

// curve is what one chart shows of a score.
type curve struct {
	title    string // key
	value    func(wire.Score) float64
	decimals int
	top      float64 // the highest value that can be, or 0 when there is none
}

func lossCurve() curve {
	return curve{title: "stage.loss", value: func(p wire.Score) float64 { return p.Loss }, decimals: 3}
}

func accuracyCurve() curve {
	return curve{title: "stage.accuracy", value: func(p wire.Score) float64 { return 100 * p.Accuracy }, decimals: 2, top: 100}
}

func (c *canvas) chart(r scene.Rect, v curve) float32 {
	s := c.state
	c.say(scene.Rect{X: r.X, Y: r.Y, W: r.W - axisWidth, H: 20}, smallSize, scene.Mute, c.words.Format(v.title)).Bold = true
	plot := scene.Rect{X: r.X + 38, Y: r.Y + 32, W: r.W - 38 - 54, H: plotHeight}
	const tick = 40 // of a label under the plot
	ticks := min(max(int(plot.W/tick), 1), maxTicks)
	xs, ys := xAxis(s, ticks), yAxis(s, v)
	for _, t := range ys.ticks {
		at := plot.Y + plot.H*float32(1-ys.part(t))
		c.Lines = append(c.Lines, scene.Line{Points: []scene.Point{{X: plot.X, Y: at}, {X: plot.X + plot.W, Y: at}}, Width: 1, Color: scene.Rule})
		c.say(scene.Rect{X: r.X - 12, Y: at - 9, W: 44, H: 18}, 11, scene.Mute, ys.text(t)).Align = scene.Right
	}
	end := plot.X + plot.W + 12 // right of half of the last number
	for _, t := range xs.ticks {
		at := plot.X + plot.W*float32(xs.part(t))
		c.say(scene.Rect{X: at - tick/2, Y: plot.Y + plot.H + 4, W: tick, H: 18}, 11, scene.Mute, xs.text(t)).Align = scene.Center
		end = max(end, at+textWidth(xs.text(t), 11)/2+4)
	}
	c.say(scene.Rect{X: end, Y: plot.Y + plot.H + 4, W: r.X + r.W - end, H: 18}, 11, scene.Mute, c.words.Format("stage.unit."+string(s.Selection.Axis)))
	train := c.trace(plot, xs, ys, v, wire.TrainSet, scene.TrainColor, 1.25)
	test := c.trace(plot, xs, ys, v, wire.TestSet, scene.TestColor, 2)
	c.ends(plot, train, test)
	if len(s.Run.Scores) == 0 { // in the lowest third no chart has a line
		c.say(scene.Rect{X: r.X, Y: plot.Y + plot.H*5/6 - 10, W: r.W, H: 20}, smallSize, scene.Mute, c.words.Format("stage.nocurve")).Align = scene.Center
	}
	c.read(plot, xs, ys, v)
	c.Hits = append(c.Hits, scene.Hit{ID: chartHit(ticks), Cell: plot, Columns: 1, Len: 1})
	return plot.Y + plot.H + 24
}

// plotted is the place of a value whose parts of the axes are x and y, or the plot's edge.
func plotted(plot scene.Rect, x, y float64) scene.Point {
	return scene.Point{
		X: plot.X + plot.W*float32(min(max(x, 0), 1)),
		Y: plot.Y + plot.H*float32(1-min(max(y, 0), 1)),
	}
}

// trace draws one set's scores as far as they are within the plot, and returns the place of the last.
func (c *canvas) trace(plot scene.Rect, xs, ys axis, v curve, set wire.Set, color scene.Color, width float32) *scene.Point {
	var last *scene.Point
	var before part
	var line []scene.Point
	for _, p := range c.state.Run.Scores {
		if p.Set != set {
			continue
		}
		here := part{xs.part(c.state.Selection.Along(p)), ys.part(v.value(p))}
		if last != nil {
			if from, to, ok := before.clip(here); ok {
				if len(line) == 0 || from != before { // it comes in
					c.Lines = append(c.Lines, scene.Line{Width: width, Color: color})
					line = []scene.Point{plotted(plot, from.x, from.y)}
				}
				line = append(line, plotted(plot, to.x, to.y))
				c.Lines[len(c.Lines)-1].Points = line
			}
		}
		if set == wire.TestSet && here.y >= 0 && here.y <= 1 { // few, and far between: each is a measurement
			c.mark(plotted(plot, here.x, here.y), 4, color)
		}
		at := plotted(plot, here.x, here.y)
		last, before = &at, here
	}
	return last
}

// part is a place in a chart, in parts of its axes.
type part struct{ x, y float64 }

// clip is what of the line from a to b lies between the ends of the upright axis.
func (a part) clip(b part) (from, to part, ok bool) {
	along := func(y float64) part { return part{a.x + (b.x-a.x)*(y-a.y)/(b.y-a.y), y} }
	within := func(p part) part {
		if edge := min(max(p.y, 0), 1); edge != p.y {
			return along(edge)
		}
		return p
	}
	isFinite := !math.IsInf(a.y-b.y, 0) // nor a NaN, which the comparisons refuse
	if !isFinite || !(max(a.y, b.y) >= 0 && min(a.y, b.y) <= 1) {
		return a, b, false
	}
	return within(a), within(b), true
}

// mark is a small square around a point of a curve.
func (c *canvas) mark(p scene.Point, side float32, color scene.Color) {
	c.Frames = append(c.Frames, scene.Fill{Rect: scene.Rect{X: p.X - side/2, Y: p.Y - side/2, W: side, H: side}, Color: color})
}

// ends writes each curve's name behind its last point, apart from each other and above the figures of the axis.
func (c *canvas) ends(plot scene.Rect, train, test *scene.Point) {
	const apart, wide = 14, 40
	lowest := plot.Y + plot.H - 5
	if train != nil && test != nil && max(train.X-test.X, test.X-train.X) < wide {
		upper, lower := train, test
		if upper.Y > lower.Y {
			upper, lower = lower, upper
		}
		lower.Y = min(max(lower.Y, upper.Y+apart), lowest)
		upper.Y = min(upper.Y, lower.Y-apart)
	}
	for _, e := range []struct {
		at    *scene.Point
		key   string
		color scene.Color
	}{{train, "stage.train", scene.TrainColor}, {test, "stage.test", scene.TestColor}} {
		if e.at != nil {
			c.say(scene.Rect{X: e.at.X + 6, Y: min(e.at.Y, lowest) - 9, W: 60, H: 18}, 11, e.color, c.words.Format(e.key))
		}
	}
}

// read marks the pointer's place in both charts and the measurements next to it,
// and writes their values into the corner that its curves leave free.
func (c *canvas) read(plot scene.Rect, xs, ys axis, v curve) {
	s := c.state
	if !s.Selection.Reading.On {
		return
	}
	train, okTrain := nearest(s, wire.TrainSet)
	test, okTest := nearest(s, wire.TestSet)
	if !okTrain && !okTest {
		return
	}
	x := plot.X + plot.W*float32(min(max(xs.part(s.Selection.Reading.X), 0), 1))
	c.Lines = append(c.Lines, scene.Line{Points: []scene.Point{{X: x, Y: plot.Y}, {X: x, Y: plot.Y + plot.H}}, Width: 1, Color: scene.Mute})
	for _, p := range []struct {
		score wire.Score
		ok    bool
		color scene.Color
	}{{train, okTrain, scene.TrainColor}, {test, okTest, scene.TestColor}} {
		if p.ok {
			c.mark(plotted(plot, xs.part(s.Selection.Along(p.score)), ys.part(v.value(p.score))), 8, p.color)
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
		label := c.say(scene.Rect{X: plot.X, Y: y, W: plot.W, H: h}, readingSize, scene.Ink, text)
		label.Align, label.Wrap = scene.Right, true
		y += h
	}
}

const readingSize = 11

func readingHeight(text string, width float32) float32 { return textHeight(text, readingSize, width) }

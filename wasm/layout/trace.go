package layout

import (
	"math"

	"convlab/wasm/scene"
)

// plotted is the place of a value whose parts of the axes are x and y, or the plot's edge.
func plotted(plot scene.Rect, x, y float64) scene.Point {
	return scene.Point{
		X: plot.X + plot.W*float32(min(max(x, 0), 1)),
		Y: plot.Y + plot.H*float32(1-min(max(y, 0), 1)),
	}
}

// trace draws a curve as far as it is within the plot.
func (c *charts) trace(plot scene.Rect, xs, ys axis, curve series) {
	points := curve.points
	if curve.noisy && len(points) >= smoothFrom {
		s := smooth(points, int(plot.W/2))
		c.Areas = append(c.Areas, scene.Area{Upper: along(plot, xs, ys, s.high), Lower: along(plot, xs, ys, s.low), Color: curve.band})
		points = s.mean
	}
	var before fractions
	var line []scene.Point
	for i, p := range points {
		here := fractions{xs.fraction(p.x), ys.fraction(p.y)}
		if here.x > 1 { // of a run before that was longer
			break
		}
		if i > 0 {
			if from, to, ok := before.clip(here); ok {
				if len(line) == 0 || from != before { // it comes in
					c.Lines = append(c.Lines, scene.Line{Width: curve.width, Color: curve.color})
					line = []scene.Point{plotted(plot, from.x, from.y)}
				}
				line = append(line, plotted(plot, to.x, to.y))
				c.Lines[len(c.Lines)-1].Points = line
			}
		}
		if curve.marked && here.y >= 0 && here.y <= 1 {
			c.mark(plotted(plot, here.x, here.y), 4, curve.color)
		}
		before = here
	}
}

// along places points in a plot, or on its edge.
func along(plot scene.Rect, xs, ys axis, points []point) []scene.Point {
	list := make([]scene.Point, len(points))
	for i, p := range points {
		list[i] = plotted(plot, xs.fraction(p.x), ys.fraction(p.y))
	}
	return list
}

// fractions is a place in a chart: fractions of its axes, as axis.fraction returns them.
type fractions struct{ x, y float64 }

// clip returns the part of the line from a to b between the ends of the vertical axis.
func (a fractions) clip(b fractions) (from, to fractions, ok bool) {
	along := func(y float64) fractions { return fractions{a.x + (b.x-a.x)*(y-a.y)/(b.y-a.y), y} }
	within := func(p fractions) fractions {
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
func (c *charts) mark(p scene.Point, side float32, color scene.Color) {
	c.Frames = append(c.Frames, scene.Fill{Rect: scene.Rect{X: p.X - side/2, Y: p.Y - side/2, W: side, H: side}, Color: color})
}

package layout

import (
	"strconv"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/wasm/scene"
	"convlab/wasm/wording"
)

// pad places the drawing pad and its tools.
func (c *canvas) pad(x, y, side float32) float32 {
	side = c.snap(side)
	r := scene.Rect{X: x, Y: y, W: side, H: side}
	p := &c.state.Pad
	c.Fills = append(c.Fills, scene.Fill{Rect: r, Color: scene.PadPaper})
	c.Ink = scene.PadInk{Rect: r, Color: scene.Ink, Side: drawing.Side, Cover: p.Raster.Pix[:], Version: p.Version}
	c.Fills = append(c.Fills, scene.Fill{Rect: r, Color: scene.Rule, Stroke: 1})
	c.Slots["pad"] = r
	if p.Steps.Crop {
		c.crop(r)
	}
	if c.state.Pad.Empty() {
		l := c.label(scene.Rect{X: x, Y: y + side/2 - 14, W: side, H: 28}, 18, scene.Mute, c.words.Format("stage.draw"))
		l.Align = scene.Center
	}
	return c.slot("padtools", scene.Rect{X: x, Y: y + side + unit, W: side}, 28)
}

// crop outlines what Crop chooses on the pad: the box of the ink as it was drawn.
func (c *canvas) crop(pad scene.Rect) {
	ink := c.state.Pad.Seen.Ink
	if ink.Empty() { // nothing is drawn, or an untouched test picture, which is not prepared
		return
	}
	pixel := pad.W / drawing.Side
	x0, y0 := pad.X+float32(ink.Min.X)*pixel, pad.Y+float32(ink.Min.Y)*pixel
	box := scene.Rect{X: x0, Y: y0, W: float32(ink.Dx()) * pixel, H: float32(ink.Dy()) * pixel}
	c.Frames = append(c.Frames, scene.Fill{Rect: box, Color: scene.Accent, Stroke: 1})
}

// seen places the 28×28 picture that the network gets.
func (c *canvas) seen(x, y, side float32) float32 {
	in := spec.MNIST()
	r := scene.Rect{X: x, Y: y, W: side, H: side}
	c.Maps = append(c.Maps, scene.Maps{
		Key: "seen", Table: scene.Table{Name: "seen", Version: c.state.Pad.Version, H: in.H, W: in.W, C: 1, Numbers: c.state.Pad.Pixels},
		Low: []float32{0}, High: []float32{1}, Ramp: scene.InkRamp, Cell: r, Columns: 1, Len: 1,
	})
	c.Fills = append(c.Fills, scene.Fill{Rect: r, Color: scene.Rule, Stroke: 1})
	y = c.caption(x, y+side+captionSkip, side, smallSize, scene.Ink, c.words.Format("stage.seen"))
	c.Labels[len(c.Labels)-1].Bold = true
	return c.slot("steps", scene.Rect{X: x, Y: y, W: side}, 100)
}

// bars places the answer in words and the ten probabilities.
func (c *canvas) bars(x, y, w float32) float32 {
	if text := wording.Answer(c.words, c.state); text != "" {
		c.label(scene.Rect{X: x, Y: y, W: w, H: barRow}, textSize, scene.Ink, text).Bold = true
	}
	y += barRow
	probabilities, ok := c.state.Probabilities()
	best := c.state.Best()
	const digit, percent, gap = 20, 60, 6
	full := w - digit - percent - gap
	for d, p := range probabilities {
		row := scene.Rect{X: x, Y: y + float32(d)*barRow, W: w, H: barRow}
		color, text := scene.Mute, "–"
		if ok {
			text = strconv.FormatFloat(100*float64(p), 'f', 1, 64) + " %"
		}
		if d == best {
			color = scene.Ink
		}
		c.label(scene.Rect{X: row.X, Y: row.Y, W: digit, H: row.H}, textSize, color, strconv.Itoa(d)).Bold = d == best
		l := c.label(scene.Rect{X: row.X + w - percent, Y: row.Y, W: percent, H: row.H}, textSize, color, text)
		l.Align, l.Bold = scene.Right, d == best
		track := scene.Rect{X: row.X + digit, Y: row.Y + (barRow-10)/2, W: full, H: 10}
		c.Fills = append(c.Fills, scene.Fill{Rect: track, Color: scene.Soft})
		if track.W = max(full*p, 1); !ok {
			track.W = 1
		}
		fill := scene.Fill{Rect: track, Color: scene.Mute}
		if d == best {
			fill.Color = scene.Accent
		}
		c.Fills = append(c.Fills, fill)
	}
	return y + 10*barRow
}

//go:build js && wasm

package main

import (
	"fmt"
	"slices"
	"strings"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
)

// painter paints with the browser's 2D canvas: until the stage does, where no stage can, and during strokes where there is no GPU.
// Every edge is where the stage has it, so that nothing moves when one takes over from the other.
type painter struct {
	canvas   *dom.Canvas
	shown    scene.Painting // on the canvas
	textures map[string]*texture
	palette  scene.Palette
	ink      ink
	boxes    []scene.Box   // of one rectangle or line
	points   []scene.Point // of one line
	painted  int           // pictures so far
}

// texture is the pixels of one scene.Maps.
type texture struct {
	*dom.Picture
	shown   scene.Maps // what they were made from
	theme   scene.Theme
	touched bool // shown by this painting
}

// ink is the pixels of the drawing on the pad.
type ink struct {
	*dom.Picture
	rows  scene.InkRows
	color [4]uint8
	side  int
}

func newPainter(canvas *dom.Canvas) *painter {
	return &painter{canvas: canvas, textures: map[string]*texture{}}
}

// paint shows a painting. It paints only where the painting differs from the one before.
func (p *painter) paint(s scene.Painting) {
	p.painted++
	p.palette.Use(s.Theme)
	w, h := s.Size()
	if p.canvas.Resize(w, h) {
		p.shown = scene.Painting{}
	}
	p.canvas.Style("width", dom.Px(float64(s.View.W)))
	p.canvas.Style("height", dom.Px(float64(s.View.H)))
	p.upload(s)
	for _, box := range s.Changed(&p.shown, w, h) {
		x, y, w, h := sides(box)
		p.canvas.Within(x, y, w, h, func() {
			p.canvas.Fill(x, y, w, h, s.Theme.RGBA(scene.Paper))
			p.part(s.Within(box))
		})
	}
	p.shown = s
}

func (p *painter) part(s scene.Painting) {
	p.ribbons(s)
	p.fills(s, s.Fills)
	p.drawing(s)
	p.maps(s, s.Maps)
	p.hatches(s)
	p.areas(s)
	p.lines(s)
	p.maps(s, s.Front)
	p.fills(s, s.Frames)
}

// fills paints rectangles and frames on whole device pixels.
func (p *painter) fills(s scene.Painting, list []scene.Fill) {
	for _, f := range list {
		p.boxes = s.Fill(p.boxes[:0], f)
		p.fill(s.Theme.RGBA(f.Color))
	}
}

// fill paints the boxes.
func (p *painter) fill(color [4]uint8) {
	for _, b := range p.boxes {
		x, y, w, h := sides(b)
		p.canvas.Fill(x, y, w, h, color)
	}
}

// sides is a box as corner and size.
func sides(b scene.Box) (x, y, w, h float64) {
	return float64(b.X0), float64(b.Y0), float64(b.X1 - b.X0), float64(b.Y1 - b.Y0)
}

// upload brings the textures of the pad and of every grid up to date.
func (p *painter) upload(s scene.Painting) {
	p.ink.upload(s)
	for _, list := range [][]scene.Maps{s.Maps, s.Front} {
		for _, m := range list {
			p.texture(m, s.Theme).touched = true
		}
	}
	for key, t := range p.textures {
		if !t.touched {
			delete(p.textures, key)
		}
		t.touched = false
	}
}

// upload writes the rows of the drawing that changed, in its colour with its coverage as alpha.
func (i *ink) upload(s scene.Painting) {
	in := s.Ink
	color := s.Theme.RGBA(in.Color)
	if in.Side == 0 {
		return
	}
	if i.side != in.Side || i.color != color {
		*i = ink{Picture: dom.NewPicture(in.Side, in.Side), color: color, side: in.Side}
	}
	if first, rows := i.rows.Changed(in); len(rows) > 0 {
		pixels := make([]byte, 0, 4*len(rows))
		for _, cover := range rows {
			pixels = append(pixels, color[0], color[1], color[2], cover)
		}
		i.Write(first, in.Side, pixels)
	}
}

// drawing paints the ink on the pad.
func (p *painter) drawing(s scene.Painting) {
	if in := s.Ink; in.Side > 0 {
		x, y, w, h := sides(s.Box(in.Rect))
		p.canvas.Draw(p.ink.Picture, 0, 0, in.Side, in.Side, x, y, w, h, true)
	}
}

func (p *painter) maps(s scene.Painting, list []scene.Maps) {
	for _, m := range list {
		for i := range m.Len {
			x, y, w, h := sides(s.Box(m.Rect(m.First + i)))
			p.canvas.Draw(p.textures[m.Key].Picture, i%m.Columns*m.Table.W, i/m.Columns*m.Table.H, m.Table.W, m.Table.H, x, y, w, h, false)
		}
	}
}

// texture returns the texture of a grid, coloured anew if its numbers have changed.
func (p *painter) texture(m scene.Maps, theme scene.Theme) *texture {
	old := p.textures[m.Key]
	if old != nil && old.shown.SamePixels(m) && old.theme == theme {
		return old
	}
	w, h := m.Size()
	next := &texture{shown: m, theme: theme}
	if old != nil && old.shown.SameGrid(m) {
		next.Picture = old.Picture
	} else {
		next.Picture = dom.NewPicture(w, h)
	}
	pixels := make([]byte, 4*w*h)
	m.Paint(&p.palette, pixels)
	next.Write(0, w, pixels)
	p.textures[m.Key] = next
	return next
}

// ribbons paints areas between two curves, and the lines along them.
func (p *painter) ribbons(s scene.Painting) {
	for _, r := range s.Ribbons {
		sides := s.Curves(r)
		p.canvas.Polygon(svgCurve('M', sides[0])+svgCurve('L', sides[1].Reversed()), s.Theme.RGBA(r.Color))
		if r.Stroke > 0 {
			edges, width := s.Edges(r)
			p.canvas.Polyline(svgCurve('M', edges[0])+svgCurve('M', edges[1]), float64(width), s.Theme.RGBA(r.Edge))
		}
	}
}

// hatches paints diagonal lines within rectangles.
func (p *painter) hatches(s scene.Painting) {
	for _, h := range s.Hatches {
		box, lines, width := s.Hatching(h)
		var path strings.Builder
		for _, l := range lines {
			path.WriteString(svgLine(l[:]))
		}
		x, y, wide, high := sides(box)
		p.canvas.Within(x, y, wide, high, func() { p.canvas.Polyline(path.String(), float64(width), s.Theme.RGBA(h.Color)) })
	}
}

func (p *painter) lines(s scene.Painting) {
	for _, l := range s.Lines {
		if l.Sharp() {
			p.boxes = s.Line(p.boxes[:0], l)
			p.fill(s.Theme.RGBA(l.Color))
			continue
		}
		p.points = s.Polyline(p.points[:0], l)
		p.canvas.Polyline(svgLine(p.points), float64(l.Width*s.Scale), s.Theme.RGBA(l.Color))
	}
}

func (p *painter) areas(s scene.Painting) {
	for _, a := range s.Areas {
		p.points = p.points[:0]
		for _, at := range a.Upper {
			p.points = append(p.points, s.Exact(at))
		}
		for _, at := range slices.Backward(a.Lower) {
			p.points = append(p.points, s.Exact(at))
		}
		p.canvas.Polygon(svgLine(p.points), s.Theme.RGBA(a.Color))
	}
}

// svgLine is a polyline in the syntax of SVG.
func svgLine(points []scene.Point) string {
	var path strings.Builder
	for i, at := range points {
		step := 'L'
		if i == 0 {
			step = 'M'
		}
		fmt.Fprintf(&path, "%c%.1f %.1f", step, at.X, at.Y)
	}
	return path.String()
}

// svgCurve is a curve in the syntax of SVG, after a step to its beginning: M moves there, L draws a line.
func svgCurve(step rune, c scene.Cubic) string {
	return fmt.Sprintf("%c%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f", step, c[0].X, c[0].Y, c[1].X, c[1].Y, c[2].X, c[2].Y, c[3].X, c[3].Y)
}

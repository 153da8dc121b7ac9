//go:build js && wasm

package main

import (
	"fmt"
	"slices"
	"strconv"
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
	boxes    []scene.Box   // of one colour
	points   []scene.Point // of one line
	path     []byte        // of the boxes
	painted  int           // pictures so far
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

// fills paints rectangles and frames on whole device pixels. Those of one colour that follow each other are one path: there are
// hundreds, and each call of the browser takes time.
func (p *painter) fills(s scene.Painting, list []scene.Fill) {
	p.boxes = p.boxes[:0]
	for i, f := range list {
		p.boxes = s.Fill(p.boxes, f)
		if i+1 == len(list) || list[i+1].Color != f.Color {
			p.fill(s.Theme.RGBA(f.Color))
			p.boxes = p.boxes[:0]
		}
	}
}

// fill paints the boxes.
func (p *painter) fill(color [4]uint8) {
	p.path = p.path[:0]
	for _, b := range p.boxes {
		for _, step := range []struct {
			name byte
			to   float32
		}{{'M', b.X0}, {' ', b.Y0}, {'H', b.X1}, {'V', b.Y1}, {'H', b.X0}} {
			p.path = strconv.AppendInt(append(p.path, step.name), int64(step.to), 10)
		}
		p.path = append(p.path, 'Z')
	}
	p.canvas.Polygon(string(p.path), color)
}

// sides is a box as corner and size.
func sides(b scene.Box) (x, y, w, h float64) {
	return float64(b.X0), float64(b.Y0), float64(b.X1 - b.X0), float64(b.Y1 - b.Y0)
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

//go:build js && wasm

package main

import (
	"fmt"
	"slices"
	"strings"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
)

// painter paints with the browser's 2D canvas: until the stage does, and where no stage can. Every edge is where the stage
// has it, so that nothing moves when one takes over from the other.
type painter struct {
	canvas   *dom.Canvas
	textures map[string]*texture
	ink      ink
	painted  int // pictures so far
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
	color [3]uint8
	side  int
}

func newPainter() *painter {
	return &painter{canvas: dom.NewCanvas("painter"), textures: map[string]*texture{}}
}

// paint shows a painting.
func (p *painter) paint(s scene.Painting) {
	p.painted++
	p.canvas.Resize(int(s.Pixel(s.W)), int(s.Pixel(s.H)))
	p.canvas.Style("width", dom.Px(float64(s.W)))
	p.canvas.Style("height", dom.Px(float64(s.H)))
	p.fill(s, scene.Rect{W: s.W, H: s.H}, scene.Paper)
	p.fills(s, s.Fills)
	p.drawing(s)
	p.maps(s, s.Maps)
	p.areas(s)
	p.lines(s)
	p.maps(s, s.Front)
	p.fills(s, s.Frames)
	for key, t := range p.textures {
		if !t.touched {
			delete(p.textures, key)
		}
		t.touched = false
	}
}

// fill paints a rectangle on whole device pixels.
func (p *painter) fill(s scene.Painting, r scene.Rect, color scene.Color) {
	x0, y0, x1, y1 := edges(s, r)
	p.canvas.Fill(x0, y0, x1-x0, y1-y0, s.Theme.Colors[color])
}

func (p *painter) fills(s scene.Painting, list []scene.Fill) {
	for _, f := range list {
		if f.Stroke == 0 {
			p.fill(s, f.Rect, f.Color)
			continue
		}
		x0, y0, x1, y1 := edges(s, f.Rect)
		w, color := float64(max(s.Pixel(f.Stroke), 1)), s.Theme.Colors[f.Color]
		p.canvas.Fill(x0, y0, x1-x0, w, color)
		p.canvas.Fill(x0, y1-w, x1-x0, w, color)
		p.canvas.Fill(x0, y0, w, y1-y0, color)
		p.canvas.Fill(x1-w, y0, w, y1-y0, color)
	}
}

// edges is a rectangle in whole device pixels.
func edges(s scene.Painting, r scene.Rect) (x0, y0, x1, y1 float64) {
	return float64(s.Pixel(r.X)), float64(s.Pixel(r.Y)), float64(s.Pixel(r.X + r.W)), float64(s.Pixel(r.Y + r.H))
}

// drawing paints the pad's ink in the theme's colour, its coverage as alpha.
func (p *painter) drawing(s scene.Painting) {
	in, color := s.Ink, s.Theme.Colors[scene.Ink]
	if in.Side == 0 {
		return
	}
	if p.ink.side != in.Side || p.ink.color != color {
		p.ink = ink{Picture: dom.NewPicture(in.Side, in.Side), color: color, side: in.Side}
	}
	if first, rows := p.ink.rows.Changed(in); len(rows) > 0 {
		pixels := make([]byte, 0, 4*len(rows))
		for _, cover := range rows {
			pixels = append(pixels, color[0], color[1], color[2], cover)
		}
		p.ink.Write(first, in.Side, pixels)
	}
	x0, y0, x1, y1 := edges(s, in.Rect)
	p.canvas.Draw(p.ink.Picture, 0, 0, in.Side, in.Side, x0, y0, x1-x0, y1-y0, true)
}

func (p *painter) maps(s scene.Painting, list []scene.Maps) {
	for _, m := range list {
		t := p.texture(m, s.Theme)
		for i := range m.Len {
			x0, y0, x1, y1 := edges(s, m.Rect(m.First+i))
			p.canvas.Draw(t.Picture, i%m.Columns*m.Table.W, i/m.Columns*m.Table.H, m.Table.W, m.Table.H, x0, y0, x1-x0, y1-y0, false)
		}
	}
}

func (p *painter) texture(m scene.Maps, theme scene.Theme) *texture {
	old := p.textures[m.Key]
	if old == nil || !old.shown.SamePixels(m) || old.theme != theme {
		w, h := m.Size()
		next := &texture{shown: m, theme: theme}
		if old != nil && old.shown.SameGrid(m) {
			next.Picture = old.Picture
		} else {
			next.Picture = dom.NewPicture(w, h)
		}
		pixels := make([]byte, 4*w*h)
		m.Paint(theme, pixels)
		next.Write(0, w, pixels)
		p.textures[m.Key] = next
	}
	p.textures[m.Key].touched = true
	return p.textures[m.Key]
}

func (p *painter) lines(s scene.Painting) {
	for _, l := range s.Lines {
		if rects := l.Rects(); rects != nil {
			for _, r := range rects {
				p.fill(s, r, l.Color)
			}
			continue
		}
		p.canvas.Polyline(svgPath(s, l.Points), float64(l.Width*s.Scale), s.Theme.Colors[l.Color])
	}
}

func (p *painter) areas(s scene.Painting) {
	for _, a := range s.Areas {
		around := slices.Clone(a.Lower)
		slices.Reverse(around)
		p.canvas.Polygon(svgPath(s, append(slices.Clone(a.Upper), around...)), s.Theme.Colors[a.Color])
	}
}

// svgPath is a polyline in the syntax of SVG.
func svgPath(s scene.Painting, points []scene.Point) string {
	var path strings.Builder
	for i, at := range points {
		step := 'L'
		if i == 0 {
			step = 'M'
		}
		fmt.Fprintf(&path, "%c%.1f %.1f", step, at.X*s.Scale, at.Y*s.Scale)
	}
	return path.String()
}

package main

import (
	"image"
	"image/color"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

func rgba(t scene.Theme, c scene.Color) color.RGBA {
	v := t.Colors[c]
	return color.RGBA{R: v[0], G: v[1], B: v[2], A: 255}
}

// rgba32 is a token's colour for vertices: premultiplied, 0 to 1.
func rgba32(t scene.Theme, c scene.Color) [4]float32 {
	v := t.Colors[c]
	return [4]float32{float32(v[0]) / 255, float32(v[1]) / 255, float32(v[2]) / 255, 1}
}

// fills paints rectangles and frames on whole device pixels, so that their
// edges are sharp.
func (s *Stage) fills(screen *ebiten.Image, list []scene.Fill) {
	for _, f := range list {
		s.fill(f)
	}
	s.mesh.paint(screen, s.dot(), ebiten.FilterNearest)
}

// fill adds a rectangle, or the four sides of its frame, to the mesh.
func (s *Stage) fill(f scene.Fill) {
	x0, y0 := s.shown.Pixel(f.Rect.X), s.shown.Pixel(f.Rect.Y)
	x1, y1 := s.shown.Pixel(f.Rect.X+f.Rect.W), s.shown.Pixel(f.Rect.Y+f.Rect.H)
	c := rgba32(s.shown.Theme, f.Color)
	if f.Stroke == 0 {
		s.box(x0, y0, x1, y1, c)
		return
	}
	w := max(s.shown.Pixel(f.Stroke), 1)
	s.box(x0, y0, x1, y0+w, c)
	s.box(x0, y1-w, x1, y1, c)
	s.box(x0, y0+w, x0+w, y1-w, c)
	s.box(x1-w, y0+w, x1, y1-w, c)
}

// box adds a rectangle of device pixels in one colour.
func (s *Stage) box(x0, y0, x1, y1 float32, c [4]float32) {
	s.mesh.box(x0, y0, x1, y1, 1, 1, 2, 2, c)
}

// dot returns one white pixel with a white border, so that its edges do not fade.
func (s *Stage) dot() *ebiten.Image {
	if s.white == nil {
		whole := ebiten.NewImage(3, 3)
		whole.Fill(color.White)
		s.white = whole.SubImage(image.Rect(1, 1, 2, 2)).(*ebiten.Image)
	}
	return s.white
}

// mesh collects triangles that are painted from one texture in one call: Ebiten is
// far slower with many small pictures than with their triangles. It reuses its
// memory in the next frame.
type mesh struct {
	vertices []ebiten.Vertex
	indices  []uint32
}

// box adds a rectangle of device pixels that shows a rectangle of the
// texture, times a premultiplied colour.
func (m *mesh) box(x0, y0, x1, y1, u0, v0, u1, v1 float32, c [4]float32) {
	at := uint32(len(m.vertices))
	for _, p := range [4][4]float32{{x0, y0, u0, v0}, {x1, y0, u1, v0}, {x0, y1, u0, v1}, {x1, y1, u1, v1}} {
		m.vertices = append(m.vertices, ebiten.Vertex{
			DstX: p[0], DstY: p[1], SrcX: p[2], SrcY: p[3], ColorR: c[0], ColorG: c[1], ColorB: c[2], ColorA: c[3],
		})
	}
	m.indices = append(m.indices, at, at+1, at+2, at+1, at+3, at+2)
}

// paint paints the triangles and empties the mesh.
func (m *mesh) paint(screen, texture *ebiten.Image, filter ebiten.Filter) {
	if len(m.indices) > 0 {
		screen.DrawTriangles32(m.vertices, m.indices, texture, &ebiten.DrawTrianglesOptions{Filter: filter})
	}
	m.vertices, m.indices = m.vertices[:0], m.indices[:0]
}

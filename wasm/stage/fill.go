package main

import (
	"image"
	"image/color"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

func rgba(t *scene.Theme, c scene.Color) color.NRGBA {
	v := t.RGBA(c)
	return color.NRGBA{R: v[0], G: v[1], B: v[2], A: v[3]}
}

// rgba32 is a colour for vertices: premultiplied, 0 to 1.
func rgba32(t *scene.Theme, c scene.Color) [4]float32 {
	v := t.RGBA(c)
	return faded([4]float32{float32(v[0]) / 255, float32(v[1]) / 255, float32(v[2]) / 255, 1}, float32(v[3])/255)
}

// faded is a premultiplied colour with a part of its opacity.
func faded(c [4]float32, part float32) [4]float32 {
	return [4]float32{c[0] * part, c[1] * part, c[2] * part, c[3] * part}
}

// fills paints rectangles and frames on whole device pixels, so that their
// edges are sharp.
func (s *Stage) fills(list []scene.Fill) {
	for _, f := range list {
		s.boxes = s.shown.Fill(s.boxes[:0], f)
		s.mesh.boxes(s.boxes, rgba32(&s.shown.Theme, f.Color))
	}
	s.mesh.paint(s.screen, s.dot(), ebiten.FilterNearest)
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

// boxes adds rectangles in one colour.
func (m *mesh) boxes(list []scene.Box, c [4]float32) {
	for _, b := range list {
		m.box(b, 1, 1, 2, 2, c)
	}
}

// box adds a rectangle that shows a rectangle of the texture, times a premultiplied colour.
func (m *mesh) box(b scene.Box, u0, v0, u1, v1 float32, c [4]float32) {
	at := uint32(len(m.vertices))
	for _, p := range [4][4]float32{{b.X0, b.Y0, u0, v0}, {b.X1, b.Y0, u1, v0}, {b.X0, b.Y1, u0, v1}, {b.X1, b.Y1, u1, v1}} {
		m.vertices = append(m.vertices, ebiten.Vertex{
			DstX: p[0], DstY: p[1], SrcX: p[2], SrcY: p[3], ColorR: c[0], ColorG: c[1], ColorB: c[2], ColorA: c[3],
		})
	}
	m.indices = append(m.indices, at, at+1, at+2, at+1, at+3, at+2)
}

// paint paints the triangles and empties the mesh.
func (m *mesh) paint(screen, texture *ebiten.Image, filter ebiten.Filter) {
	if len(m.indices) > 0 {
		screen.DrawTriangles32(m.vertices, m.indices, texture, &ebiten.DrawTrianglesOptions{
			Filter: filter, ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha,
		})
	}
	m.vertices, m.indices = m.vertices[:0], m.indices[:0]
}

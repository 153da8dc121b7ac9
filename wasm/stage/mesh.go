package main

import "github.com/hajimehoshi/ebiten/v2"

// mesh gathers triangles that are painted from one texture at once: Ebiten
// takes far longer for many small pictures than for their triangles. It keeps
// its memory between frames.
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

// paint puts the triangles on the screen and begins again with none.
func (m *mesh) paint(screen, texture *ebiten.Image, filter ebiten.Filter) {
	if len(m.indices) > 0 {
		screen.DrawTriangles32(m.vertices, m.indices, texture, &ebiten.DrawTrianglesOptions{Filter: filter})
	}
	m.vertices, m.indices = m.vertices[:0], m.indices[:0]
}

package main

import (
	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// ribbons paints areas between two curves, and the lines along them.
func (s *Stage) ribbons() {
	for _, r := range s.part.Ribbons {
		s.mesh.ribbon(s.shown.Curves(r), rgba32(&s.shown.Theme, r.Color))
		if r.Stroke > 0 {
			edges, width := s.shown.Edges(r)
			for _, edge := range edges {
				s.points = edge.Flatten(s.points[:0])
				s.mesh.strip(s.points, width, rgba32(&s.shown.Theme, r.Edge))
			}
		}
	}
	s.mesh.paint(s.screen, s.dot(), ebiten.FilterNearest)
}

// ribbon adds the area between two curves in device pixels: at each step four vertices across it, of which the outer two are
// transparent, as for lines. The ends are on whole pixels and do not fade.
func (m *mesh) ribbon(sides [2]scene.Cubic, c [4]float32) {
	n := max(sides[0].Steps(), sides[1].Steps())
	var before uint32
	for i := range n + 1 {
		t := float32(i) / float32(n)
		at := m.between(sides[0].At(t), sides[1].At(t), sides[0].Along(t), sides[1].Along(t), c)
		if i > 0 {
			m.quads(before, at, 3)
		}
		before = at
	}
}

// between adds the vertices from one side of a ribbon to the other; along is each side's direction.
func (m *mesh) between(a, b, alongA, alongB scene.Point, c [4]float32) uint32 {
	ax, ay := normal(scene.Point{}, alongA)
	bx, by := normal(scene.Point{}, alongB)
	thick := ((b.X-a.X)*(ax+bx) + (b.Y-a.Y)*(ay+by)) / 2
	if thick < 0 { // the normals point from b to a
		ax, ay, bx, by, thick = -ax, -ay, -bx, -by, -thick
	}
	if thick < feather { // a line
		return m.across(scene.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}, (ax+bx)/2, (ay+by)/2, thick, c)
	}
	at := m.vertex(moved(a, ax, ay, -feather/2), [4]float32{})
	m.vertex(moved(a, ax, ay, feather/2), c)
	m.vertex(moved(b, bx, by, -feather/2), c)
	m.vertex(moved(b, bx, by, feather/2), [4]float32{})
	return at
}

// hatches paints diagonal lines within rectangles.
func (s *Stage) hatches() {
	for _, h := range s.part.Hatches {
		box, lines, width := s.shown.Hatching(h)
		for _, l := range lines {
			s.mesh.strip(l[:], width, rgba32(&s.shown.Theme, h.Color))
		}
		s.mesh.paint(inside(s.screen, box), s.dot(), ebiten.FilterNearest)
	}
}

package main

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// feather is the width in device pixels over which an edge fades.
const feather = 1.0

// lines paints polylines as triangle strips whose edges fade out: smooth without
// the cost of anti-aliased vector paths. Level and upright lines are boxes
// on whole pixels, so that they are sharp.
func (s *Stage) lines() {
	for _, l := range s.part.Lines {
		c := rgba32(&s.shown.Theme, l.Color)
		if l.Sharp() {
			s.boxes = s.shown.Line(s.boxes[:0], l)
			s.mesh.boxes(s.boxes, c)
			continue
		}
		s.points = s.shown.Polyline(s.points[:0], l)
		s.mesh.strip(s.points, l.Width*s.shown.Scale, c)
	}
	s.mesh.paint(s.screen, s.dot(), ebiten.FilterNearest)
}

// areas paints areas as triangle strips with hard edges: curves cover them.
func (s *Stage) areas() {
	for _, a := range s.part.Areas {
		c := rgba32(&s.shown.Theme, a.Color)
		for i := range a.Upper {
			at := s.mesh.vertex(s.shown.Exact(a.Upper[i]), c)
			s.mesh.vertex(s.shown.Exact(a.Lower[i]), c)
			if i > 0 {
				s.mesh.quads(at-2, at, 1)
			}
		}
	}
	s.mesh.paint(s.screen, s.dot(), ebiten.FilterNearest)
}

// strip adds a polyline of device pixels: at each point four vertices across it, of which the outer two are transparent. Where it
// turns little, the parts before and after share them. At a sharp turn they would make both parts thin, so each has its own.
func (m *mesh) strip(points []scene.Point, width float32, c [4]float32) {
	var end uint32
	shared := false
	for i := 1; i < len(points); i++ {
		nx, ny := normal(points[i-1], points[i])
		begin := end
		if !shared {
			begin = m.across(points[i-1], nx, ny, width, c)
		}
		shared = false
		if i+1 < len(points) {
			bx, by := normal(points[i], points[i+1])
			if cos := nx*bx + ny*by; cos > 0.9 { // less than 26°
				shared = true
				nx, ny = (nx+bx)/(1+cos), (ny+by)/(1+cos) // longer than 1, so that both parts keep their width
			}
		}
		end = m.across(points[i], nx, ny, width, c)
		m.quads(begin, end, 3)
	}
}

// across adds four vertices across a line. The coverage from one side to the other is that of a line under pixels as wide as
// feather: a line thinner than a pixel is translucent.
func (m *mesh) across(p scene.Point, nx, ny, width float32, c [4]float32) uint32 {
	half := width / 2
	outer, inner := half+feather/2, max(half-feather/2, feather/2-half)
	c = faded(c, min(width/feather, 1))
	at := m.vertex(moved(p, nx, ny, -outer), [4]float32{})
	m.vertex(moved(p, nx, ny, -inner), c)
	m.vertex(moved(p, nx, ny, inner), c)
	m.vertex(moved(p, nx, ny, outer), [4]float32{})
	return at
}

func moved(p scene.Point, nx, ny, by float32) scene.Point {
	return scene.Point{X: p.X + nx*by, Y: p.Y + ny*by}
}

// vertex adds a vertex in one colour, and returns its number.
func (m *mesh) vertex(p scene.Point, c [4]float32) uint32 {
	m.vertices = append(m.vertices, ebiten.Vertex{
		DstX: p.X, DstY: p.Y, SrcX: 1.5, SrcY: 1.5, ColorR: c[0], ColorG: c[1], ColorB: c[2], ColorA: c[3],
	})
	return uint32(len(m.vertices) - 1)
}

// quads adds n rectangles side by side between two rows of n+1 vertices.
func (m *mesh) quads(a, b, n uint32) {
	for k := range n {
		m.indices = append(m.indices, a+k, a+k+1, b+k, a+k+1, b+k+1, b+k)
	}
}

// normal is the unit vector across the line from a to b.
func normal(a, b scene.Point) (x, y float32) {
	dx, dy := b.X-a.X, b.Y-a.Y
	if d := float32(math.Hypot(float64(dx), float64(dy))); d > 0 {
		return -dy / d, dx / d
	}
	return 0, 0
}

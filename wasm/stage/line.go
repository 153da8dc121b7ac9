package main

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// feather is the width in device pixels over which the edge of a line fades.
const feather = 1.0

// lines paints polylines as triangle strips whose edges fade out: smooth without
// the cost of anti-aliased vector paths. Horizontal and vertical lines are boxes
// on whole pixels, so that they are sharp.
func (s *Stage) lines(screen *ebiten.Image, list []scene.Line) {
	for _, l := range list {
		if rects := l.Rects(); rects != nil {
			for _, r := range rects {
				s.fill(scene.Fill{Rect: r, Color: l.Color})
			}
			continue
		}
		s.mesh.strip(l, rgba32(s.shown.Theme, l.Color), s.shown.Scale)
	}
	s.mesh.paint(screen, s.dot(), ebiten.FilterNearest)
}

// areas paints areas as triangle strips with hard edges: curves cover them.
func (s *Stage) areas(screen *ebiten.Image, list []scene.Area) {
	for _, a := range list {
		s.mesh.area(a, rgba32(s.shown.Theme, a.Color), s.shown.Scale)
	}
	s.mesh.paint(screen, s.dot(), ebiten.FilterNearest)
}

func (m *mesh) area(a scene.Area, c [4]float32, scale float32) {
	for i := range a.Upper {
		for _, p := range []scene.Point{a.Upper[i], a.Lower[i]} {
			m.vertices = append(m.vertices, ebiten.Vertex{
				DstX: p.X * scale, DstY: p.Y * scale, SrcX: 1.5, SrcY: 1.5, ColorR: c[0], ColorG: c[1], ColorB: c[2], ColorA: c[3],
			})
		}
		if i > 0 {
			at := uint32(len(m.vertices) - 4)
			m.indices = append(m.indices, at, at+1, at+2, at+1, at+3, at+2)
		}
	}
}

// strip adds a polyline, a quad for each segment with four vertices across each end, of which the outer two are transparent.
// Segments share no vertices: at a sharp turn a common normal would make both of them thin.
func (m *mesh) strip(l scene.Line, c [4]float32, scale float32) {
	half := l.Width * scale / 2
	for i := 1; i < len(l.Points); i++ {
		from, to := l.Points[i-1], l.Points[i]
		dx, dy := unit(to.X-from.X, to.Y-from.Y)
		at := uint32(len(m.vertices))
		for _, p := range [2]scene.Point{from, to} {
			for k, away := range [4]float32{-half - feather/2, -half + feather/2, half - feather/2, half + feather/2} {
				if k == 1 && away > 0 || k == 2 && away < 0 {
					away = 0 // a line thinner than the feather keeps its middle
				}
				a := c
				if k == 0 || k == 3 {
					a = [4]float32{}
				}
				m.vertices = append(m.vertices, ebiten.Vertex{
					DstX: p.X*scale - dy*away, DstY: p.Y*scale + dx*away,
					SrcX: 1.5, SrcY: 1.5,
					ColorR: a[0], ColorG: a[1], ColorB: a[2], ColorA: a[3],
				})
			}
		}
		for k := range uint32(3) {
			m.indices = append(m.indices, at+k, at+k+1, at+k+4, at+k+1, at+k+5, at+k+4)
		}
	}
}

// unit is the unit vector of a direction.
func unit(x, y float32) (float32, float32) {
	if d := float32(math.Hypot(float64(x), float64(y))); d > 0 {
		return x / d, y / d
	}
	return 0, 0
}

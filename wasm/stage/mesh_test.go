package main

import (
	"math"
	"testing"

	"convlab/wasm/scene"
)

// coverage is the sum of a mesh's opacity over its triangles, in pixels.
func coverage(m *mesh) (sum float64) {
	for i := 0; i < len(m.indices); i += 3 {
		a, b, c := m.vertices[m.indices[i]], m.vertices[m.indices[i+1]], m.vertices[m.indices[i+2]]
		area := math.Abs(float64((b.DstX-a.DstX)*(c.DstY-a.DstY)-(c.DstX-a.DstX)*(b.DstY-a.DstY))) / 2
		sum += area * float64(a.ColorA+b.ColorA+c.ColorA) / 3
	}
	return sum
}

func opaque() [4]float32 { return [4]float32{1, 1, 1, 1} }

func near(got, want, part float64) bool { return math.Abs(got-want) <= part*want }

func TestALineCoversAsMuchAsItsLengthAndWidth(t *testing.T) {
	straight := []scene.Point{{X: 10, Y: 10}, {X: 110, Y: 60}}
	var round []scene.Point // half a circle with a radius of 50
	for i := range 33 {
		turn := math.Pi * float64(i) / 32
		round = append(round, scene.Point{X: float32(50 * math.Cos(turn)), Y: float32(50 * math.Sin(turn))})
	}
	for _, width := range []float32{1, 1.5, 3, 20} {
		var m mesh
		m.strip(straight, width, opaque())
		if got, want := coverage(&m), math.Hypot(100, 50)*float64(width); !near(got, want, 0.001) {
			t.Errorf("a line %v wide covers %.1f pixels, want %.1f", width, got, want)
		}
		m = mesh{}
		m.strip(round, width, opaque())
		if got, want := coverage(&m), 50*math.Pi*float64(width); !near(got, want, 0.01) {
			t.Errorf("half a circle %v wide covers %.1f pixels, want %.1f", width, got, want)
		}
		if n := len(m.vertices); n != 4*len(round) {
			t.Errorf("half a circle has %d vertices, want 4 at each of %d points: others would show through where they overlap", n, len(round))
		}
	}
}

func TestASharpTurnDoesNotMakeALineThin(t *testing.T) {
	var m mesh
	m.strip([]scene.Point{{X: 0, Y: 0}, {X: 10, Y: 100}, {X: 20, Y: 0}}, 2, opaque())
	if got, want := coverage(&m), 2*2*math.Hypot(10, 100); !near(got, want, 0.001) {
		t.Errorf("it covers %.1f pixels, want %.1f", got, want)
	}
}

func TestARibbonCoversItsArea(t *testing.T) {
	p := scene.Painting{Scale: 1}
	for _, thick := range []float32{0.25, 1, 1.5, 8, 112} {
		for name, r := range map[string]scene.Ribbon{
			"level":   {From: [2]scene.Point{{X: 10, Y: 20}, {X: 10, Y: 20 + thick}}, To: [2]scene.Point{{X: 90, Y: 60}, {X: 90, Y: 60 + thick}}, Exact: true},
			"early":   {From: [2]scene.Point{{X: 10, Y: 20}, {X: 10, Y: 20 + thick}}, To: [2]scene.Point{{X: 90, Y: 60}, {X: 90, Y: 60 + thick}}, Exact: true, Early: true},
			"upright": {From: [2]scene.Point{{X: 20, Y: 10}, {X: 20 + thick, Y: 10}}, To: [2]scene.Point{{X: 60, Y: 90}, {X: 60 + thick, Y: 90}}, Exact: true, Vertical: true},
		} {
			var m mesh
			m.ribbon(p.Curves(r), opaque())
			if got, want := coverage(&m), 80*float64(thick); !near(got, want, 0.02) {
				t.Errorf("%s, %v thick: it covers %.1f pixels, want %.1f", name, thick, got, want)
			}
		}
	}
}

// The vertices' colours are premultiplied: a translucent colour is not brighter than it is opaque.
func TestATranslucentColourIsPremultiplied(t *testing.T) {
	var theme scene.Theme
	theme.Colors[scene.Accent] = [3]uint8{255, 0, 51}
	got := rgba32(&theme, scene.Accent.WithOpacity(0.4))
	for i, want := range [4]float32{0.4, 0, 0.08, 0.4} {
		if math.Abs(float64(got[i]-want)) > 1e-6 {
			t.Errorf("the colour is %v, want 0.4, 0, 0.08, 0.4", got)
			break
		}
	}
}

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

// rgba32 is a token's colour as vertices want it: premultiplied, 0 to 1.
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

// dot is one white pixel with a border, so that nothing bleeds into it.
func (s *Stage) dot() *ebiten.Image {
	if s.white == nil {
		whole := ebiten.NewImage(3, 3)
		whole.Fill(color.White)
		s.white = whole.SubImage(image.Rect(1, 1, 2, 2)).(*ebiten.Image)
	}
	return s.white
}

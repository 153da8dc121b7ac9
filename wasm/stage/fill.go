package stage

import (
	"image"
	"image/color"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/view"
)

func rgba(t view.Theme, c view.Color) color.RGBA {
	v := t.Colors[c]
	return color.RGBA{R: v[0], G: v[1], B: v[2], A: 255}
}

// fills paints rectangles and frames on whole device pixels, so that their
// edges are sharp.
func (s *Stage) fills(screen *ebiten.Image, list []view.Fill) {
	for _, f := range list {
		x0, y0 := s.pixel(f.Rect.X), s.pixel(f.Rect.Y)
		x1, y1 := s.pixel(f.Rect.X+f.Rect.W), s.pixel(f.Rect.Y+f.Rect.H)
		c := rgba(s.theme, f.Color)
		if f.Stroke == 0 {
			s.box(screen, x0, y0, x1, y1, c)
			continue
		}
		w := max(s.pixel(f.Stroke), 1)
		s.box(screen, x0, y0, x1, y0+w, c)
		s.box(screen, x0, y1-w, x1, y1, c)
		s.box(screen, x0, y0+w, x0+w, y1-w, c)
		s.box(screen, x1-w, y0+w, x1, y1-w, c)
	}
}

// pixel is the device pixel nearest to a length in CSS pixels.
func (s *Stage) pixel(v float32) float64 { return math.Round(float64(v * s.scale)) }

// box paints a rectangle of device pixels.
func (s *Stage) box(screen *ebiten.Image, x0, y0, x1, y1 float64, c color.Color) {
	var o ebiten.DrawImageOptions
	o.GeoM.Scale(x1-x0, y1-y0)
	o.GeoM.Translate(x0, y0)
	o.ColorScale.ScaleWithColor(c)
	screen.DrawImage(s.dot(), &o)
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

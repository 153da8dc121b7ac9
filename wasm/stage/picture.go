package stage

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/view"
)

// picture is the texture of one view.Maps, with its single pictures cut out.
type picture struct {
	image   *ebiten.Image
	parts   []*ebiten.Image
	pixels  []byte
	shown   view.Maps // what it was painted from
	theme   view.Theme
	touched bool // used by this scene
}

// maps paints grids of pictures. Numbers are coloured and uploaded only when
// they changed.
func (s *Stage) maps(screen *ebiten.Image, list []view.Maps) {
	for _, m := range list {
		p := s.picture(m)
		for i, part := range p.parts {
			at := m.Cell
			at.X += float32(i%m.Columns) * m.DX
			at.Y += float32(i/m.Columns) * m.DY
			x0, y0 := s.pixel(at.X), s.pixel(at.Y)
			x1, y1 := s.pixel(at.X+at.W), s.pixel(at.Y+at.H)
			var o ebiten.DrawImageOptions
			o.GeoM.Scale((x1-x0)/float64(m.W), (y1-y0)/float64(m.H))
			o.GeoM.Translate(x0, y0)
			o.Filter = ebiten.FilterPixelated
			screen.DrawImage(part, &o)
		}
	}
}

func (s *Stage) picture(m view.Maps) *picture {
	p := s.pictures[m.Key]
	if p == nil || !p.shown.SameGrid(m) {
		if p != nil {
			p.image.Deallocate()
		}
		p = cut(m)
		s.pictures[m.Key] = p
	}
	if p.theme != s.theme || !p.shown.SamePixels(m) {
		m.Paint(s.theme, p.pixels)
		p.image.WritePixels(p.pixels)
		p.shown, p.theme = m, s.theme
	}
	p.touched = true
	return p
}

// cut makes the texture for a grid and finds its pictures.
func cut(m view.Maps) *picture {
	w, h := m.Size()
	p := &picture{image: ebiten.NewImage(w, h), pixels: make([]byte, 4*w*h), shown: m}
	p.shown.Version = m.Version - 1
	for i := range m.Len {
		x, y := i%m.Columns*m.W, i/m.Columns*m.H
		p.parts = append(p.parts, p.image.SubImage(image.Rect(x, y, x+m.W, y+m.H)).(*ebiten.Image))
	}
	return p
}

// forget gives back the textures that the last scene did not use.
func (s *Stage) forget() {
	for key, p := range s.pictures {
		if !p.touched {
			p.image.Deallocate()
			delete(s.pictures, key)
		}
		p.touched = false
	}
}

package main

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// padInk is the texture of the drawing on the pad.
type padInk struct {
	image   *ebiten.Image
	rows    scene.InkRows // in the texture
	pixels  []byte        // of one upload
	version int
}

// ink paints the drawing in its colour, with its coverage as alpha.
func (s *Stage) ink() {
	in := s.shown.Ink
	if in.Side == 0 {
		return
	}
	var o ebiten.DrawImageOptions
	at := s.shown.Box(in.Rect)
	o.GeoM.Scale(float64(at.X1-at.X0)/float64(in.Side), float64(at.Y1-at.Y0)/float64(in.Side))
	o.GeoM.Translate(float64(at.X0), float64(at.Y0))
	o.ColorScale.ScaleWithColor(rgba(&s.shown.Theme, in.Color))
	o.Filter = ebiten.FilterLinear
	s.screen.DrawImage(s.pad.image, &o)
}

// upload copies the rows that changed to the texture.
func (p *padInk) upload(in scene.PadInk) {
	if in.Side == 0 || p.image != nil && p.version == in.Version {
		return
	}
	if p.image == nil {
		p.image = ebiten.NewImage(in.Side, in.Side)
	}
	p.version = in.Version
	first, rows := p.rows.Changed(in)
	if len(rows) == 0 {
		return
	}
	p.pixels = p.pixels[:0]
	for _, cover := range rows { // white with premultiplied alpha: drawing multiplies it by the theme's colour
		p.pixels = append(p.pixels, cover, cover, cover, cover)
	}
	p.image.SubImage(image.Rect(0, first, in.Side, first+len(rows)/in.Side)).(*ebiten.Image).WritePixels(p.pixels)
}

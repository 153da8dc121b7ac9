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

// ink paints the drawing in the theme's ink colour, with its coverage as alpha.
func (s *Stage) ink(screen *ebiten.Image) {
	in := s.shown.Ink
	if in.Side == 0 {
		return
	}
	p := &s.pad
	if p.image == nil {
		p.image = ebiten.NewImage(in.Side, in.Side)
	}
	if p.version != in.Version {
		p.upload(in)
		p.version = in.Version
	}
	var o ebiten.DrawImageOptions
	k := float64(in.Rect.W*s.shown.Scale) / float64(in.Side)
	o.GeoM.Scale(k, k)
	o.GeoM.Translate(float64(s.shown.Pixel(in.Rect.X)), float64(s.shown.Pixel(in.Rect.Y)))
	o.ColorScale.ScaleWithColor(rgba(s.shown.Theme, scene.Ink))
	o.Filter = ebiten.FilterLinear
	screen.DrawImage(p.image, &o)
}

// upload copies the rows that changed to the texture.
func (p *padInk) upload(in scene.PadInk) {
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

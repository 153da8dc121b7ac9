package stage

import (
	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/view"
)

// padInk is the texture of the drawing on the pad.
type padInk struct {
	image   *ebiten.Image
	pixels  []byte
	version int
}

// ink paints the drawing in the theme's ink, through its coverage as alpha.
func (s *Stage) ink(screen *ebiten.Image) {
	in := s.scene.Ink
	if in.Side == 0 {
		return
	}
	p := &s.pad
	if p.image == nil {
		p.image = ebiten.NewImage(in.Side, in.Side)
		p.pixels = make([]byte, 4*in.Side*in.Side)
		p.version = in.Version - 1
	}
	if p.version != in.Version {
		for i, cover := range in.Cover {
			// White with premultiplied alpha: the theme's colour is put on when drawing.
			px := p.pixels[4*i : 4*i+4]
			px[0], px[1], px[2], px[3] = cover, cover, cover, cover
		}
		p.image.WritePixels(p.pixels)
		p.version = in.Version
	}
	var o ebiten.DrawImageOptions
	k := float64(in.Rect.W*s.scale) / float64(in.Side)
	o.GeoM.Scale(k, k)
	o.GeoM.Translate(s.pixel(in.Rect.X), s.pixel(in.Rect.Y))
	o.ColorScale.ScaleWithColor(rgba(s.theme, view.Ink))
	o.Filter = ebiten.FilterLinear
	screen.DrawImage(p.image, &o)
}

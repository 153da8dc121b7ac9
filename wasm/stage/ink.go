package stage

import (
	"bytes"
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// padInk is the texture of the drawing on the pad.
type padInk struct {
	image   *ebiten.Image
	cover   []byte // what the texture shows
	pixels  []byte // of one upload
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
		p.cover = make([]byte, in.Side*in.Side)
	}
	if p.version != in.Version {
		p.upload(in)
		p.version = in.Version
	}
	var o ebiten.DrawImageOptions
	k := float64(in.Rect.W*s.scale) / float64(in.Side)
	o.GeoM.Scale(k, k)
	o.GeoM.Translate(float64(s.pixel(in.Rect.X)), float64(s.pixel(in.Rect.Y)))
	o.ColorScale.ScaleWithColor(rgba(s.theme, scene.Ink))
	o.Filter = ebiten.FilterLinear
	screen.DrawImage(p.image, &o)
}

// upload brings the rows that changed into the texture: a moving pen touches
// a few.
func (p *padInk) upload(in scene.PadInk) {
	row := func(y int) (old, now []byte) { return p.cover[y*in.Side:][:in.Side], in.Cover[y*in.Side:][:in.Side] }
	first, end := in.Side, 0
	for y := range in.Side {
		if old, now := row(y); !bytes.Equal(old, now) {
			first, end = min(first, y), y+1
		}
	}
	if first >= end {
		return
	}
	changed := in.Cover[first*in.Side : end*in.Side]
	copy(p.cover[first*in.Side:], changed)
	p.pixels = p.pixels[:0]
	for _, cover := range changed { // white with premultiplied alpha: the theme's colour is put on when drawing
		p.pixels = append(p.pixels, cover, cover, cover, cover)
	}
	p.image.SubImage(image.Rect(0, first, in.Side, end)).(*ebiten.Image).WritePixels(p.pixels)
}

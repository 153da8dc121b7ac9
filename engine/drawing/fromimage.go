package drawing

import (
	"fmt"
	"image"
	"image/color"
	"slices"
)

// MaxImageSide is the most pixels along a side of an image to read.
const MaxImageSide = 4096

// FromImage lays an image on a pad: the longer side fills it, the rest stays
// paper. The paper's grey is the median of the image's border, ink is
// whatever differs from it towards the side of black or white that differs
// more, and the darkest (or lightest) pixel is full ink; so dark on light and
// light on dark both work, also with alpha (which lies on white). It is made
// for clean drawings: shadows on a photograph count as ink.
func FromImage(img image.Image) (*Raster, error) {
	b := img.Bounds()
	if b.Dx() < 1 || b.Dy() < 1 || b.Dx() > MaxImageSide || b.Dy() > MaxImageSide {
		return nil, fmt.Errorf("image: expected sides of 1 to %d pixels, received %dx%d; scale it down", MaxImageSide, b.Dx(), b.Dy())
	}
	g := grid{make([]byte, b.Dx()*b.Dy()), b.Dx(), b.Dy()}
	for y := range g.height {
		for x := range g.width {
			g.pix[y*g.width+x] = grey(img.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	g.toInk()

	longer := float32(max(g.width, g.height))
	w := window{x: (float32(g.width) - longer) / 2, y: (float32(g.height) - longer) / 2, step: longer / Side}
	r := new(Raster)
	new(averager).average(g, w, Side, Side, func(i, j int, v float32) { r.Pix[j*Side+i] = level(v) })
	return r, nil
}

// grey returns the luminance of a colour that lies on white paper.
func grey(c color.Color) byte {
	_, _, _, a := c.RGBA()
	y := color.Gray16Model.Convert(c).(color.Gray16).Y // premultiplied, as RGBA is
	return byte((uint32(y) + 0xffff - a) / 257)
}

// paper returns the median of the outermost pixels.
func (g grid) paper() byte {
	var border []byte
	for i, v := range g.pix {
		x, y := i%g.width, i/g.width
		if x == 0 || y == 0 || x == g.width-1 || y == g.height-1 {
			border = append(border, v)
		}
	}
	slices.Sort(border)
	return border[len(border)/2]
}

// toInk replaces greys by ink of 0 to 255. An even image has none.
func (g grid) toInk() {
	white := float32(g.paper())
	most := white - float32(slices.Min(g.pix))
	if light := float32(slices.Max(g.pix)) - white; light > most {
		most = -light // light on dark
	}
	if most == 0 {
		most = 1
	}
	for i, v := range g.pix {
		g.pix[i] = level((white - float32(v)) / most)
	}
}

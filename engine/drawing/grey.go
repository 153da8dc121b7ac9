package drawing

import (
	"image"
	"image/color"
)

// backdrop is the luminance, white or black, over which an image with alpha is
// composited.
type backdrop uint32

const (
	onWhite backdrop = 0xffff
	onBlack backdrop = 0
)

// opaque reports whether an image is known to have no alpha.
func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// luminance returns the luminance of every pixel over a backdrop. The usual kinds
// of photographs and drawings have loops of their own, without an interface call
// for each pixel. They give the same bytes as the last loop, for any image.
func luminance(img image.Image, on backdrop) pixmap {
	b := img.Bounds()
	g := pixmap{make([]byte, b.Dx()*b.Dy()), b.Dx(), b.Dy()}
	for y := range g.height {
		on.row(g.pix[y*g.width:(y+1)*g.width], img, b.Min.X, b.Min.Y+y)
	}
	return g
}

// row is luminance for the pixels from (x0, y) to the right.
func (on backdrop) row(row []byte, img image.Image, x0, y int) {
	switch m := img.(type) {
	case *image.Gray:
		copy(row, m.Pix[m.PixOffset(x0, y):])
	case *image.YCbCr:
		across := 1 // pixels that share a colour
		switch m.SubsampleRatio {
		case image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
			across = 2
		case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
			across = 4
		}
		luma, chroma := m.Y[m.YOffset(x0, y):], m.COffset(x0, y)-x0/across
		for x := range row {
			k := chroma + (x0+x)/across
			r, g, b, a := color.YCbCr{Y: luma[x], Cb: m.Cb[k], Cr: m.Cr[k]}.RGBA()
			row[x] = on.grey(r, g, b, a)
		}
	case *image.RGBA:
		pix := m.Pix[m.PixOffset(x0, y):]
		for x := range row {
			r, g, b, a := color.RGBA{pix[4*x], pix[4*x+1], pix[4*x+2], pix[4*x+3]}.RGBA()
			row[x] = on.grey(r, g, b, a)
		}
	case *image.NRGBA:
		pix := m.Pix[m.PixOffset(x0, y):]
		for x := range row {
			r, g, b, a := color.NRGBA{pix[4*x], pix[4*x+1], pix[4*x+2], pix[4*x+3]}.RGBA()
			row[x] = on.grey(r, g, b, a)
		}
	case image.RGBA64Image: // every other kind of the standard library, without an allocation for each pixel
		for x := range row {
			r, g, b, a := m.RGBA64At(x0+x, y).RGBA()
			row[x] = on.grey(r, g, b, a)
		}
	default:
		for x := range row {
			r, g, b, a := img.At(x0+x, y).RGBA()
			row[x] = on.grey(r, g, b, a)
		}
	}
}

// grey returns the luminance of a colour over the backdrop. The colour is
// premultiplied by its alpha, 0 to 65,535. Weights: ITU-R BT.601, as in
// image/color.
func (on backdrop) grey(r, g, b, a uint32) byte {
	y := (19595*r + 38470*g + 7471*b + 1<<15) >> 16
	return byte((y + uint32(on)*(0xffff-a)/0xffff) / 257)
}

// reducedSide is the longest side, in pixels, of the picture on which the digit is
// searched, about twice the raster's: the thinnest pen that the raster shows is
// still two pixels wide.
const reducedSide = 1024

// reduce returns the means over squares of scale x scale pixels, with the smallest
// scale for which the sides are at most reducedSide.
func (g pixmap) reduce() (small pixmap, scale int) {
	scale = (max(g.width, g.height) + reducedSide - 1) / reducedSide
	if scale == 1 {
		return g, 1
	}
	small.width, small.height = (g.width+scale-1)/scale, (g.height+scale-1)/scale
	small.pix = make([]byte, small.width*small.height)
	sums := make([]uint32, small.width)
	for j := range small.height {
		clear(sums)
		rows := min(scale, g.height-j*scale)
		for y := j * scale; y < j*scale+rows; y++ {
			for x, v := range g.pix[y*g.width : (y+1)*g.width] {
				sums[x/scale] += uint32(v)
			}
		}
		for i, sum := range sums {
			n := uint32(rows * min(scale, g.width-i*scale))
			small.pix[j*small.width+i] = byte((sum + n/2) / n)
		}
	}
	return small, scale
}

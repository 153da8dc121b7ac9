package drawing

import (
	"image"
	"image/color"
)

// ground is what an image with alpha lies on: the luminance of white or black.
type ground uint32

const (
	onWhite ground = 0xffff
	onBlack ground = 0
)

// opaque says whether an image has no alpha anywhere, as far as it knows.
func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// greys returns the luminance of every pixel on that ground. The kinds that
// photographs and drawings come in have loops of their own, without a call of
// an interface for each pixel: they give the same bytes as the last one, which
// knows any image.
func greys(img image.Image, on ground) grid {
	b := img.Bounds()
	g := grid{make([]byte, b.Dx()*b.Dy()), b.Dx(), b.Dy()}
	for y := range g.height {
		on.row(g.pix[y*g.width:(y+1)*g.width], img, b.Min.X, b.Min.Y+y)
	}
	return g
}

// row is greys of the pixels from (x0, y) to the right.
func (on ground) row(row []byte, img image.Image, x0, y int) {
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

// grey returns the luminance of a colour, premultiplied by its alpha and of
// 0 to 65,535, on the ground. Weights: ITU-R BT.601, as image/color has them.
func (on ground) grey(r, g, b, a uint32) byte {
	y := (19595*r + 38470*g + 7471*b + 1<<15) >> 16
	return byte((y + uint32(on)*(0xffff-a)/0xffff) / 257)
}

// reducedSide is the most pixels along a side of the picture on which the digit
// is looked for, about twice the raster's: a pen that the raster can show is
// still two pixels wide.
const reducedSide = 1024

// reduce returns means over squares of scale pixels, the fewest with which the
// sides are at most reducedSide.
func (g grid) reduce() (small grid, scale int) {
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

package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"

	"convlab/engine/dataset"
)

// canvas is a square of ink, 0 to 1, from which a picture is made.
type canvas struct {
	side int
	ink  []float64
}

// variant is a digit with a size, and the random numbers of its picture.
type variant struct {
	picture []byte          // 28x28
	box     image.Rectangle // bounding box of its ink
	side    int             // of the picture
	share   float64         // of side that the digit's longer side takes
	*rand.Rand
}

// at returns the digit's ink at a position in pixels of the dataset, with bilinear
// interpolation.
func (v variant) at(x, y float64) float64 {
	x, y = x-0.5, y-0.5
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	x, y = x-float64(x0), y-float64(y0)
	pixel := func(x, y int) float64 {
		if !image.Pt(x, y).In(v.box) {
			return 0
		}
		return float64(v.picture[y*dataset.Side+x]) / 255
	}
	return (pixel(x0, y0)*(1-x)+pixel(x0+1, y0)*x)*(1-y) + (pixel(x0, y0+1)*(1-x)+pixel(x0+1, y0+1)*x)*y
}

// draw enlarges the digit so that its longer side takes its share of the picture, at
// a random position at least margin (a share of the picture) from the border, and
// distorts it: warp maps a position on the picture, relative to the digit's middle in
// halves of its longer side, to one on the digit.
func (v variant) draw(margin float64, warp func(x, y float64) (float64, float64)) (c canvas, at image.Rectangle) {
	longer := float64(max(v.box.Dx(), v.box.Dy()))
	scale := v.share * float64(v.side) / longer // pixels of the picture for one of the digit
	scale = min(scale, (1-2*margin)*float64(v.side)/longer)
	place := func(length int) float64 {
		half := float64(length) * scale / 2
		from, to := half+margin*float64(v.side), float64(v.side)-half-margin*float64(v.side)
		return from + (to-from)*v.Float64()
	}
	cx, cy := place(v.box.Dx()), place(v.box.Dy())
	c = canvas{v.side, make([]float64, v.side*v.side)}
	for i := range c.ink {
		x, y := (float64(i%v.side)+0.5-cx)/scale, (float64(i/v.side)+0.5-cy)/scale
		x, y = warp(x/longer*2, y/longer*2)
		c.ink[i] = v.at(float64(v.box.Min.X+v.box.Max.X)/2+x*longer/2, float64(v.box.Min.Y+v.box.Max.Y)/2+y*longer/2)
	}
	w, h := float64(v.box.Dx())*scale/2, float64(v.box.Dy())*scale/2
	return c, image.Rect(int(cx-w), int(cy-h), int(cx+w+1), int(cy+h+1))
}

func straight(x, y float64) (float64, float64) { return x, y }

// on returns the canvas as a grey picture of ink on paper.
func (c canvas) on(paper, ink float64) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, c.side, c.side))
	for i, v := range c.ink {
		m.Pix[i] = grey(paper + (ink-paper)*v)
	}
	return m
}

func grey(v float64) uint8 { return uint8(math.Round(max(0, min(255, v)))) }

// each replaces every grey by f of it.
func each(m *image.Gray, f func(x, y int, v float64) float64) *image.Gray {
	for i, v := range m.Pix {
		m.Pix[i] = grey(f(i%m.Stride, i/m.Stride, float64(v)))
	}
	return m
}

// noise adds random whole numbers from -most to most.
func (v variant) noise(m *image.Gray, most int) *image.Gray {
	return each(m, func(_, _ int, g float64) float64 { return g + float64(v.IntN(2*most+1)-most) })
}

// slope returns a function that grows from 0 to 1 over the picture in a random
// direction.
func (v variant) slope() func(x, y int) float64 {
	dx, dy := math.Sincos(v.Float64() * 2 * math.Pi)
	reach := (math.Abs(dx) + math.Abs(dy)) * float64(v.side) / 2
	return func(x, y int) float64 {
		return 0.5 + (dx*(float64(x)-float64(v.side)/2)+dy*(float64(y)-float64(v.side)/2))/(2*reach)
	}
}

// blur convolves with a Gaussian of 1 pixel.
func blur(c canvas) canvas {
	weights := [...]float64{0.0545, 0.2442, 0.4026, 0.2442, 0.0545}
	for _, step := range []image.Point{{1, 0}, {0, 1}} {
		from := append([]float64(nil), c.ink...)
		for i := range c.ink {
			c.ink[i] = 0
			for k, w := range weights {
				x, y := i%c.side+step.X*(k-2), i/c.side+step.Y*(k-2)
				c.ink[i] += w * from[max(0, min(y, c.side-1))*c.side+max(0, min(x, c.side-1))]
			}
		}
	}
	return c
}

// onTransparent returns a picture with the ink in its alpha.
func (c canvas) onTransparent(ink color.NRGBA) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, c.side, c.side))
	for i, v := range c.ink {
		ink.A = grey(255 * v)
		m.SetNRGBA(i%c.side, i/c.side, ink)
	}
	return m
}

// stored returns the pixels that a file with that EXIF orientation stores for a
// picture.
func stored(m *image.Gray, orientation int) *image.Gray {
	out, last := image.NewGray(m.Rect), m.Stride-1
	for i, v := range m.Pix {
		x, y := i%m.Stride, i/m.Stride // where it is shown
		switch orientation {
		case 2:
			x = last - x
		case 3:
			x, y = last-x, last-y
		case 4:
			y = last - y
		case 5:
			x, y = y, x
		case 6:
			x, y = y, last-x
		case 7:
			x, y = last-y, last-x
		case 8:
			x, y = last-y, x
		}
		out.Pix[y*m.Stride+x] = v
	}
	return out
}

func asPNG(m image.Image) []byte {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// asJPEG adds EXIF data with the orientation, unless that is 1.
func asJPEG(m image.Image, quality, orientation int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		panic(err)
	}
	if orientation == 1 {
		return b.Bytes()
	}
	exif := []byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	exif[29] = byte(orientation)
	return append(append(b.Bytes()[:2:2], exif...), b.Bytes()[2:]...)
}

// inkBox returns the bounding box of the ink of a picture of the dataset.
func inkBox(picture []byte) image.Rectangle {
	b := image.Rectangle{Min: image.Pt(dataset.Side, dataset.Side)}
	for i, v := range picture {
		if x, y := i%dataset.Side, i/dataset.Side; v > 0 {
			b.Min.X, b.Min.Y, b.Max.X, b.Max.Y = min(b.Min.X, x), min(b.Min.Y, y), max(b.Max.X, x+1), max(b.Max.Y, y+1)
		}
	}
	return b
}

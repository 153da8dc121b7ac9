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

// canvas is a picture in the making: ink of 0 to 1, on a square.
type canvas struct {
	side int
	ink  []float64
}

// variant is a digit to be shown: how large, where, and with which chance.
type variant struct {
	picture []byte          // 28x28
	box     image.Rectangle // its ink
	side    int             // of the picture
	share   float64         // of it that the digit's longer side takes
	*rand.Rand
}

// at returns the digit's ink at a place, in pixels of the dataset, with straight
// lines between their centres.
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

// draw enlarges the digit so that its longer side takes its share of the
// picture, at a place by chance at least margin (a share of the picture) from
// the edge, and turned and seen aslant: warp maps a place on the picture, as
// seen from the digit's middle in halves of its longer side, to one on the
// digit.
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

// on returns the picture as greys, ink on paper.
func (c canvas) on(paper, ink float64) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, c.side, c.side))
	for i, v := range c.ink {
		m.Pix[i] = grey(paper + (ink-paper)*v)
	}
	return m
}

func grey(v float64) uint8 { return uint8(math.Round(max(0, min(255, v)))) }

// each replaces every grey.
func each(m *image.Gray, f func(x, y int, v float64) float64) *image.Gray {
	for i, v := range m.Pix {
		m.Pix[i] = grey(f(i%m.Stride, i/m.Stride, float64(v)))
	}
	return m
}

// noise adds whole numbers of -most to most.
func (v variant) noise(m *image.Gray, most int) *image.Gray {
	return each(m, func(_, _ int, g float64) float64 { return g + float64(v.IntN(2*most+1)-most) })
}

// slope is a number of 0 to 1 that grows over the picture in a direction by chance.
func (v variant) slope() func(x, y int) float64 {
	dx, dy := math.Sincos(v.Float64() * 2 * math.Pi)
	reach := (math.Abs(dx) + math.Abs(dy)) * float64(v.side) / 2
	return func(x, y int) float64 {
		return 0.5 + (dx*(float64(x)-float64(v.side)/2)+dy*(float64(y)-float64(v.side)/2))/(2*reach)
	}
}

// kinds are the table of pictures as people make them.
var kinds = []struct {
	name  string
	least float64 // share of those read clean that must be read
	file  func(v variant) []byte
}{
	{"clean", 0.97, func(v variant) []byte { return asPNG(v.plain().on(255, 0)) }},
	{"noise ±1", 0.95, func(v variant) []byte { return asPNG(v.noise(v.plain().on(243, 12), 1)) }},
	{"noise ±8", 0.95, func(v variant) []byte { return asPNG(v.noise(v.plain().on(240, 15), 8)) }},
	{"falling light", 0.95, func(v variant) []byte {
		light := v.slope()
		return asPNG(v.noise(each(v.plain().on(235, 20), func(x, y int, g float64) float64 { return g * (1 - light(x, y)/2) }), 1))
	}},
	{"speck", 0.95, variant.speck},
	{"frame", 0.95, variant.frame},
	{"black on transparent", 0.95, func(v variant) []byte { return asPNG(v.plain().onNothing(color.NRGBA{})) }},
	{"white on transparent", 0.95, func(v variant) []byte { return asPNG(v.plain().onNothing(color.NRGBA{255, 255, 255, 0})) }},
	{"EXIF", 0.95, func(v variant) []byte {
		o := 1 + v.IntN(8)
		return asJPEG(lying(v.plain().on(255, 0), o), 90, o)
	}},
	{"blackboard", 0.95, func(v variant) []byte {
		light := v.slope()
		m := each(v.plain().on(50, 215), func(x, y int, g float64) float64 {
			return g*(1-light(x, y)/4) + v.NormFloat64()*(2+g/25) // chalk is grainy
		})
		return asPNG(m)
	}},
	{"photo", 0.9, variant.photo},
}

func (v variant) plain() canvas {
	c, _ := v.draw(0, straight)
	return c
}

// speck puts a dot of dust where no ink is near.
func (v variant) speck() []byte {
	c, at := v.draw(0, straight)
	near := at.Inset(-max(at.Dx(), at.Dy()) * 2 / 5)
	radius := max(1, float64(v.side)*(0.004+0.008*v.Float64()))
	x, y := 0, 0
	for range 1000 { // there is no such place if the digit fills the picture
		if x, y = v.IntN(v.side), v.IntN(v.side); !image.Pt(x, y).In(near) {
			break
		}
	}
	if image.Pt(x, y).In(near) { // then the corner that has the most room
		x, y = 1, 1
		if at.Min.X < v.side-at.Max.X {
			x = v.side - 2
		}
		if at.Min.Y < v.side-at.Max.Y {
			y = v.side - 2
		}
	}
	dark := 0.4 + 0.6*v.Float64()
	for i := range c.ink {
		if d := math.Hypot(float64(i%v.side-x), float64(i/v.side-y)); d < radius {
			c.ink[i] = max(c.ink[i], dark)
		}
	}
	return asPNG(c.on(255, 0))
}

// frame draws a line round the picture, at its edge or a little within.
func (v variant) frame() []byte {
	inset, thick := v.side*v.IntN(4)/100, max(1, v.side*(1+v.IntN(2))/100)
	c, _ := v.draw(0.09, straight)
	for i := range c.ink {
		x, y := i%v.side, i/v.side
		if d := min(x, y, v.side-1-x, v.side-1-y); d >= inset && d < inset+thick {
			c.ink[i] = 1
		}
	}
	return asPNG(c.on(255, 0))
}

// photo is turned, seen aslant, shadowed, blurred, noisy and compressed.
func (v variant) photo() []byte {
	sin, cos := math.Sincos((v.Float64()*2 - 1) * 10 * math.Pi / 180)
	px, py := (v.Float64()*2-1)*0.05, (v.Float64()*2-1)*0.05
	// A digit that fills the picture is held so that the turned one does.
	c, _ := v.draw(0.08, func(x, y float64) (float64, float64) {
		x, y = x*cos-y*sin, x*sin+y*cos
		w := 1 + px*x + py*y
		return x / w, y / w
	})
	shadow, soft := v.slope(), 0.02+0.04*v.Float64() // from a tenth to the ninth of it in 0.09 to 0.26 of the picture
	border, depth := 0.2+0.6*v.Float64(), 0.2+0.2*v.Float64()
	m := each(blur(c).on(215, 45), func(x, y int, g float64) float64 {
		return g * (1 - depth/(1+math.Exp((border-shadow(x, y))/soft)))
	})
	return asJPEG(v.noise(m, 2), 70, 1)
}

// blur is by a Gaussian of 1 pixel.
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

// onNothing has the ink in its alpha.
func (c canvas) onNothing(ink color.NRGBA) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, c.side, c.side))
	for i, v := range c.ink {
		ink.A = grey(255 * v)
		m.SetNRGBA(i%c.side, i/c.side, ink)
	}
	return m
}

// lying turns a picture so that it has to be shown by that orientation.
func lying(m *image.Gray, orientation int) *image.Gray {
	out, last := image.NewGray(m.Rect), m.Stride-1
	for i, v := range m.Pix {
		x, y := i%m.Stride, i/m.Stride // where it is to be seen
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

// asJPEG has EXIF data with an orientation, if that is not 1.
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

// inkBox is where a picture of the dataset has ink.
func inkBox(picture []byte) image.Rectangle {
	b := image.Rectangle{Min: image.Pt(dataset.Side, dataset.Side)}
	for i, v := range picture {
		if x, y := i%dataset.Side, i/dataset.Side; v > 0 {
			b.Min.X, b.Min.Y, b.Max.X, b.Max.Y = min(b.Min.X, x), min(b.Min.Y, y), max(b.Max.X, x+1), max(b.Max.Y, y+1)
		}
	}
	return b
}

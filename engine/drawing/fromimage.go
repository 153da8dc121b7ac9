package drawing

import (
	"errors"
	"fmt"
	"image"
	"slices"
)

// The errors of FromImage for pictures without exactly one digit.
var (
	ErrNoInk   = errors.New("expected one digit, found none: write it large, with a dark pen on even paper, and show little else")
	ErrSeveral = errors.New("expected one digit, found several: cut the picture so that it shows one")
)

// FromImage finds the digit on an image and paints it on a pad: the longer side of
// the image fills the pad, the digit keeps its place, and everything else is paper.
// The image can be a clean drawing, a scan or a photograph, dark on light or light
// on dark, or a drawing on a transparent background.
//
//  1. Background normalisation: the contrast of each pixel with the background
//     next to it (background) removes uneven light and shadows.
//  2. Otsu's threshold of the contrasts (otsu) separates ink from paper.
//  3. Connected components of the ink are found (label), and those that belong
//     together are the digit (choose).
//  4. Hysteresis adds the soft edges of the digit (hysteresis). Its pixels keep
//     their grey: ink is contrast / the highest contrast of the digit.
//
// A picture with uniform paper and nothing but a digit becomes, to the bit,
// (paper - grey) / (paper - darkest grey), and likewise for light on dark.
//
// The error is ErrNoInk or ErrSeveral, or says that the image has no pixels. In
// addition to the image FromImage needs a byte for each pixel, two for white ink
// in alpha, and at most 20 MB.
func FromImage(img image.Image) (*Raster, error) {
	if img.Bounds().Empty() {
		return nil, fmt.Errorf("image: expected at least one pixel, received %v", img.Bounds())
	}
	g := luminance(img, onWhite)
	err := g.extractDigit()
	if errors.Is(err, ErrNoInk) && !opaque(img) { // white ink does not show on white
		g = luminance(img, onBlack)
		err = g.extractDigit()
	}
	if err != nil {
		return nil, err
	}
	r := g.toRaster()
	if r.InkBox().Empty() { // smaller than a pixel of the pad
		return nil, ErrNoInk
	}
	return r, nil
}

// toRaster paints ink on a pad, in its middle along the shorter side.
func (g pixmap) toRaster() *Raster {
	longer := float32(max(g.width, g.height))
	w := sampleGrid{x: (float32(g.width) - longer) / 2, y: (float32(g.height) - longer) / 2, step: longer / Side}
	r := new(Raster)
	new(resampler).resample(g, w, Side, Side, func(i, j int, v float32) { r.Pix[j*Side+i] = level(v) })
	return r
}

// extractDigit replaces greys by the ink of the digit. If it fails, the greys are
// unchanged.
func (g pixmap) extractDigit() error {
	small, scale := g.reduce()
	d, err := small.findDigit()
	if err != nil {
		return err
	}
	d.background.scaleUp(scale)
	g.toInk(d, scale)
	return nil
}

// digit is a digit found on a reduced picture.
type digit struct {
	background  background
	mask        []bool // pixels of the digit and its soft edges
	threshold   byte
	maxContrast byte    // of all pixels
	floor       float32 // contrast up to which a pixel may be paper
	explained   float64 // share of the digit in all ink, by squares of contrasts
}

// moreExplained is the factor by which the other guess, light or dark ink, must
// explain more than the first.
const moreExplained = 1.25

// findDigit finds the digit as dark ink on light paper or as light on dark, on a
// uniform background if the paper is uniform, else on the local background.
func (g pixmap) findDigit() (digit, error) {
	uniform, uneven := g.uniformBackground()
	uniform.light = g.inkIsLight(uniform, uneven)
	if d, err := g.findOn(uniform, uniformMargin*g.noise(uniform, uniformShare)); err == nil && uniformMargin*d.floor <= float32(d.threshold) && !g.hasShadow(uniform, d) {
		return d, nil
	}
	// There are two guesses of whether the ink is light. Light that falls off misleads
	// one, a digit that fills the picture the other. If they differ, the guess that
	// explains more is right.
	light := g.inkIsLight(g.medianBackground(), 0)
	on := func(light bool) (digit, error) {
		b := g.background(light)
		return g.findOn(b, overNoise*g.noise(b, noiseShare))
	}
	d, err := on(light)
	if light == uniform.light && !errors.Is(err, ErrNoInk) {
		return d, err
	}
	if other, otherErr := on(!light); otherErr == nil && other.explained > moreExplained*d.explained {
		return other, nil
	}
	return d, err
}

// findOn finds the digit by its contrast with the background. It fails if the
// threshold for ink is below least.
func (g pixmap) findOn(b background, least float32) (digit, error) {
	c := g.contrast(b)
	threshold := otsu(c.pix)
	if float32(threshold) < least {
		return digit{}, ErrNoInk
	}
	l := c.label(threshold)
	if len(l.components) > maxComponents {
		return digit{}, ErrNoInk
	}
	l.uneven = unevenShare*b.variation(image.Rect(0, 0, g.width, g.height)) > float32(threshold)
	for i := range l.components {
		k := &l.components[i]
		k.shading = float32(k.peak) < overShading*b.variation(k.Rectangle)
	}
	l.expand()
	kept, err := l.choose()
	if err != nil {
		return digit{}, err
	}
	d := digit{background: b, threshold: threshold, maxContrast: slices.Max(c.pix), explained: l.explained(c, kept)}
	d.mask, d.floor = l.hysteresis(c, kept)
	return d, nil
}

// toInk replaces the greys of a picture by ink of 0 to 255. The picture is scale
// times as large as the one on which the digit was found.
func (g pixmap) toInk(d digit, scale int) {
	width := (g.width + scale - 1) / scale // of the reduced picture
	contrast := make([]float32, g.width)
	// each calls do for every pixel of the mask.
	each := func(do func(i int, c float32)) {
		for y := range g.height {
			mask := d.mask[y/scale*width : (y/scale+1)*width]
			first, last := slices.Index(mask, true), len(mask)-1
			if first < 0 {
				continue
			}
			for !mask[last] {
				last--
			}
			x0, x1 := first*scale, min((last+1)*scale, g.width)
			d.background.contrastRow(contrast, g.pix[y*g.width+x0:y*g.width+x1], x0, y)
			for x := x0; x < x1; x++ {
				if mask[x/scale] {
					do(y*g.width+x, contrast[x-x0])
				}
			}
		}
	}
	most := d.floor
	each(func(_ int, c float32) { most = max(most, c) })
	each(func(i int, c float32) {
		if c <= d.floor {
			c = 0
		}
		g.pix[i] = level(c / most)
	})
	for y := range g.height {
		mask, row := d.mask[y/scale*width:(y/scale+1)*width], g.pix[y*g.width:(y+1)*g.width]
		for x := range row {
			if !mask[x/scale] {
				row[x] = 0
			}
		}
	}
}

package drawing

import (
	"errors"
	"fmt"
	"image"
	"slices"
)

// What FromImage finds instead of a digit; errors.Is tells them apart.
var (
	ErrNoInk   = errors.New("expected one digit, found none: write it large, with a dark pen on even paper, and show little else")
	ErrSeveral = errors.New("expected one digit, found several: cut the picture so that it shows one")
)

// FromImage finds the one digit on an image and lays it on a pad: the longer
// side of the image fills the pad, the digit stays where it is on it, and all
// the rest is paper. It takes clean drawings as well as scans and photographs,
// dark on light or light on dark, and drawings on transparent ground.
//
//  1. The contrast of each pixel with the background next to it (background)
//     makes even what a lamp or a shadow made uneven.
//  2. A threshold from the histogram of contrasts (otsu) tells ink.
//  3. Connected pixels of ink are components, those that belong together are
//     the digit (choose).
//  4. The digit's pixels and the soft edges round them (reach) keep their grey:
//     ink is contrast / the highest contrast of the digit.
//
// A picture with even paper and nothing but a digit comes out to the bit as
// (paper - grey) / (paper - darkest grey), for light on dark as well.
//
// The error is ErrNoInk or ErrSeveral, or says that there are no pixels.
// Beside the image it needs a byte for each of its pixels, two for white ink in
// alpha, and at most 20 MB.
func FromImage(img image.Image) (*Raster, error) {
	if img.Bounds().Empty() {
		return nil, fmt.Errorf("image: expected at least one pixel, received %v", img.Bounds())
	}
	g := greys(img, onWhite)
	err := g.keepDigit()
	if errors.Is(err, ErrNoInk) && !opaque(img) { // white ink does not show on white
		g = greys(img, onBlack)
		err = g.keepDigit()
	}
	if err != nil {
		return nil, err
	}
	r := g.layOut()
	if r.InkBox().Empty() { // smaller than a pixel of the pad
		return nil, ErrNoInk
	}
	return r, nil
}

// layOut lays ink on a pad, in its middle along the shorter side.
func (g grid) layOut() *Raster {
	longer := float32(max(g.width, g.height))
	w := window{x: (float32(g.width) - longer) / 2, y: (float32(g.height) - longer) / 2, step: longer / Side}
	r := new(Raster)
	new(averager).average(g, w, Side, Side, func(i, j int, v float32) { r.Pix[j*Side+i] = level(v) })
	return r
}

// keepDigit replaces greys by the ink of the one digit among them. It fails
// with the greys unchanged.
func (g grid) keepDigit() error {
	small, scale := g.reduce()
	d, err := small.findDigit()
	if err != nil {
		return err
	}
	d.background.enlarge(scale)
	g.toInk(d, scale)
	return nil
}

// digit is where the ink of the digit is on a reduced picture.
type digit struct {
	background background
	mask       []bool // pixels of the digit and its soft edges
	threshold  byte
	most       byte    // the highest contrast of all
	floor      float32 // contrast that paper has, too
	explained  float64 // share of all ink that is the digit's, as sums of squares of contrasts
}

// moreExplained is how much more the second guess at what is ink has to explain.
const moreExplained = 1.25

// findDigit finds the digit as dark ink on light paper, or as light on dark: on
// even paper, if it is that, else on the local background.
func (g grid) findDigit() (digit, error) {
	even, uneven := g.evenPaper()
	even.light = g.lightInk(even, uneven)
	if d, err := g.findOn(even, evenEnough*g.noise(even, evenShare)); err == nil && evenEnough*d.floor <= float32(d.threshold) && !g.shadowed(even, d) {
		return d, nil
	}
	// Light that falls off misleads one guess, a digit that fills the picture
	// the other. Where they differ the guess that explains more is right.
	light := g.lightInk(g.smoothed(), 0)
	on := func(light bool) (digit, error) {
		b := g.background(light)
		return g.findOn(b, overNoise*g.noise(b, noiseShare))
	}
	d, err := on(light)
	if light == even.light && !errors.Is(err, ErrNoInk) {
		return d, err
	}
	if other, otherErr := on(!light); otherErr == nil && other.explained > moreExplained*d.explained {
		return other, nil
	}
	return d, err
}

// findOn finds the digit by its contrast with the background, unless the
// threshold for ink is below least.
func (g grid) findOn(b background, least float32) (digit, error) {
	c := g.contrasts(b)
	threshold := otsu(c.pix)
	if float32(threshold) < least {
		return digit{}, ErrNoInk
	}
	l := c.components(threshold)
	if len(l.found) > mostComponents {
		return digit{}, ErrNoInk
	}
	l.uneven = unevenShare*b.steps(image.Rect(0, 0, g.width, g.height)) > float32(threshold)
	for i := range l.found {
		f := &l.found[i]
		f.light = float32(f.peak) < overLight*b.steps(f.Rectangle)
	}
	l.spread()
	kept, err := l.choose()
	if err != nil {
		return digit{}, err
	}
	d := digit{background: b, threshold: threshold, most: slices.Max(c.pix), explained: l.explained(c, kept)}
	d.mask, d.floor = l.reach(c, kept)
	return d, nil
}

// toInk replaces the greys of a picture, scale times as large as that on which
// the digit was found, by ink of 0 to 255.
func (g grid) toInk(d digit, scale int) {
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
			d.background.contrast(contrast, g.pix[y*g.width+x0:y*g.width+x1], x0, y)
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

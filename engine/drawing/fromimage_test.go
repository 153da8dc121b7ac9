package drawing_test

import (
	"errors"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"convlab/engine/drawing"
)

// bar returns an image with a bar of ink, 10 of 40 pixels wide, in its middle.
func bar(width, height int, paper, ink color.Color) image.Image {
	img := image.NewNRGBA(image.Rect(5, 7, 5+width, 7+height)) // bounds that do not begin at 0
	for y := range height {
		for x := range width {
			c := paper
			if 4*x >= 2*width-width/2 && 4*x < 2*width+width/2 && 4*y >= height && 4*y < 3*height {
				c = ink
			}
			img.Set(5+x, 7+y, c)
		}
	}
	return img
}

func TestFromImageFindsInkAndPaper(t *testing.T) {
	want := image.Rect(189, 126, 315, 378) // 3/8 to 5/8 and 1/4 to 3/4 of 504
	for name, img := range map[string]image.Image{
		"dark on light":        bar(40, 40, color.White, color.Black),
		"light on dark":        bar(40, 40, color.Black, color.White),
		"grey on light grey":   bar(40, 40, color.Gray{220}, color.Gray{100}),
		"red on yellow":        bar(40, 40, color.NRGBA{255, 255, 0, 255}, color.NRGBA{200, 0, 0, 255}),
		"black on transparent": bar(40, 40, color.Transparent, color.Black),
		"large":                bar(1200, 1200, color.White, color.Black),
	} {
		r, err := drawing.FromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		// 1200 pixels on 504 have an edge that is one pixel soft.
		if got := r.InkBox(); !got.In(want.Inset(-1)) || !want.In(got) {
			t.Errorf("%s: ink in %v, want %v", name, got, want)
		}
		if got := r.Pix[252*drawing.Side+252]; got != 255 {
			t.Errorf("%s: the middle is %d, want full ink", name, got)
		}
	}
}

func TestFromImageKeepsTheRatio(t *testing.T) {
	r, err := drawing.FromImage(bar(40, 80, color.White, color.Black))
	if err != nil {
		t.Fatal(err)
	}
	// 80 pixels fill 504, so 10 x 40 pixels become 63 x 252.
	if got, want := r.InkBox(), image.Rect(221, 126, 283, 378); !got.In(want.Inset(-1)) || got.Dx() < 62 {
		t.Errorf("ink in %v, want %v", got, want)
	}
}

// sheet returns a grey image.
func sheet(width, height int, at func(x, y int) float64) image.Image {
	m := image.NewGray(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = uint8(max(0, min(255, at(i%width, i/width))))
	}
	return m
}

func TestFromImageOfNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 3))
	lit := func(x, y int) float64 { return 220 - 75/(1+math.Exp((180-float64(x)-float64(y)/2)/12)) }
	for name, img := range map[string]image.Image{
		"even":             bar(40, 40, color.White, color.White),
		"transparent":      bar(40, 40, color.Transparent, color.Transparent),
		"a pixel":          sheet(1, 1, func(_, _ int) float64 { return 7 }),
		"a line of pixels": sheet(1, 500, func(_, y int) float64 { return float64(y % 251) }),
		"noise":            sheet(200, 150, func(_, _ int) float64 { return float64(r.IntN(256)) }),
		"a little noise":   sheet(200, 150, func(_, _ int) float64 { return 240 + float64(r.IntN(3)) }),
		"normal noise":     sheet(300, 200, func(_, _ int) float64 { return 128 + 20*r.NormFloat64() }),
		"salt and pepper":  sheet(200, 200, func(_, _ int) float64 { return float64(255 * r.IntN(2)) }),
		"pepper":           sheet(200, 200, func(_, _ int) float64 { return float64(255 * min(r.IntN(20), 1)) }),
		"a shadow":         sheet(280, 280, lit),
		"a noisy shadow":   sheet(280, 280, func(x, y int) float64 { return lit(x, y) + 2*r.NormFloat64() }),
		"a speck":          sheet(280, 280, func(x, y int) float64 { return 255 * float64(min(1, max(x-100, 100-x, y-50, 50-y)/3)) }),
		"a grid of dots": sheet(200, 200, func(x, y int) float64 {
			if image.Pt(x, y).In(image.Rect(60, 60, 140, 140)) && x%11 < 9 && y%11 < 9 {
				return 0
			}
			return 255
		}),
		"a filled square": bar(300, 150, color.White, color.Black),
	} {
		if raster, err := drawing.FromImage(img); !errors.Is(err, drawing.ErrNoInk) {
			t.Errorf("%s: error %v, ink in %v, want no ink", name, err, inkOf(raster))
		}
	}
	if _, err := drawing.FromImage(image.NewAlpha(image.Rectangle{})); err == nil || !strings.Contains(err.Error(), "at least one pixel") {
		t.Errorf("no pixels: error %v", err)
	}
}

// inkOf returns the bounding box of the ink, empty without a raster.
func inkOf(r *drawing.Raster) image.Rectangle {
	if r == nil {
		return image.Rectangle{}
	}
	return r.InkBox()
}

// stroke returns the grey at that distance from the middle of a line.
func stroke(distance, pen float64) float64 { return 240 - 220*max(0, min(1, pen/2-distance+0.5)) }

func TestFromImageRefusesSeveralDigits(t *testing.T) {
	for name, gap := range map[string]int{"side by side": 40, "close": 22} { // of 100
		ones := sheet(300, 200, func(x, y int) float64 {
			if y < 50 || y >= 150 {
				return 240
			}
			return stroke(min(math.Abs(float64(x-100)), math.Abs(float64(x-110-gap))), 10)
		})
		if _, err := drawing.FromImage(ones); !errors.Is(err, drawing.ErrSeveral) {
			t.Errorf("%s: error %v, want several", name, err)
		}
	}
	parts := sheet(300, 200, func(x, y int) float64 { // a long line and a short one near it, as in a 5
		body, bar := math.Hypot(float64(x-100), max(0, math.Abs(float64(y-100))-40)), math.Hypot(max(0, math.Abs(float64(x-140))-20), float64(y-60))
		return stroke(min(body, bar), 10)
	})
	r, err := drawing.FromImage(parts)
	if inkOf(r).Dx() < 100 { // 70 of 300 pixels on 504
		t.Errorf("a digit in two pieces: error %v, ink in %v", err, inkOf(r))
	}
}

// Of a picture with a ring of ink and something else only the ring is taken.
func TestFromImageLeavesOutWhatIsNotTheDigit(t *testing.T) {
	ring := func(x, y int) float64 { return stroke(math.Abs(math.Hypot(float64(x-200), float64(y-200))-50), 12) }
	alone, err := drawing.FromImage(sheet(400, 400, ring))
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]func(x, y int) float64{
		"a speck":       func(x, y int) float64 { return stroke(math.Hypot(float64(x-60), float64(y-300)), 6) },
		"a faint speck": func(x, y int) float64 { return 160 + stroke(math.Hypot(float64(x-60), float64(y-300)), 6)/3 },
		"a frame": func(x, y int) float64 {
			return stroke(float64(min(x-20, 380-x, y-20, 380-y))*sign(min(x-20, 380-x, y-20, 380-y)), 6)
		},
		"a frame at the edge": func(x, y int) float64 { return stroke(float64(min(x, 399-x, y, 399-y)), 6) },
		"a pen at the edge": func(x, y int) float64 {
			return stroke(math.Abs(float64(x-60)+float64(max(y-200, 200-y))/100)+float64(max(0, y-300)), 30)
		},
	} {
		with, err := drawing.FromImage(sheet(400, 400, func(x, y int) float64 { return min(ring(x, y), other(x, y)) }))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if with.Pix != alone.Pix {
			t.Errorf("%s: ink in %v, want %v", name, with.InkBox(), alone.InkBox())
		}
	}
}

func sign(v int) float64 {
	if v < 0 {
		return -1
	}
	return 1
}

// Grey ink stays the same in weaker light, on a small picture and on one that is reduced for the search.
func TestFromImageEvensOutTheLight(t *testing.T) {
	for _, side := range []int{400, 2100} {
		scale := float64(side) / 400
		r, err := drawing.FromImage(sheet(side, side, func(x, y int) float64 {
			across := float64(x) / float64(side)
			light := 1 - across*across/2
			return light * (100 + stroke(math.Abs(math.Hypot(float64(x)-200*scale, float64(y)-200*scale)-100*scale), 30*scale)/2)
		}))
		if err != nil {
			t.Fatal(err)
		}
		const middle, radius = drawing.Side / 2, drawing.Side / 4
		left, right := r.Pix[middle*drawing.Side+middle-radius], r.Pix[middle*drawing.Side+middle+radius]
		if min(left, right) < 245 {
			t.Errorf("%d pixels: ink is %d in the light and %d where there is less, want 245 to 255", side, left, right)
		}
	}
}

// Noise changes the bounding box of the ink by a few pixels of the pad at most.
func TestFromImageKeepsNoNoiseRoundTheDigit(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 5))
	ring := func(x, y int) float64 { return stroke(math.Abs(math.Hypot(float64(x-200), float64(y-200))-80), 20) - 8 }
	clean, err := drawing.FromImage(sheet(400, 400, ring))
	if err != nil {
		t.Fatal(err)
	}
	noisy, err := drawing.FromImage(sheet(400, 400, func(x, y int) float64 { return ring(x, y) + float64(r.IntN(17)-8) }))
	if err != nil || !inkOf(noisy).In(clean.InkBox().Inset(-2)) || !clean.InkBox().Inset(4).In(inkOf(noisy)) {
		t.Errorf("error %v, ink in %v, without noise in %v", err, inkOf(noisy), clean.InkBox())
	}
}

// A large picture gives the same raster as a smaller copy: one of 2,800 pixels is
// reduced by squares of three for the search.
func TestFromImageOfALargePicture(t *testing.T) {
	ring := func(scale float64) func(x, y int) float64 {
		return func(x, y int) float64 {
			return stroke(math.Abs(math.Hypot(float64(x)-180*scale, float64(y)-200*scale)-50*scale), 12*scale)
		}
	}
	small, err := drawing.FromImage(sheet(400, 400, ring(1)))
	if err != nil {
		t.Fatal(err)
	}
	large, err := drawing.FromImage(sheet(2800, 2800, ring(7)))
	if err != nil {
		t.Fatal(err)
	}
	off := 0
	for i, v := range small.Pix {
		off += max(int(v)-int(large.Pix[i]), int(large.Pix[i])-int(v))
	}
	if mean := float64(off) / float64(len(small.Pix)); mean > 1 {
		t.Errorf("the rasters differ by %.2f of 255 in the mean", mean)
	}
}

// BenchmarkFromImage reads a phone's photo of 24 megapixels.
func BenchmarkFromImage(b *testing.B) {
	photo := image.NewYCbCr(image.Rect(0, 0, 5712, 4284), image.YCbCrSubsampleRatio420)
	for i := range photo.Y {
		x, y := i%photo.YStride, i/photo.YStride
		photo.Y[i] = uint8(0.6*stroke(math.Abs(math.Hypot(float64(x-2000), float64(y-2000))-500), 120) + float64(x)/100 + float64(i*i%7))
	}
	for i := range photo.Cb {
		photo.Cb[i], photo.Cr[i] = 120, 132
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := drawing.FromImage(photo); err != nil {
			b.Fatal(err)
		}
	}
}

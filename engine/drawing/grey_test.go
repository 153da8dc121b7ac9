package drawing_test

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"convlab/engine/drawing"
)

// White ink on a transparent background whose colour is white, too.
func TestFromImageFindsWhiteInkInAlpha(t *testing.T) {
	white, err := drawing.FromImage(bar(40, 80, color.NRGBA{255, 255, 255, 0}, color.White))
	if err != nil {
		t.Fatal(err)
	}
	black, err := drawing.FromImage(bar(40, 80, color.Transparent, color.Black))
	if err != nil || *white != *black {
		t.Errorf("white ink in %v, black ink in %v, error %v", inkOf(white), inkOf(black), err)
	}
}

// Every kind of image gives the same bytes as the interface image.Image.
func TestFromImageKnowsEveryKindOfImage(t *testing.T) {
	ring := func(x, y int) float64 { return stroke(math.Abs(math.Hypot(float64(x-40), float64(y-40))-20), 8) }
	grey := sheet(83, 79, ring)
	want, err := drawing.FromImage(grey)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]draw.Image{
		"RGBA": image.NewRGBA(grey.Bounds()), "NRGBA": image.NewNRGBA(grey.Bounds()), "Gray16": image.NewGray16(grey.Bounds()),
		"NRGBA64": image.NewNRGBA64(grey.Bounds()), "RGBA64": image.NewRGBA64(grey.Bounds()), "unknown": unknownKind{image.NewNRGBA(grey.Bounds())},
	}
	for name, m := range kinds {
		draw.Draw(m, m.Bounds(), grey, image.Point{}, draw.Src)
		if got, err := drawing.FromImage(m); err != nil || got.Pix != want.Pix {
			t.Errorf("%s: another raster, error %v", name, err)
		}
	}
	photo := image.NewYCbCr(grey.Bounds(), image.YCbCrSubsampleRatio420)
	copy(photo.Y, grey.(*image.Gray).Pix) // both have rows of 83
	for i := range photo.Cb {
		photo.Cb[i], photo.Cr[i] = 128, 128
	}
	if got, err := drawing.FromImage(photo); err != nil || got.Pix != want.Pix {
		t.Errorf("YCbCr: another raster, error %v", err)
	}
}

// unknownKind hides the kind of an image.
type unknownKind struct{ draw.Image }

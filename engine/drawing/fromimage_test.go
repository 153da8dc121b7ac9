package drawing_test

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"convlab/engine/drawing"
)

// bar is an image with a bar of ink, 10 of 40 pixels wide, in its middle.
func bar(width, height int, paper, ink color.Color) image.Image {
	img := image.NewNRGBA(image.Rect(5, 7, 5+width, 7+height)) // bounds need not begin at 0
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
		// Where 1200 pixels meet 504 the edge is a pixel soft.
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
	// 80 pixels fill 504, so 10 x 40 of them are 63 x 252.
	if got, want := r.InkBox(), image.Rect(221, 126, 283, 378); !got.In(want.Inset(-1)) || got.Dx() < 62 {
		t.Errorf("ink in %v, want %v", got, want)
	}
}

func TestFromImageOfNothing(t *testing.T) {
	r, err := drawing.FromImage(bar(40, 40, color.White, color.White))
	if err != nil || !r.InkBox().Empty() {
		t.Errorf("an even image has ink in %v, error %v", r.InkBox(), err)
	}
	for _, size := range []image.Rectangle{image.Rect(0, 0, 0, 0), image.Rect(0, 0, 4097, 1)} {
		if _, err := drawing.FromImage(image.NewUniform(color.White)); err == nil {
			t.Error("an endless image was taken")
		}
		if _, err := drawing.FromImage(image.NewAlpha(size)); err == nil || !strings.Contains(err.Error(), "sides of 1 to 4096 pixels") {
			t.Errorf("%v: error %v", size, err)
		}
	}
}

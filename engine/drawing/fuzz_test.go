package drawing_test

import (
	"errors"
	"image"
	"image/color/palette"
	"testing"

	"convlab/engine/drawing"
)

// picture returns an image of a kind that decoders return, filled with repeated
// content.
func picture(kind uint8, size image.Rectangle, content []byte) image.Image {
	fill := func(pixels []byte) {
		for i := range pixels {
			if len(content) > 0 {
				pixels[i] = content[i%len(content)]
			}
		}
	}
	switch kind % 8 {
	case 0:
		m := image.NewGray(size)
		fill(m.Pix)
		return m
	case 1:
		m := image.NewNRGBA(size)
		fill(m.Pix)
		return m
	case 2:
		m := image.NewRGBA(size) // colours may be lighter than their alpha allows
		fill(m.Pix)
		return m
	case 3:
		m := image.NewGray16(size)
		fill(m.Pix)
		return m
	case 4:
		m := image.NewNRGBA64(size)
		fill(m.Pix)
		return m
	case 5:
		m := image.NewYCbCr(size, image.YCbCrSubsampleRatio420)
		fill(m.Y)
		fill(m.Cb)
		return m
	case 6:
		m := image.NewCMYK(size)
		fill(m.Pix)
		return m
	}
	m := image.NewPaletted(size, palette.Plan9) // of 256 colours
	fill(m.Pix)
	return m
}

// Any image is refused or gives ink that can be prepared, and the same ink wherever
// its bounds begin.
func FuzzFromImage(f *testing.F) {
	f.Add(uint8(0), uint8(3), uint8(3), []byte{255, 255, 255, 255, 0, 255, 255, 255, 255})
	f.Add(uint8(1), uint8(40), uint8(7), []byte{0, 0, 0, 0, 200, 100, 0, 128})
	f.Add(uint8(2), uint8(1), uint8(255), []byte{255, 255, 255, 0, 0, 0, 0, 255})
	f.Add(uint8(5), uint8(9), uint8(8), []byte{255, 254, 3})
	f.Add(uint8(7), uint8(2), uint8(2), []byte{0, 255, 255, 255})
	f.Add(uint8(0), uint8(0), uint8(5), []byte(nil))
	f.Fuzz(func(t *testing.T, kind, width, height uint8, content []byte) {
		r, err := drawing.FromImage(picture(kind, image.Rect(0, 0, int(width), int(height)), content))
		if refused := errors.Is(err, drawing.ErrNoInk) || errors.Is(err, drawing.ErrSeveral); refused && width > 0 && height > 0 {
			return
		}
		if (err == nil) != (width > 0 && height > 0) {
			t.Fatalf("%dx%d pixels: error %v", width, height, err)
		}
		if err != nil {
			return
		}
		if r.InkBox().Empty() {
			t.Error("no ink and no error")
		}
		// YCbCr shares colours between neighbours, so the shift is even.
		at := image.Pt(4, 6)
		moved, err := drawing.FromImage(picture(kind, image.Rectangle{at, at.Add(image.Pt(int(width), int(height)))}, content))
		if err != nil || moved.Pix != r.Pix {
			t.Errorf("the shifted image gives another raster, error %v", err)
		}
		for _, v := range new(drawing.Preparer).Prepare(r, drawing.AllSteps()).Pixels {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("a prepared pixel is %v", v)
			}
		}
	})
}

package drawing_test

import (
	"image"
	"image/color"
	"image/color/palette"
	"slices"
	"testing"

	"convlab/engine/drawing"
)

// picture is an image of a kind that decoders make, of those bytes over and over.
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

// Whatever an image holds, its raster is the same wherever the image begins, it
// can be prepared, and a drawing in full ink on paper is laid on the pad as it is.
func FuzzFromImage(f *testing.F) {
	f.Add(uint8(0), uint8(3), uint8(3), []byte{255, 255, 255, 255, 0, 255, 255, 255, 255})
	f.Add(uint8(1), uint8(40), uint8(7), []byte{0, 0, 0, 0, 200, 100, 0, 128})
	f.Add(uint8(2), uint8(1), uint8(255), []byte{255, 255, 255, 0, 0, 0, 0, 255})
	f.Add(uint8(5), uint8(9), uint8(8), []byte{255, 254, 3})
	f.Add(uint8(7), uint8(2), uint8(2), []byte{0, 255, 255, 255})
	f.Add(uint8(0), uint8(0), uint8(5), []byte(nil))
	f.Fuzz(func(t *testing.T, kind, width, height uint8, content []byte) {
		r, err := drawing.FromImage(picture(kind, image.Rect(0, 0, int(width), int(height)), content))
		if (err == nil) != (width > 0 && height > 0) {
			t.Fatalf("%dx%d pixels: error %v", width, height, err)
		}
		if err != nil {
			return
		}
		// YCbCr shares colours between neighbours: an even way.
		at := image.Pt(4, 6)
		moved, err := drawing.FromImage(picture(kind, image.Rectangle{at, at.Add(image.Pt(int(width), int(height)))}, content))
		if err != nil || moved.Pix != r.Pix {
			t.Errorf("moved, the raster is another one, error %v", err)
		}
		for _, v := range new(drawing.Preparer).Prepare(r, drawing.AllSteps()).Pixels {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("prepared, a pixel is %v", v)
			}
		}
		if edge := border(r); edge[len(edge)/2] > 0 || slices.Max(r.Pix[:]) < 255 {
			return // not on paper, or not in full ink
		}
		shown := image.NewGray(image.Rect(0, 0, drawing.Side, drawing.Side))
		for i, ink := range r.Pix {
			shown.SetGray(i%drawing.Side, i/drawing.Side, color.Gray{255 - ink})
		}
		if again, err := drawing.FromImage(shown); err != nil || again.Pix != r.Pix {
			t.Errorf("drawn and read, the raster is another one, error %v", err)
		}
	})
}

// border is the ink of the outermost pixels, sorted.
func border(r *drawing.Raster) (edge []byte) {
	for i, v := range r.Pix {
		if x, y := i%drawing.Side, i/drawing.Side; min(x, y) == 0 || max(x, y) == drawing.Side-1 {
			edge = append(edge, v)
		}
	}
	slices.Sort(edge)
	return edge
}

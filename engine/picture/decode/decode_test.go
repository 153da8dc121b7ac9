package decode

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"runtime"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/picture"
)

// inked returns the ink of an image.
func inked(t *testing.T, img image.Image) *drawing.Raster {
	t.Helper()
	r, err := drawing.FromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func refusal(err error) picture.Refusal {
	var e *picture.Error
	if errors.As(err, &e) {
		return e.Refusal
	}
	return "none"
}

func TestEveryKindIsRead(t *testing.T) {
	img := three(t)
	lossy, err := jpeg.Decode(bytes.NewReader(asJPEG(t, img)))
	if err != nil {
		t.Fatal(err)
	}
	want := inked(t, img)
	for what, c := range map[string]struct {
		data []byte
		want *drawing.Raster
	}{
		"PNG":  {asPNG(t, img), want},
		"GIF":  {asGIF(t, img), want},
		"JPEG": {asJPEG(t, img), inked(t, lossy)},
		"GIF of two frames, the second without ink": {asGIF(t, img, image.NewGray(img.Rect)), want},
	} {
		got, err := Read(c.data)
		if err != nil {
			t.Errorf("%s: %v", what, err)
		} else if got.Pix != c.want.Pix {
			t.Errorf("%s: the ink is not that of the image", what)
		}
	}
}

// Package drawing tests what the orientations mean.
func TestTheOrientationOfAPhotoIsFollowed(t *testing.T) {
	data := asJPEG(t, three(t))
	lossy, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for orientation := range 10 { // 0 and 9 are invalid
		got, err := Read(oriented(data, byte(orientation)))
		if err != nil {
			t.Fatal(err)
		}
		want := inked(t, lossy)
		if want.Orient(orientation); got.Pix != want.Pix {
			t.Errorf("orientation %d: the ink is not that of the upright picture", orientation)
		}
	}
}

func TestPhotosAreRead(t *testing.T) {
	for _, name := range []string{"three.png", "seven-exif6.jpg"} {
		if r, err := Read(file(t, name)); err != nil || r.InkBox().Empty() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRefusalsSayWhy(t *testing.T) {
	whole := asPNG(t, three(t))
	damaged := bytes.Clone(whole)
	damaged[len(damaged)/2] ^= 0xff
	for what, c := range map[string]struct {
		data []byte
		want picture.Refusal
	}{
		"nothing":              {nil, picture.OtherKind},
		"text":                 {[]byte("hello"), picture.OtherKind},
		"HEIC":                 {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), picture.OtherKind},
		"only its first bytes": {whole[:8], picture.Cut},
		"half of it":           {whole[:len(whole)/2], picture.Cut},
		"damaged":              {damaged, picture.Damaged},
		"no ink":               {asPNG(t, image.NewGray(image.Rect(0, 0, 50, 50))), picture.NoInk},
		"too many bytes":       {append(bytes.Clone(whole), make([]byte, picture.MaxBytes)...), picture.TooManyBytes},
		"too many pixels":      {progressive(1, 8008, 4000), picture.TooManyPixels},
		"a longest side":       {pngFile(1<<31-1, 1, false, nil), picture.TooManyPixels},
	} {
		r, err := Read(c.data)
		if got := refusal(err); got != c.want || r != nil {
			t.Errorf("%s: %q (%v), want %q", what, got, err, c.want)
		} else if !strings.Contains(err.Error(), "expected") || !strings.Contains(err.Error(), ": ") {
			t.Errorf("%s: %v does not say what was expected and what to do", what, err)
		}
	}
}

// A file that ends anywhere after its first bytes is reported as cut off.
func TestFilesCutOff(t *testing.T) {
	img := three(t)
	for what, whole := range map[string][]byte{"PNG": asPNG(t, img), "JPEG": asJPEG(t, img), "GIF": asGIF(t, img), "progressive": progressive(3, 64, 64), "interlaced": pngOf(t, 40, 40, true)} {
		last := len(whole) - 1
		if what == "GIF" {
			last-- // the last byte ends the list of frames
		}
		for n := 8; n < last; n += 1 + n/50 {
			if _, err := Read(whole[:n]); refusal(err) != picture.Cut {
				t.Errorf("%s of %d bytes, cut after %d: %v", what, len(whole), n, err)
				break
			}
		}
	}
}

// No memory is allocated for pixels before their number is checked.
func TestThePixelsOfARefusedSizeCostNothing(t *testing.T) {
	data := progressive(3, 65500, 65500)[:4096]
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Read(data); refusal(err) != picture.TooManyPixels {
		t.Errorf("got %v", err)
	}
	if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 1<<20 {
		t.Errorf("%d bytes were allocated", after.TotalAlloc-before.TotalAlloc)
	}
}

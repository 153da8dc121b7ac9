package decode

import (
	"errors"
	"image"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/picture"
)

// FuzzRead: a file is read, or the error says why not.
func FuzzRead(f *testing.F) {
	img := three(f).SubImage(image.Rect(20, 20, 52, 52)) // small files are fast to mutate
	for _, data := range [][]byte{
		asPNG(f, img), asJPEG(f, img), asGIF(f, img, img), oriented(asJPEG(f, img), 6), progressive(1, 40, 24), progressive(3, 24, 24), progressive(4, 24, 24),
		pngOf(f, 9, 9, true), pngOf(f, 9, 9, false), []byte("\x89PNG\r\n\x1a\n"), []byte("\xff\xd8\xff"), []byte("GIF89a"), nil,
	} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if large(data) {
			t.Skip("a few bytes of a flat picture can take seconds")
		}
		ink, err := Read(data)
		var refused *picture.Error
		switch {
		case err == nil && ink.InkBox().Empty():
			t.Error("it was read, and there is no ink")
		case err == nil && !ink.InkBox().In(image.Rect(0, 0, drawing.Side, drawing.Side)):
			t.Errorf("ink at %v", ink.InkBox())
		case err != nil && !errors.As(err, &refused):
			t.Errorf("the error is %v, of no kind that the page has words for", err)
		case err != nil && (refused.Refusal == "" || ink != nil):
			t.Errorf("refused as %q, with ink %v", refused.Refusal, ink != nil)
		}
	})
}

// large reports whether a picture has more than a hundredth of the allowed pixels.
func large(data []byte) bool {
	kind, err := picture.Check(data, int64(len(data)))
	if err != nil {
		return false
	}
	config, _ := decoders(kind)
	c, err := config(&reader{data: data})
	return err == nil && c.Width*c.Height > picture.MaxPixels/100 && picture.CheckSize(c.Width, c.Height) == nil
}

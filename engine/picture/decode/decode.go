// Package decode reads pictures with the standard library's decoders. Only programs
// that exit after reading a picture import it, since decoding can take 800 MB.
package decode

import (
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"convlab/engine/drawing"
	"convlab/engine/picture"
)

// Read returns a picture of one digit as the ink of a pad. data is a PNG, JPEG or GIF
// file. Read takes the first frame of a GIF and follows the EXIF orientation of a
// JPEG. The error is always a *picture.Error. Decoding takes up to 25 bytes a pixel
// for a progressive CMYK JPEG, 17 for an interlaced PNG of 16 bits a channel, 4 for a
// phone's photo (BenchmarkWorstPictures).
func Read(data []byte) (*drawing.Raster, error) {
	img, kind, err := decode(data)
	if err != nil {
		return nil, err
	}
	ink, err := drawing.FromImage(img)
	switch {
	case errors.Is(err, drawing.ErrSeveral):
		return nil, picture.Refuse(picture.Several, "%v", err)
	case errors.Is(err, drawing.ErrNoInk):
		return nil, picture.Refuse(picture.NoInk, "%v", err)
	case err != nil:
		return nil, picture.Refuse(picture.Damaged, "%v", err)
	}
	if kind == picture.JPEG {
		ink.Orient(picture.Orientation(data)) // rotating a pad is faster than rotating a photo
	}
	return ink, nil
}

// decode returns the pixels, not oriented.
func decode(data []byte) (image.Image, picture.Kind, error) {
	kind, err := picture.Check(data[:min(len(data), picture.HeadBytes)], int64(len(data)))
	if err != nil {
		return nil, kind, err
	}
	decodeConfig, decodePixels := decoders(kind)
	r := &reader{data: data}
	c, err := decodeConfig(r)
	if err != nil {
		return nil, kind, broken(kind, err, r.ended)
	}
	if err := picture.CheckSize(c.Width, c.Height); err != nil {
		return nil, kind, err
	}
	r = &reader{data: data}
	img, err := decodePixels(r)
	if err != nil {
		return nil, kind, broken(kind, err, r.ended)
	}
	return img, kind, nil
}

// decoders returns the standard library's functions for the size and the pixels of a
// kind.
func decoders(kind picture.Kind) (config func(io.Reader) (image.Config, error), pixels func(io.Reader) (image.Image, error)) {
	switch kind {
	case picture.PNG:
		return png.DecodeConfig, png.Decode
	case picture.JPEG:
		return jpeg.DecodeConfig, jpeg.Decode
	case picture.GIF:
		return gif.DecodeConfig, gif.Decode
	}
	panic("decode: no decoder for " + string(kind)) // picture.Check accepts no other kind
}

// broken returns the error of a picture that cannot be decoded. The decoders have no
// common error for a file that ends too early: ended says that they read to its end
// and wanted more.
func broken(kind picture.Kind, err error, ended bool) error {
	if ended {
		return picture.Refuse(picture.Cut, "expected a whole %s picture, received one that is cut off (%v): save or send it again", kind, err)
	}
	return picture.Refuse(picture.Damaged, "expected a sound %s picture, received one that is damaged or of a rare form (%v): save it again as PNG or JPEG", kind, err)
}

// reader reads data and records whether more was wanted.
type reader struct {
	data  []byte
	ended bool
}

func (r *reader) Read(to []byte) (int, error) {
	n := copy(to, r.data)
	r.data = r.data[n:]
	if n == 0 && len(to) > 0 {
		r.ended = true
		return 0, io.EOF
	}
	return n, nil
}

// Package decode reads pictures by the standard library's decoders. Only the
// programs that read a picture and end afterwards import it.
package decode

import (
	"errors"
	"image"
	"io"

	"convlab/engine/drawing"
	"convlab/engine/picture"
)

// Read makes of a picture of one digit the ink on a pad. data is a whole file:
// PNG, JPEG or GIF, of which the first frame is taken. Of a JPEG the
// orientation that its EXIF data name is followed. The error is always a
// *picture.Error. Decoding takes memory: up to 25 bytes a pixel for a
// progressive JPEG of four inks, 17 for an interlaced PNG of 16 bits a colour, 4
// for a phone's photo (TestWorstPictures).
func Read(data []byte) (*drawing.Raster, error) {
	img, kind, err := decoded(data)
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
		ink.Orient(picture.Orientation(data)) // a pad is quicker to turn than a photo
	}
	return ink, nil
}

// decoded returns the pixels, as they lie in the file.
func decoded(data []byte) (image.Image, picture.Kind, error) {
	kind, err := picture.Check(data[:min(len(data), picture.HeadBytes)], int64(len(data)))
	if err != nil {
		return nil, kind, err
	}
	config, pixels := decoders(kind)
	r := &reader{data: data}
	c, err := config(r)
	if err != nil {
		return nil, kind, broken(kind, err, r.ended)
	}
	if err := picture.CheckSize(c.Width, c.Height); err != nil {
		return nil, kind, err
	}
	r = &reader{data: data}
	img, err := pixels(r)
	if err != nil {
		return nil, kind, broken(kind, err, r.ended)
	}
	return img, kind, nil
}

// broken says what is wrong with a picture that cannot be decoded. The decoders
// have no common error for a file that ends too early: such a one is known by
// their having asked for what comes behind its end.
func broken(kind picture.Kind, err error, ended bool) error {
	if ended {
		return picture.Refuse(picture.Cut, "expected a whole %s picture, received one that is cut off (%v): save or send it again", kind, err)
	}
	return picture.Refuse(picture.Damaged, "expected a sound %s picture, received one that is damaged or of a rare form (%v): save it again as PNG or JPEG", kind, err)
}

// reader reads data and knows when more was wanted.
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

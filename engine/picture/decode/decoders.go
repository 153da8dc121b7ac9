package decode

import (
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"convlab/engine/picture"
)

// decoders returns what reads a kind's size, and its pixels.
func decoders(kind picture.Kind) (config func(io.Reader) (image.Config, error), pixels func(io.Reader) (image.Image, error)) {
	switch kind {
	case picture.PNG:
		return png.DecodeConfig, png.Decode
	case picture.JPEG:
		return jpeg.DecodeConfig, jpeg.Decode
	case picture.GIF:
		return gif.DecodeConfig, gif.Decode
	}
	panic("decode: no decoder for " + string(kind)) // picture.Check lets no other kind through
}

package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"os"

	"convlab/engine"
	"convlab/engine/drawing"
)

func predict() command {
	return command{
		name:    "predict",
		operand: "model.safetensors picture.png",
		about:   "Reads the digit on a picture.",
		more: `
The picture (PNG, JPEG or GIF) shows one digit, dark on light or light on dark.
It is prepared as MNIST was made: cropped to the ink, pen of usual thickness,
scaled to 20 pixels, centre of mass in the middle of 28x28. Prints the ten
probabilities and what they come to. A picture named - is read from standard
input:

  magick scan.tiff png:- | convlab predict model.safetensors -
`,
		flags: func(set *flag.FlagSet) action {
			prepare := set.Bool("prepare", true, "prepare the picture; without, all of it becomes 28x28")
			return func(_ context.Context, rest []string, std stdio) error {
				if err := operands(rest, "a model file", "a picture"); err != nil {
					return err
				}
				net, err := loadNetwork(rest[0])
				if err != nil {
					return err
				}
				name, raster, err := rest[1], (*drawing.Raster)(nil), error(nil)
				if name == "-" {
					name = "standard input"
					raster, err = picture(std.in)
				} else {
					raster, err = pictureFile(name)
				}
				if err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
				var steps drawing.Steps
				if *prepare {
					steps = drawing.AllSteps()
				}
				prepared := new(drawing.Preparer).Prepare(raster, steps)
				if prepared.Empty {
					return fmt.Errorf("%s: expected a digit, received an even picture without ink", name)
				}
				x := engine.Batch{Rows: 1, Cols: drawing.Pixels, Stride: drawing.Pixels, Data: prepared.Pixels[:]}
				report(net.Forward(x, engine.Pass{}).Data, std.out)
				return nil
			}
		},
	}
}

// maxPicture is the most bytes of a picture that are read: more than an
// uncompressed one of the largest sides needs, at 8 bytes a pixel.
const maxPicture = 8*drawing.MaxImageSide*drawing.MaxImageSide + 1<<20

func pictureFile(path string) (*drawing.Raster, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return picture(f)
}

// picture reads an image. Its size is looked at before its pixels: a few bytes
// can announce gigabytes. r may be a pipe, which cannot be wound back.
func picture(r io.Reader) (*drawing.Raster, error) {
	r = io.LimitReader(r, maxPicture)
	var head bytes.Buffer
	c, kind, err := image.DecodeConfig(io.TeeReader(r, &head))
	if err != nil {
		return nil, fmt.Errorf("expected a PNG, JPEG or GIF picture: %w", err)
	}
	if c.Width > drawing.MaxImageSide || c.Height > drawing.MaxImageSide {
		return nil, fmt.Errorf("expected sides of at most %d pixels, received %d×%d (%s): scale it down", drawing.MaxImageSide, c.Width, c.Height, kind)
	}
	img, _, err := image.Decode(io.MultiReader(&head, r))
	if err != nil {
		return nil, fmt.Errorf("expected a whole %s picture: %w", kind, err)
	}
	return drawing.FromImage(img)
}

func report(probabilities []float32, w io.Writer) {
	best := 0
	for digit, p := range probabilities {
		fmt.Fprintf(w, "%d  %6.2f %%\n", digit, 100*p)
		if p > probabilities[best] {
			best = digit
		}
	}
	fmt.Fprintf(w, "reads %d\n", best)
}

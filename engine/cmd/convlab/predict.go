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
	exif "convlab/engine/picture"
)

func predict() command {
	return command{
		name:    "predict",
		operand: "model.safetensors picture.png",
		about:   "Reads the digit on a picture.",
		more: `
The picture (PNG, JPEG or GIF) is a drawing, a scan or a photograph of one
digit, dark on light, light on dark, or on transparent ground. What else is on
it is left out: shadows, specks, a frame, what lies at the edge. The digit is
prepared as MNIST was made: cropped to the ink, pen of usual thickness, scaled
to 20 pixels, centre of mass in the middle of 28x28. Prints the ten
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
				x := engine.Batch{Rows: 1, Cols: drawing.Pixels, Stride: drawing.Pixels, Data: prepared.Pixels[:]}
				report(net.Forward(x, engine.Pass{}).Data, std.out)
				return nil
			}
		},
	}
}

const (
	// maxPicture is the most bytes of a picture that are read.
	maxPicture = 20 << 20

	// maxPixels is the most that are decoded: a phone's photo of 5712 x 4284
	// fits. Decoding needs up to 16 bytes for each.
	maxPixels = 32_000_000
)

func pictureFile(path string) (*drawing.Raster, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return picture(f)
}

// picture reads an image and finds the digit on it. Its size is looked at before
// its pixels: a few bytes can announce gigabytes. r may be a pipe.
func picture(r io.Reader) (*drawing.Raster, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxPicture+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxPicture {
		return nil, fmt.Errorf("expected at most %d bytes, received more: save the picture smaller", maxPicture)
	}
	c, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("expected a PNG, JPEG or GIF picture: %w", err)
	}
	if int64(c.Width)*int64(c.Height) > maxPixels {
		return nil, fmt.Errorf("expected at most %d pixels, received %d×%d (%s): scale it down", maxPixels, c.Width, c.Height, kind)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("expected a whole %s picture: %w", kind, err)
	}
	raster, err := drawing.FromImage(img)
	if err != nil {
		return nil, err
	}
	raster.Orient(exif.Orientation(data))
	return raster, nil
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

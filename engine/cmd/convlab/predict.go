package main

import (
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
probabilities and what they come to.
`,
		flags: func(set *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) error {
			prepare := set.Bool("prepare", true, "prepare the picture; without, all of it becomes 28x28")
			return func(ctx context.Context, rest []string, out, errs io.Writer) error {
				if err := operands(rest, "a model file", "a picture"); err != nil {
					return err
				}
				net, err := loadNetwork(rest[0])
				if err != nil {
					return err
				}
				raster, err := picture(rest[1])
				if err != nil {
					return fmt.Errorf("%s: %w", rest[1], err)
				}
				var steps drawing.Steps
				if *prepare {
					steps = drawing.AllSteps()
				}
				prepared := new(drawing.Preparer).Prepare(raster, steps)
				if prepared.Empty {
					return fmt.Errorf("%s: expected a digit, received an even picture without ink", rest[1])
				}
				x := engine.Batch{Rows: 1, Cols: drawing.Pixels, Stride: drawing.Pixels, Data: prepared.Pixels[:]}
				report(net.Forward(x, engine.Pass{}).Data, out)
				return nil
			}
		},
	}
}

// picture reads an image file. Its size is looked at before its pixels: a few
// bytes can announce gigabytes.
func picture(path string) (*drawing.Raster, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c, kind, err := image.DecodeConfig(f)
	if err != nil {
		return nil, fmt.Errorf("expected a PNG, JPEG or GIF picture: %w", err)
	}
	if c.Width > drawing.MaxImageSide || c.Height > drawing.MaxImageSide {
		return nil, fmt.Errorf("expected sides of at most %d pixels, received %d×%d (%s): scale it down", drawing.MaxImageSide, c.Width, c.Height, kind)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	img, _, err := image.Decode(f)
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

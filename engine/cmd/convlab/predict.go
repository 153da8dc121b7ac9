package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"convlab/engine"
	"convlab/engine/drawing"
	"convlab/engine/picture"
	"convlab/engine/picture/decode"
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
probabilities and the digit read. A picture named - is read from standard input:

  magick scan.tiff png:- | convlab predict model.safetensors -
`,
		flags: func(set *flag.FlagSet) action {
			prepare := set.Bool("prepare", true, "prepare the picture; otherwise all of it becomes 28x28")
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
					raster, err = inkOf(std.in)
				} else {
					raster, err = inkOfFile(name)
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

func inkOfFile(path string) (*drawing.Raster, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return inkOf(f)
}

// inkOf reads a picture of at most picture.MaxBytes. r may be a pipe of unknown
// length.
func inkOf(r io.Reader) (*drawing.Raster, error) {
	data, err := io.ReadAll(io.LimitReader(r, picture.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	return decode.Read(data)
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

package drawing

import "image"

// Steps are the steps of the preparation. The zero value does none: the whole pad
// becomes the whole picture.
type Steps struct {
	Crop   bool `json:"crop"`   // Scale uses the bounding box of the ink instead of the whole pad
	Width  bool `json:"width"`  // give the pen MNIST's thickness
	Scale  bool `json:"scale"`  // make the longer side of the box 20 pixels, about its middle
	Centre bool `json:"centre"` // move the centre of mass to the middle
}

// AllSteps returns the steps with which MNIST was made.
func AllSteps() Steps { return Steps{Crop: true, Width: true, Scale: true, Centre: true} }

// Pixels is the number of pixels of a prepared picture, row by row.
const Pixels = PictureSide * PictureSide

// Prepared is the picture for the network, and how it was made.
type Prepared struct {
	Pixels [Pixels]float32 // 0 paper to 1 ink
	Empty  bool            // no ink: all other fields are 0

	Ink    image.Rectangle // bounding box of the ink on the raster, before Width moves its outline by Thin
	Pen    float32         // measured thickness of the pen in raster pixels; 0 if it was not measured
	Thin   float32         // raster pixels by which Width moved the outline inwards; negative is outwards
	Window Window          // what Scale used: the bounding box of the ink after Width, or the whole pad
	Scale  float32         // pixels of the picture for one of the raster
	ShiftX int             // pixels of the picture by which Centre moved it to the right
	ShiftY int             // and downwards
}

// Window is a rectangle of the raster in its pixels, and the position of its top
// left corner in the picture before Centre.
type Window struct {
	X, Y, Width, Height float32
	Left, Top           int
}

// fit is the longer side of the ink after Scale in pixels, as in MNIST.
const fit = 20

// A Preparer turns a raster into a picture. It keeps its memory, about 0.6 MB from
// the first call on, and must not be used by two goroutines at once. The zero
// value is ready.
type Preparer struct {
	resampler
	pen      penImage
	distance distanceTransform
	counts   [penSide * bins]int32 // histogram of radii
}

// Prepare does the chosen steps: Width, Scale, Centre. Crop only chooses the
// rectangle that Scale uses.
//
// In MNIST's 60,000 training pictures the longer side of the ink is 20 pixels, and
// the centre of mass lies within half a pixel of the centre of pixel (14, 14),
// uniformly: pictures were moved by whole pixels, so that edges stay as sharp as
// scaling left them. Prepare does the same.
// Source: LeCun et al., "Gradient-based learning applied to document
// recognition", 1998, and the data.
func (p *Preparer) Prepare(r *Raster, steps Steps) Prepared {
	out := Prepared{Ink: r.InkBox()}
	if out.Ink.Empty() {
		out.Empty = true
		return out
	}
	raster := pixmap{r.Pix[:], Side, Side}
	ink := box{float32(out.Ink.Min.X), float32(out.Ink.Min.Y), float32(out.Ink.Max.X), float32(out.Ink.Max.Y)}
	if steps.Width && p.normaliseWidth(raster, ink, steps, &out) {
		out.position(steps, p.pen.inkBox())
		p.resample(p.pen.pixmap, p.pen.relative(out.sampling()), PictureSide, PictureSide, out.put)
	} else {
		out.position(steps, ink)
		p.resample(raster, out.sampling(), PictureSide, PictureSide, out.put)
	}
	if steps.Centre {
		out.centre(steps == AllSteps())
	}
	return out
}

// sampling returns the grid of the picture's pixels over the raster.
func (out *Prepared) sampling() sampleGrid {
	step := 1 / out.Scale
	return sampleGrid{out.Window.X - float32(out.Window.Left)*step, out.Window.Y - float32(out.Window.Top)*step, step}
}

func (out *Prepared) put(x, y int, v float32) { out.Pixels[y*PictureSide+x] = clamp01(v) }

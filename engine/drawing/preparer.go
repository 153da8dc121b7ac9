package drawing

// fit is the pixels of the longer side after Scale, as in MNIST.
const fit = 20

// A Preparer turns a raster into a picture. It keeps its memory, about 0.6 MB
// from the first call on, and is not for use by two goroutines at once. The
// zero value is ready.
type Preparer struct {
	averager
	fine    fineGrid
	outline outline
	counts  [fineSide * bins]int32
}

// Prepare does the chosen steps: Width, Scale, Centre. Crop only chooses the
// box that Scale measures.
//
// MNIST's pictures, measured on its 60,000: the longer side of the ink is 20
// pixels, and the centre of mass lies within half a pixel of the centre of
// pixel (14, 14), uniformly: a whole number of pixels was moved, so that
// edges stay as sharp as scaling left them. Prepare does the same.
// Source: LeCun et al., "Gradient-based learning applied to document
// recognition", 1998, and the data.
func (p *Preparer) Prepare(r *Raster, steps Steps) Prepared {
	out := Prepared{Ink: r.InkBox()}
	if out.Ink.Empty() {
		out.Empty = true
		return out
	}
	raster := grid{r.Pix[:], Side, Side}
	ink := box{float32(out.Ink.Min.X), float32(out.Ink.Min.Y), float32(out.Ink.Max.X), float32(out.Ink.Max.Y)}
	if steps.Width && p.normalise(raster, ink, steps, &out) {
		out.place(steps, p.fine.inkBox())
		p.average(p.fine.grid, p.fine.under(out.lattice()), Width28, Width28, out.put)
	} else {
		out.place(steps, ink)
		p.average(raster, out.lattice(), Width28, Width28, out.put)
	}
	if steps.Centre {
		out.centre(steps == AllSteps())
	}
	return out
}

// lattice returns the picture's pixels as cells laid over the raster.
func (out *Prepared) lattice() window {
	step := 1 / out.Scale
	return window{out.Window.X - float32(out.Window.Left)*step, out.Window.Y - float32(out.Window.Top)*step, step}
}

func (out *Prepared) put(x, y int, v float32) { out.Pixels[y*Width28+x] = unit(v) }

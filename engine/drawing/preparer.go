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

// Prepare does the chosen steps in their order: Crop, Width, Scale, Centre.
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
		if steps.Crop {
			ink = p.fine.inkBox()
		}
		place(&out, steps, ink)
		p.average(p.fine.grid, p.fine.under(out.lattice()), Width28, Width28, out.put)
	} else {
		place(&out, steps, ink)
		p.average(raster, out.lattice(), Width28, Width28, out.put)
	}
	if steps.Centre {
		centre(&out)
	}
	return out
}

// place chooses the part of the raster that is scaled, and scale and place of
// it: its middle comes to the middle of the picture, at whole pixels.
func place(out *Prepared, steps Steps, ink box) {
	w := Window{Width: Side, Height: Side}
	if steps.Crop {
		w = Window{X: ink.x0, Y: ink.y0, Width: ink.x1 - ink.x0, Height: ink.y1 - ink.y0}
	}
	out.Scale = steps.scale(w.Width, w.Height)
	w.Left = int((Width28 - w.Width*out.Scale) / 2)
	w.Top = int((Width28 - w.Height*out.Scale) / 2)
	out.Window = w
}

// scale returns how many pixels of the picture go on one pixel of the raster
// for a window of this size.
func (s Steps) scale(width, height float32) float32 {
	if s.Scale {
		return fit / max(width, height)
	}
	return float32(Width28) / Side
}

// lattice returns the picture's pixels as cells laid over the raster.
func (out *Prepared) lattice() window {
	step := 1 / out.Scale
	return window{out.Window.X - float32(out.Window.Left)*step, out.Window.Y - float32(out.Window.Top)*step, step}
}

func (out *Prepared) put(x, y int, v float32) { out.Pixels[y*Width28+x] = unit(v) }

// centre moves the picture by whole pixels so that its centre of mass comes
// to within half a pixel of the centre of pixel (14, 14).
func centre(out *Prepared) {
	var mass, mx, my float32
	for y := range Width28 {
		for x, v := range out.Pixels[y*Width28 : (y+1)*Width28] {
			mass += v
			mx += v * float32(x)
			my += v * float32(y)
		}
	}
	if mass == 0 {
		return
	}
	const middle = Width28 / 2
	// + 0.5 rounds; both are above 0 here, so the conversion floors.
	out.ShiftX = middle - int(mx/mass+0.5)
	out.ShiftY = middle - int(my/mass+0.5)
	before := out.Pixels
	clear(out.Pixels[:])
	for y := max(out.ShiftY, 0); y < Width28+min(out.ShiftY, 0); y++ {
		for x := max(out.ShiftX, 0); x < Width28+min(out.ShiftX, 0); x++ {
			out.Pixels[y*Width28+x] = before[(y-out.ShiftY)*Width28+x-out.ShiftX]
		}
	}
}

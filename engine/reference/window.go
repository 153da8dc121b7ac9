package reference

import "convlab/engine/spec"

// Window is a square window that slides over maps. Output row oh reads the input
// rows oh*Stride - Top + k for k in [0, Size), columns likewise. Positions outside
// the input are padding.
type Window struct {
	Size, Stride int
	Top, Left    int // rows and columns of padding before the input
	OutH, OutW   int
}

func newWindow(rows, cols spec.Span) Window {
	return Window{
		Size: rows.Size, Stride: rows.Stride,
		Top: rows.Before, Left: cols.Before,
		OutH: rows.Out, OutW: cols.Out,
	}
}

// input returns the position that element (kh, kw) of window (oh, ow) reads, and
// whether it is inside maps of shape s.
func (g Window) input(s spec.Shape, oh, ow, kh, kw int) (h, w int, inside bool) {
	h = oh*g.Stride + kh - g.Top
	w = ow*g.Stride + kw - g.Left
	return h, w, 0 <= h && h < s.H && 0 <= w && w < s.W
}

// read calls f with every position inside the maps that window (oh, ow) reads,
// row by row.
func (g Window) read(s spec.Shape, oh, ow int, f func(h, w int)) {
	for kh := range g.Size {
		for kw := range g.Size {
			if h, w, inside := g.input(s, oh, ow, kh, kw); inside {
				f(h, w)
			}
		}
	}
}

func (g Window) output(channels int) spec.Shape {
	return spec.Shape{H: g.OutH, W: g.OutW, C: channels}
}

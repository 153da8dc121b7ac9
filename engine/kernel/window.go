package kernel

const (
	badWindow    = "kernel: impossible window"
	badFilters   = "kernel: filters < 1"
	shortScratch = "kernel: short scratch"
)

// Window is the geometry of a square window that slides over one NHWC picture. Output (oh, ow) looks at the input rows
// oh*Stride-Top up to Size further, and likewise at the columns from ow*Stride-Left; what lies outside the picture is padding.
type Window struct {
	H, W, C      int // input
	Size, Stride int
	Top, Left    int // padding before; Keras's asymmetric "same" puts the larger half behind, where it follows from the sizes
	OutH, OutW   int
}

func (g Window) check() {
	if g.H < 1 || g.W < 1 || g.C < 1 || g.OutH < 1 || g.OutW < 1 || g.Size < 1 || g.Stride < 1 ||
		g.Top < 0 || g.Top >= g.Size || g.Left < 0 || g.Left >= g.Size ||
		(g.OutH-1)*g.Stride-g.Top >= g.H || (g.OutW-1)*g.Stride-g.Left >= g.W {
		panic(badWindow)
	}
}

func (g Window) input() int  { return g.H * g.W * g.C }
func (g Window) pixels() int { return g.OutH * g.OutW }

// covered is the height and width of all that the windows look at, padding included.
func (g Window) covered() (h, w int) {
	return (g.OutH-1)*g.Stride + g.Size, (g.OutW-1)*g.Stride + g.Size
}

// isPadded says whether any window looks outside the picture.
func (g Window) isPadded() bool {
	h, w := g.covered()
	return g.Top > 0 || g.Left > 0 || h > g.H || w > g.W
}

// frame is a picture with a border of zeros around it, of which pictures without padding have no need.
type frame struct {
	pixels []float32
	width  int // pixels in a row
}

// framed is the frame of x in scratch, whose border must be zero, or x itself where no window looks outside.
func (g Window) framed(x, scratch []float32) frame {
	if !g.isPadded() {
		return frame{x, g.W}
	}
	h, w := g.covered()
	rows, row := min(g.H, h-g.Top), min(g.W, w-g.Left)*g.C
	for r := range rows {
		copy(scratch[((r+g.Top)*w+g.Left)*g.C:][:row], x[r*g.W*g.C:])
	}
	return frame{scratch, w}
}

// area is the part of a picture under one window: offset of its first element, rows, columns, and the picture's shape.
type area struct{ start, rows, cols, rowStep, channels int }

// area is what lies under window (oh, ow) inside the picture.
func (g Window) area(oh, ow int) area {
	top, left := oh*g.Stride-g.Top, ow*g.Stride-g.Left
	h, w := max(top, 0), max(left, 0)
	return area{
		start: (h*g.W + w) * g.C,
		rows:  min(top+g.Size, g.H) - h, cols: min(left+g.Size, g.W) - w,
		rowStep: g.W * g.C, channels: g.C,
	}
}

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

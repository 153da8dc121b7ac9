package kernel

import (
	"math"
	"testing"
)

// widen makes up for tiles: roundings are of the size of what lies under the whole tile, times all of a filter.
func (c *convolution) widen() {
	if !c.g.isTiled(c.filters) {
		return
	}
	g := c.g
	filter := make([]float64, g.C*c.filters)
	for i, w := range c.w {
		filter[i%len(filter)] += math.Abs(float64(w))
	}
	for y := range c.wantY {
		position, f := y/c.filters, y%c.filters
		i, oh, ow := position/g.pixels(), position%g.pixels()/g.OutW, position%g.OutW
		for h := max(0, oh/2*2-g.Top); h < min(g.H, oh/2*2-g.Top+tileSide); h++ {
			for w := max(0, ow/2*2-g.Left); w < min(g.W, ow/2*2-g.Left+tileSide); w++ {
				for ch := range g.C {
					c.wantY[y].size += math.Abs(float64(c.x[((i*g.H+h)*g.W+w)*g.C+ch])) * filter[ch*c.filters+f]
				}
			}
		}
	}
}

// Outputs of even and odd sides, so that tiles stick out below, at the right and at both; padding, which makes them stick out on all
// sides; numbers of pictures that fill products and that do not.
func TestTiledConv2D(t *testing.T) {
	for h := minTiled; h <= minTiled+3; h++ {
		for _, w := range []int{minTiled, minTiled + 1, 13} {
			for _, padding := range []func(h, w, c, size, stride int) Window{valid, same} {
				for _, n := range []int{1, 3, 9} {
					c := newConvolution(padding(h, w, 16, 3, 1), 48, n)
					if !c.g.isTiled(c.filters) {
						t.Fatalf("%+v does not go by tiles", c.g)
					}
					c.check(t)
				}
			}
		}
	}
	newConvolution(valid(7, 8, 272, 3, 1), 16, 1).check(t) // sums that rest in between
}

// The sums of a picture are the same alone and among others, and without the maps' last rows and columns, which pooling drops.
func TestTiledConv2DIsTheSameInAnyCompany(t *testing.T) {
	const filters, n = 32, 5
	g := valid(9, 11, 16, 3, 1)
	c := newConvolution(g, filters, n)
	y := make([]float32, len(c.wantY))
	g.Conv2D(filters, n, c.x, c.w, c.b, y, g.ConvScratch(filters))

	alone, scratch := make([]float32, g.pixels()*filters), g.ConvScratch(filters)
	for i := range n {
		g.Conv2D(filters, 1, c.x[i*g.input():], c.w, c.b, alone, scratch)
		checkBits(t, i, alone, y[i*len(alone):][:len(alone)])
	}

	cropped, _ := g.Cropped(valid(g.OutH, g.OutW, filters, 2, 2))
	if cropped.OutH != g.OutH-1 || cropped.OutW != g.OutW-1 {
		t.Fatalf("pooling leaves %dx%d outputs of %dx%d", cropped.OutH, cropped.OutW, g.OutH, g.OutW)
	}
	part := make([]float32, n*cropped.pixels()*filters)
	cropped.Conv2D(filters, n, c.x, c.w, c.b, part, cropped.ConvScratch(filters))
	for row := range n * cropped.OutH {
		i, oh := row/cropped.OutH, row%cropped.OutH
		width := cropped.OutW * filters
		checkBits(t, row, part[row*width:][:width], y[(i*g.OutH+oh)*g.OutW*filters:][:width])
	}
}

// What is not finite stays in its tile, and does not stay in the scratch.
func TestTiledConv2DKeepsWhatIsNotFinite(t *testing.T) {
	const filters = 16
	g := valid(10, 10, 16, 3, 1)
	c := newConvolution(g, filters, 1)
	clean, broken, again := make([]float32, len(c.wantY)), make([]float32, len(c.wantY)), make([]float32, len(c.wantY))
	scratch := g.ConvScratch(filters)
	g.Conv2D(filters, 1, c.x, c.w, c.b, clean, scratch)
	x := append([]float32(nil), c.x...)
	x[0] = float32(math.Inf(1)) // only the first tile sees it
	g.Conv2D(filters, 1, x, c.w, c.b, broken, scratch)
	for y, v := range broken {
		if v-v != 0 && (y/filters/g.OutW > 1 || y/filters%g.OutW > 1) {
			t.Fatalf("output %d is %v, and sees no infinity", y, v)
		}
	}
	if broken[0]-broken[0] == 0 {
		t.Fatalf("the first output is %v and sees an infinity", broken[0])
	}
	g.Conv2D(filters, 1, c.x, c.w, c.b, again, scratch)
	checkBits(t, "afterwards", again, clean)
}

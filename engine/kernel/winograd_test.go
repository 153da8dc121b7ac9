package kernel

import (
	"math"
	"testing"
)

// widen widens the bounds of wantY for tiles, whose roundings are proportional to all pixels under a tile times all weights of a filter.
func (c *convolution) widen() {
	if !c.g.usesWinograd(c.filters) {
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

// Outputs of even and odd sides, so that tiles stick out below, at the right and at both; padding, with which they stick out on all sides;
// numbers of images that fill products and that do not.
func TestWinogradConv2D(t *testing.T) {
	for h := minWinogradSide; h <= minWinogradSide+3; h++ {
		for _, w := range []int{minWinogradSide, minWinogradSide + 1, 13} {
			for _, padding := range []func(h, w, c, size, stride int) Window{valid, same} {
				for _, n := range []int{1, 3, 9} {
					c := newConvolution(padding(h, w, 16, 3, 1), 48, n)
					if !c.g.usesWinograd(c.filters) {
						t.Fatalf("%+v does not use Winograd's tiles", c.g)
					}
					c.check(t)
				}
			}
		}
	}
	newConvolution(valid(7, 8, 272, 3, 1), 16, 1).check(t) // more than a block of k
}

// An image's sums are the same alone and among others, and without the maps' last rows and columns, which pooling drops.
func TestWinogradConv2DIsTheSameForAnyBatchAndCrop(t *testing.T) {
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

// Element by element, in the order of sums and roundings that winograd.go states.
func TestWinogradConv2DIsTheFormula(t *testing.T) {
	const filters = 16
	for _, g := range []Window{valid(9, 8, 32, 3, 1), same(7, 6, 272, 3, 1)} {
		c := newConvolution(g, filters, 2)
		got := make([]float32, len(c.wantY))
		g.Conv2D(filters, c.n, c.x, c.w, c.b, got, g.ConvScratch(filters))
		for y, v := range got {
			position, f := y/filters, y%filters
			oh, ow := position%g.pixels()/g.OutW, position%g.OutW
			if want := c.outputTile(position/g.pixels(), oh/2*2, ow/2*2, f)[oh%2*2+ow%2]; v != want {
				t.Fatalf("%+v: output %d,%d of filter %d is %v, want %v", g, oh, ow, f, v, want)
			}
		}
	}
}

// outputTile computes the four outputs of filter f from (oh, ow) on.
func (c *convolution) outputTile(i, oh, ow, f int) [4]float32 {
	var sums [tilePlanes]float32
	sums[biasPlane] = c.b[f]
	for ch := range c.g.C {
		var d, w [tilePlanes]float32
		for k := range d {
			if h, v := oh-c.g.Top+k/tileSide, ow-c.g.Left+k%tileSide; h >= 0 && h < c.g.H && v >= 0 && v < c.g.W {
				d[k] = c.x[((i*c.g.H+h)*c.g.W+v)*c.g.C+ch]
			}
		}
		tap := func(kh, kw int) float32 { return c.w[((kh*3+kw)*c.g.C+ch)*c.filters+f] }
		var rows [tileSide][3]float32 // G g
		for kw := range 3 {
			rows[0][kw], rows[1][kw], rows[2][kw], rows[3][kw] = fourOf(tap(0, kw), tap(1, kw), tap(2, kw))
		}
		for r := range tileSide {
			w[4*r], w[4*r+1], w[4*r+2], w[4*r+3] = fourOf(rows[r][0], rows[r][1], rows[r][2])
		}
		for col := range tileSide {
			d[col], d[4+col], d[8+col], d[12+col] = d[col]-d[8+col], d[4+col]+d[8+col], d[8+col]-d[4+col], d[4+col]-d[12+col]
		}
		for r := 0; r < tilePlanes; r += tileSide {
			d[r], d[r+1], d[r+2], d[r+3] = d[r]-d[r+2], d[r+1]+d[r+2], d[r+2]-d[r+1], d[r+1]-d[r+3]
		}
		for k := range sums {
			sums[k] += float32(d[k] * w[k])
		}
	}
	var m [8]float32
	for col := range tileSide {
		m[col], m[4+col] = sums[col]+sums[4+col]+sums[8+col], sums[4+col]-sums[8+col]-sums[12+col]
	}
	return [4]float32{m[0] + m[1] + m[2], m[1] - m[2] - m[3], m[4] + m[5] + m[6], m[5] - m[6] - m[7]}
}

// fourOf is G times three numbers.
func fourOf(g0, g1, g2 float32) (a, b, c, d float32) {
	return g0, 0.5 * (g0 + g2 + g1), 0.5 * (g0 + g2 - g1), g2
}

// A number that is not finite reaches only windows that see it, and does not stay in the scratch memory: here with tiles that stick out,
// and rows of the product that belong to no tile.
func TestWinogradConv2DKeepsWhatIsNotFinite(t *testing.T) {
	const filters, n = 16, 5
	g := same(9, 11, 16, 3, 1)
	c := newConvolution(g, filters, n)
	clean, got := make([]float32, len(c.wantY)), make([]float32, len(c.wantY))
	scratch := g.ConvScratch(filters)
	g.Conv2D(filters, n, c.x, c.w, c.b, clean, scratch)
	broken := append([]float32(nil), c.x...)
	broken[len(broken)-1] = float32(math.Inf(1)) // the last pixel of the last image
	g.Conv2D(filters, n, broken, c.w, c.b, got, scratch)
	last := len(got) / filters // the last position
	for y, v := range got {
		position := y / filters
		h, w := position%g.pixels()/g.OutW, position%g.OutW
		sees := position >= last-g.pixels() && h >= g.OutH-2 && w >= g.OutW-2
		if v-v != 0 && !sees {
			t.Fatalf("output %d is %v, and its window sees no infinity", y, v)
		}
	}
	if v := got[len(got)-1]; v-v == 0 {
		t.Fatalf("the last output is %v and sees an infinity", v)
	}
	g.Conv2D(filters, 1, c.x, c.w, c.b, got, scratch)
	checkBits(t, "afterwards", got[:g.pixels()*filters], clean[:g.pixels()*filters])
}

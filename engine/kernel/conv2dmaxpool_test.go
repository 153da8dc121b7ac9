package kernel

import (
	"fmt"
	"slices"
	"testing"
)

// checkConv2DMaxPool compares bit by bit with convolution and pooling one after the other, over h x w images with blank borders in
// which one pixel in keep is not zero.
func checkConv2DMaxPool(t *testing.T, h, w, filters, n, keep int) {
	t.Helper()
	name := fmt.Sprintf("%d of %d x %d, %d filters, one in %d", n, h, w, filters, keep)
	g := valid(h, w, 1, 3, 1)
	g, pool := g.Cropped(valid(g.OutH, g.OutW, filters, 2, 2))
	if !g.FusesMaxPool(pool, filters) {
		t.Fatal(name, "cannot be fused: the test shows nothing")
	}
	s := noise(h + 31*w + 997*filters + keep)
	x, kernel, b := s.slice(n*g.input()), s.slice(9*filters), s.slice(filters)
	s.thin(x, keep)
	for i := range x {
		if i%w < w/3 {
			x[i] = 0
		}
	}
	size := n * pool.pixels() * filters
	sums, wantY, want := make([]float32, n*g.pixels()*filters), make([]float32, size), make([]int32, size)
	scratch := g.ConvScratch(filters)
	g.conv2D(scalar, filters, n, x, kernel, b, sums, scratch)
	pool.maxPool(scalar, n, sums, wantY, want)

	dy := s.slice(size)
	s.thin(dy, 2)
	dz, wantDW, wantDB := make([]float32, len(sums)), s.slice(9*filters), s.slice(filters)
	dw, db := slices.Clone(wantDW), slices.Clone(wantDB)
	pool.maxPoolGradient(scalar, n, dy, want, dz)
	g.conv2DKernelGradient(scalar, filters, n, x, dz, wantDW, wantDB, scratch)

	for _, v := range []lanes{scalar, hardware()} {
		y, argmax := filled(size, untouched), make([]int32, size)
		g.conv2DMaxPool(v, pool, filters, n, x, kernel, b, y, argmax)
		checkBits(t, name+" y", y, wantY)
		if !slices.Equal(argmax, want) {
			t.Fatalf("%s: %d lanes: argmax differs", name, v)
		}
		gotDW, gotDB := slices.Clone(dw), slices.Clone(db)
		g.conv2DMaxPoolGradient(v, pool, filters, n, x, dy, argmax, gotDW, gotDB)
		checkBits(t, name+" dw", gotDW, wantDW)
		checkBits(t, name+" db", gotDB, wantDB)
	}
}

func TestConv2DMaxPool(t *testing.T) {
	for _, filters := range []int{16, 32, 48} {
		for _, keep := range []int{1, 2, 5, 1000} { // all pixels, half, a fifth, almost none
			for h := 4; h <= 7; h++ { // all sums are pooled, or all but a row
				checkConv2DMaxPool(t, h, 4, filters, 2, keep)
				checkConv2DMaxPool(t, h, 9, filters, 3, keep)
			}
		}
	}
	checkConv2DMaxPool(t, 28, 28, 32, 2, 5) // the study note's
}

// Of equal sums, and of NaN sums, the first wins, as in MaxPool.
func TestConv2DMaxPoolBreaksTiesAsMaxPoolDoes(t *testing.T) {
	const filters = 16
	g := valid(4, 4, 1, 3, 1)
	pool := valid(2, 2, filters, 2, 2)
	for name, b := range map[string]float32{"equal": 1, "NaN": untouched} {
		x, w := filled(16, 1), make([]float32, 9*filters)
		for _, v := range []lanes{scalar, hardware()} {
			y, argmax := make([]float32, filters), filled32(filters, -1)
			g.conv2DMaxPool(v, pool, filters, 1, x, w, filled(filters, b), y, argmax)
			checkBits(t, name, y, filled(filters, b))
			for f, at := range argmax {
				if int(at) != f {
					t.Fatalf("%s: %d lanes: filter %d takes sum %d, want the first", name, v, f, at)
				}
			}
		}
	}
	x, w := filled(16, 1), filled(9*filters, 1)
	x[3] = untouched // only the second sum sees it
	for _, v := range []lanes{scalar, hardware()} {
		y, argmax := make([]float32, filters), filled32(filters, -1)
		g.conv2DMaxPool(v, pool, filters, 1, x, w, make([]float32, filters), y, argmax)
		if y[5] == y[5] || argmax[5] != filters+5 {
			t.Errorf("%d lanes: a NaN is pooled to %v from %d, want NaN from %d", v, y[5], argmax[5], filters+5)
		}
	}
}

func filled32(n int, value int32) []int32 {
	x := make([]int32, n)
	for i := range x {
		x[i] = value
	}
	return x
}

func FuzzConv2DMaxPool(f *testing.F) {
	f.Add(uint8(24), uint8(24), uint8(1), uint8(1), uint8(4))
	f.Add(uint8(0), uint8(5), uint8(0), uint8(2), uint8(0))
	f.Fuzz(func(t *testing.T, h, w, filters, n, keep uint8) {
		checkConv2DMaxPool(t, 4+int(h)%30, 4+int(w)%30, 16*(1+int(filters)%4), 1+int(n)%3, 1+int(keep))
	})
}

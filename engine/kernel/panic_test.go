package kernel

import "testing"

// Exported functions check their operands and panic with a text that names the wrong one.
func TestRefusals(t *testing.T) {
	g := same(4, 5, 2, 3, 1)
	const filters, n = 3, 2
	in, out, kernel := n*g.input(), n*g.pixels()*filters, 9*g.C*filters
	room, small := g.ConvScratch(filters), g.ConvScratch(filters)
	small.nonzeros = small.nonzeros[1:]
	pooled := n * g.pixels() * g.C
	first, pool := valid(4, 4, 1, 3, 1), valid(2, 2, 16, 2, 2) // one patch of 4x4 pixels per image
	wrongPool := valid(3, 3, 16, 2, 2)
	f := func(n int) []float32 { return make([]float32, n) }
	for _, c := range []struct {
		want string
		call func()
	}{
		{shortX, func() { g.Conv2D(filters, n, f(in-1), f(kernel), f(filters), f(out), room) }},
		{shortW, func() { g.Conv2D(filters, n, f(in), f(kernel-1), f(filters), f(out), room) }},
		{shortB, func() { g.Conv2D(filters, n, f(in), f(kernel), f(filters-1), f(out), room) }},
		{shortY, func() { g.Conv2D(filters, n, f(in), f(kernel), f(filters), f(out-1), room) }},
		{shortScratch, func() { g.Conv2D(filters, n, f(in), f(kernel), f(filters), f(out), small) }},
		{badFilters, func() { g.Conv2D(0, n, f(in), f(kernel), f(filters), f(out), room) }},
		{shortX, func() { g.Conv2DKernelGradient(filters, n, f(in-1), f(out), f(kernel), f(filters), room) }},
		{shortDY, func() { g.Conv2DKernelGradient(filters, n, f(in), f(out-1), f(kernel), f(filters), room) }},
		{shortDW, func() { g.Conv2DKernelGradient(filters, n, f(in), f(out), f(kernel-1), f(filters), room) }},
		{shortDB, func() { g.Conv2DKernelGradient(filters, n, f(in), f(out), f(kernel), f(filters-1), room) }},
		{shortScratch, func() { g.Conv2DKernelGradient(filters, n, f(in), f(out), f(kernel), f(filters), small) }},
		{shortDY, func() { g.Conv2DInputGradient(filters, n, f(out-1), f(kernel), f(in), room) }},
		{shortW, func() { g.Conv2DInputGradient(filters, n, f(out), f(kernel-1), f(in), room) }},
		{shortDX, func() { g.Conv2DInputGradient(filters, n, f(out), f(kernel), f(in-1), room) }},
		{shortScratch, func() { g.Conv2DInputGradient(filters, n, f(out), f(kernel), f(in), small) }},
		{shortX, func() { g.MaxPool(n, f(in-1), f(pooled), make([]int32, pooled)) }},
		{shortY, func() { g.MaxPool(n, f(in), f(pooled-1), make([]int32, pooled)) }},
		{shortArgmax, func() { g.MaxPool(n, f(in), f(pooled), make([]int32, pooled-1)) }},
		{shortDY, func() { g.MaxPoolGradient(n, f(pooled-1), make([]int32, pooled), f(in)) }},
		{shortArgmax, func() { g.MaxPoolGradient(n, f(pooled), make([]int32, pooled-1), f(in)) }},
		{shortDX, func() { g.MaxPoolGradient(n, f(pooled), make([]int32, pooled), f(in-1)) }},
		{shortX, func() { g.AveragePool(n, f(in-1), f(pooled)) }},
		{shortY, func() { g.AveragePool(n, f(in), f(pooled-1)) }},
		{shortDY, func() { g.AveragePoolGradient(n, f(pooled-1), f(in)) }},
		{shortDX, func() { g.AveragePoolGradient(n, f(pooled), f(in-1)) }},
		{notFusable, func() { first.Conv2DMaxPool(wrongPool, 16, n, f(64), f(144), f(16), f(64), make([]int32, 64)) }},
		{notFusable, func() { first.Conv2DMaxPool(pool, 15, n, f(64), f(144), f(16), f(64), make([]int32, 64)) }},
		{notFusable, func() { first.Conv2DMaxPool(pool, 32, n, f(64), f(288), f(32), f(128), make([]int32, 128)) }}, // the pool has 16
		{notFusable, func() { g.Conv2DMaxPool(pool, 16, n, f(80), f(288), f(16), f(64), make([]int32, 64)) }},
		{shortX, func() { first.Conv2DMaxPool(pool, 16, n, f(31), f(144), f(16), f(32), make([]int32, 32)) }},
		{shortW, func() { first.Conv2DMaxPool(pool, 16, n, f(32), f(143), f(16), f(32), make([]int32, 32)) }},
		{shortB, func() { first.Conv2DMaxPool(pool, 16, n, f(32), f(144), f(15), f(32), make([]int32, 32)) }},
		{shortY, func() { first.Conv2DMaxPool(pool, 16, n, f(32), f(144), f(16), f(31), make([]int32, 32)) }},
		{shortArgmax, func() { first.Conv2DMaxPool(pool, 16, n, f(32), f(144), f(16), f(32), make([]int32, 31)) }},
		{notFusable, func() { first.Conv2DMaxPoolGradient(wrongPool, 16, n, f(64), f(64), make([]int32, 64), f(144), f(16)) }},
		{shortX, func() { first.Conv2DMaxPoolGradient(pool, 16, n, f(31), f(32), make([]int32, 32), f(144), f(16)) }},
		{shortDY, func() { first.Conv2DMaxPoolGradient(pool, 16, n, f(32), f(31), make([]int32, 32), f(144), f(16)) }},
		{shortArgmax, func() { first.Conv2DMaxPoolGradient(pool, 16, n, f(32), f(32), make([]int32, 31), f(144), f(16)) }},
		{shortDW, func() { first.Conv2DMaxPoolGradient(pool, 16, n, f(32), f(32), make([]int32, 32), f(143), f(16)) }},
		{shortDB, func() { first.Conv2DMaxPoolGradient(pool, 16, n, f(32), f(32), make([]int32, 32), f(144), f(15)) }},
		{shortB, func() { AddBias(2, 3, f(2), f(6)) }},
		{shortY, func() { AddBias(2, 3, f(3), f(5)) }},
		{shortDY, func() { SumRows(2, 3, f(5), f(3)) }},
		{shortDB, func() { SumRows(2, 3, f(6), f(2)) }},
		{shortX, func() { Softmax(2, 3, f(5), f(6)) }},
		{shortY, func() { Softmax(2, 3, f(6), f(5)) }},
		{shortSource, func() { Add(f(3), f(2)) }},
		{shortSource, func() { Normalise(make([]byte, 2), f(3)) }},
		{shortX, func() { new(SparseInput).Product(2, 3, 32, f(5), f(96), f(64)) }},
		{shortW, func() { new(SparseInput).Product(2, 3, 32, f(6), f(95), f(64)) }},
		{shortY, func() { new(SparseInput).Product(2, 3, 32, f(6), f(96), f(63)) }},
		{shortX, func() { new(SparseInput).KernelGradient([]int{0, 2}, 3, 32, f(5), f(64), f(96)) }},
		{shortDY, func() { new(SparseInput).KernelGradient([]int{0, 2}, 3, 32, f(6), f(63), f(96)) }},
		{shortDW, func() { new(SparseInput).KernelGradient([]int{0, 2}, 3, 32, f(6), f(64), f(95)) }},
		{shortGradient, func() { ReLUGradient(f(2), f(3)) }},
		{shortGradient, func() { SigmoidGradient(f(2), f(3)) }},
		{shortGradient, func() { TanhGradient(f(2), f(3)) }},
	} {
		if got := recovered(c.call); got != c.want {
			t.Errorf("panics with %v, want %q", got, c.want)
		}
	}
}

// Windows that see nothing but padding, or are empty.
func TestImpossibleWindows(t *testing.T) {
	for name, spoil := range map[string]func(g *Window){
		"height":   func(g *Window) { g.H = 0 },
		"width":    func(g *Window) { g.W = 0 },
		"channels": func(g *Window) { g.C = 0 },
		"size":     func(g *Window) { g.Size = 0 },
		"stride":   func(g *Window) { g.Stride = 0 },
		"top":      func(g *Window) { g.Top = g.Size },
		"no top":   func(g *Window) { g.Top = -1 },
		"left":     func(g *Window) { g.Left = g.Size },
		"no left":  func(g *Window) { g.Left = -1 },
		"rows":     func(g *Window) { g.OutH = g.H + g.Top + 1 },
		"no rows":  func(g *Window) { g.OutH = 0 },
		"cols":     func(g *Window) { g.OutW = g.W + g.Left + 1 },
		"no cols":  func(g *Window) { g.OutW = 0 },
	} {
		g := same(4, 5, 2, 3, 1)
		spoil(&g)
		if got := recovered(func() { g.ConvScratch(1) }); got != badWindow {
			t.Errorf("%s: panics with %v, want %q", name, got, badWindow)
		}
	}
}

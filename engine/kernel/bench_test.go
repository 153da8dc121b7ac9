package kernel

import (
	"fmt"
	"testing"
	"time"
)

// measure runs f with plain loops and with vectors. GFLOP/s counts two operations for each multiply-add of the fastest call, which says what
// the loops can do whatever else the machine does meanwhile.
func measure(b *testing.B, macs int, f func(v lanes)) {
	for _, v := range []lanes{scalar, hardware()} {
		measureLanes(b, v, macs, f)
	}
}

func measureLanes(b *testing.B, v lanes, macs int, f func(v lanes)) {
	b.Run(fmt.Sprintf("lanes=%d", v), func(b *testing.B) {
		best := time.Hour
		for b.Loop() {
			start := time.Now()
			f(v)
			best = min(best, time.Since(start))
		}
		b.ReportMetric(2*float64(macs)/float64(best.Nanoseconds()), "GFLOP/s")
	})
}

// The loop of every dense product, with its operands in the first-level cache: 16 rows of A and one packed panel, kBlock terms deep. A
// product is slower than it by packing and by waiting for memory.
func BenchmarkMicroKernel(b *testing.B) {
	const rows, times = 16, 64
	s := noise(3)
	a, panel, c := s.slice(rows*kBlock), s.slice(kBlock*maxColumns), make([]float32, rows*maxColumns)
	b.Run("in cache", func(b *testing.B) {
		for _, v := range []lanes{scalar, hardware()} {
			var aRows, cRows [rows]int
			vector(rows, kBlock).fill(aRows[:], 0)
			vector(rows, v.columns()).fill(cRows[:], 0)
			measureLanes(b, v, times*rows*kBlock*v.columns(), func(v lanes) {
				for range times {
					v.microKernel(a, aRows[:], segments{[]int{0}, kBlock, 1}, panel[:kBlock*v.columns()], nil, c, cRows[:])
				}
			})
		}
	})
}

// The first dense layer of the study note: x [m 784], w [784 512], for a batch of 128 and for one of its four shards.
func BenchmarkDense(b *testing.B) {
	const k, n = 784, 512
	for _, m := range []int{128, 32} {
		s := noise(1)
		x, w, y := s.slice(m*k), s.slice(k*n), s.slice(m*n)
		name := fmt.Sprintf("%d rows ", m)
		b.Run(name+"forward", func(b *testing.B) {
			measure(b, m*k*n, func(v lanes) { v.gemm(false, false, m, n, k, 1, x, k, w, n, 0, y, n) })
		})
		b.Run(name+"kernel gradient", func(b *testing.B) {
			measure(b, m*k*n, func(v lanes) { v.gemm(true, false, k, n, m, 1, x, k, y, n, 0, w, n) })
		})
		b.Run(name+"input gradient", func(b *testing.B) {
			measure(b, m*k*n, func(v lanes) { v.gemm(false, true, m, k, n, 1, y, n, w, n, 0, x, k) })
		})
	}
}

// The kernel gradient of the note's last dense layer, [512 10], for one of a batch's four shards: as it is, and padded with zeros to
// whole tiles. GFLOP/s counts the ten columns.
func BenchmarkClasses(b *testing.B) {
	const m, k, n = 32, 512, 10
	s := noise(5)
	x, y, w := s.slice(m*k), s.slice(m*TileColumns(n)), s.slice(k*TileColumns(n))
	for _, columns := range []int{n, TileColumns(n)} {
		b.Run(fmt.Sprintf("%d columns", columns), func(b *testing.B) {
			measure(b, m*k*n, func(v lanes) { v.gemm(true, false, k, columns, m, 1, x, k, y, columns, 0, w, columns) })
		})
	}
}

// The convolutions of the study note, 16 images at a time: dense, and with as many zeros as while training on MNIST (after 130 steps),
// where GFLOP/s counts only the products of nonzeros.
func BenchmarkConv2D(b *testing.B) {
	const n = 16
	for _, l := range []struct {
		g                Window
		filters          int
		inputs, gradient float64 // shares of nonzeros
	}{
		{valid(28, 28, 1, 3, 1), 32, 1, 1}, {valid(13, 13, 32, 3, 1), 64, 1, 1}, {valid(12, 12, 32, 3, 1), 64, 1, 1}, {valid(5, 5, 64, 3, 1), 64, 1, 1},
		{valid(28, 28, 1, 3, 1), 32, 0.18, 0.16}, {valid(13, 13, 32, 3, 1), 64, 0.74, 0.15}, {valid(5, 5, 64, 3, 1), 64, 0.70, 0.5},
	} {
		g, filters := l.g, l.filters
		s := noise(2)
		x, w, bias := s.slice(n*g.input()), s.slice(9*g.C*filters), s.slice(filters)
		y, dy := make([]float32, n*g.pixels()*filters), s.slice(n*g.pixels()*filters)
		dx, dw, db := make([]float32, len(x)), s.slice(len(w)), s.slice(filters)
		s.dilute(x, l.inputs)
		s.dilute(dy, l.gradient)
		scratch := g.ConvScratch(filters)
		macs := float64(n * g.pixels() * len(w))
		name := fmt.Sprintf("%dx%dx%d from %dx%dx%d ", g.OutH, g.OutW, filters, g.H, g.W, g.C)
		if l.inputs < 1 {
			name = "sparse " + name
		}
		fewest := macs * l.gradient
		if g.C == 1 {
			fewest = macs * l.inputs // the kernel gradient lists pixels
		}
		b.Run(name+"forward", func(b *testing.B) {
			measure(b, int(macs*l.inputs), func(v lanes) { g.conv2D(v, filters, n, x, w, bias, y, scratch) })
		})
		b.Run(name+"kernel gradient", func(b *testing.B) {
			measure(b, int(fewest), func(v lanes) { g.conv2DKernelGradient(v, filters, n, x, dy, dw, db, scratch) })
		})
		b.Run(name+"input gradient", func(b *testing.B) {
			measure(b, int(macs*l.gradient), func(v lanes) { g.conv2DInputGradient(v, filters, n, dy, w, dx, scratch) })
		})
	}
}

// Pooling and activation of the first feature maps, 26x26x32, of 16 images. Bytes are those of the input.
func BenchmarkMaps(b *testing.B) {
	const n = 16
	g := valid(26, 26, 32, 2, 2)
	s := noise(3)
	x, y := s.slice(n*g.input()), s.slice(n*g.pixels()*g.C)
	dx, argmax := s.slice(len(x)), make([]int32, len(y))
	for _, c := range []struct {
		name string
		run  func(v lanes)
	}{
		{"max pool", func(v lanes) { g.maxPool(v, n, x, y, argmax) }},
		{"max pool gradient", func(lanes) { g.MaxPoolGradient(n, y, argmax, dx) }},
		{"average pool", func(v lanes) { g.averagePool(v, n, x, y) }},
		{"average pool gradient", func(v lanes) { g.averagePoolGradient(v, n, y, dx) }},
		{"relu", func(v lanes) { copy(dx, x); v.relu(dx) }},
		{"relu gradient", func(v lanes) { v.reluGradient(x, dx) }},
	} {
		for _, v := range []lanes{scalar, hardware()} {
			b.Run(fmt.Sprintf("%s/lanes=%d", c.name, v), func(b *testing.B) {
				b.SetBytes(int64(4 * len(x)))
				for b.Loop() {
					c.run(v)
				}
			})
		}
	}
}

// What is done once for each weight, or for each number of a layer. Bytes are those read and written.
func BenchmarkVectors(b *testing.B) {
	const rows, cols = 121, 64 // the maps of the second convolution of the study note
	s := noise(4)
	x, y, z, w := s.slice(rows*cols), s.slice(rows*cols), make([]float32, rows*cols), s.slice(rows*cols)
	maps, offsets, nonzeros, starts := s.slice(rows*cols), make([]int32, rows), make([]nonzero, rows*cols+1), make([]int32, rows)
	s.dilute(maps, 0.15) // as after max pooling
	byRows := sparseOperand{x: maps, offsets: offsets[:cols], rows: rows, rowStride: cols, colStride: 1}
	byColumns := sparseOperand{x: maps, offsets: offsets, rows: cols, rowStride: 1, colStride: cols}
	for _, c := range []struct {
		name   string
		passes int // over rows*cols numbers
		run    func(v lanes)
	}{
		{"add", 3, func(v lanes) { v.add(z, y) }},
		{"scale", 2, func(v lanes) { v.scale(w, 1) }},
		{"sum rows", 1, func(v lanes) { v.sumRows(rows, cols, x, y) }},
		{"list rows", 1, func(v lanes) { v.listNonzeros(&byRows, nonzeros, starts, 0) }},
		{"list columns", 1, func(v lanes) { v.listNonzeros(&byColumns, nonzeros, starts, 0) }},
		{"rmsprop", 5, func(v lanes) { v.rmsprop(RMSprop{Rate: 1e-3, Rho: 0.9, OneMinusRho: 0.1, Epsilon: 1e-7}, w, z, x) }},
		{"adam", 7, func(v lanes) {
			v.adam(Adam{Alpha: 1e-3, OneMinusBeta1: 0.1, OneMinusBeta2: 1e-3, Epsilon: 1e-7}, w, y, z, x)
		}},
		{"softmax", 2, func(v lanes) { softmax(v, rows, cols, x, y) }},
	} {
		for _, v := range []lanes{scalar, hardware()} {
			b.Run(fmt.Sprintf("%s/lanes=%d", c.name, v), func(b *testing.B) {
				b.SetBytes(int64(4 * c.passes * rows * cols))
				for b.Loop() {
					c.run(v)
				}
			})
		}
	}
}

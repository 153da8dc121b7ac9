package reference

// Conv2D is a convolution without activation. With window (oh, ow) at row
// h = oh*Stride + kh - Top and column w = ow*Stride + kw - Left, and zeros
// around x:
//
//	y[n,oh,ow,f] = b[f] + sum_{kh,kw,c} x[n,h,w,c] * k[kh,kw,c,f]
//
// Engine: conv2D in engine/conv2d.go.
type Conv2D struct {
	Window Window
	Kernel []float64 // [Size Size C Filters]
	Bias   []float64 // [Filters]
}

// Forward returns y (N, OutH, OutW, Filters).
func (l Conv2D) Forward(x Batch) Batch {
	channels, filters := x.Shape.C, len(l.Bias)
	y := Zeros(x.N, l.Window.output(filters))
	l.taps(x, func(n, oh, ow, xi, ki int) {
		sums := y.Data[y.At(n, oh, ow, 0):][:filters]
		for c, v := range x.Data[xi:][:channels] {
			for f, k := range l.Kernel[ki+c*filters:][:filters] {
				sums[f] += v * k
			}
		}
	})
	for i := range y.Data {
		y.Data[i] += l.Bias[i%filters]
	}
	return y
}

// Backward returns, with sums over all windows that read a place,
//
//	dx[n,h,w,c]   = sum_{oh,ow,f} dy[n,oh,ow,f] * k[kh,kw,c,f]
//	dk[kh,kw,c,f] = sum_{n,oh,ow} dy[n,oh,ow,f] * x[n,h,w,c]
//	db[f]         = sum_{n,oh,ow} dy[n,oh,ow,f]
func (l Conv2D) Backward(x, dy Batch) (dx Batch, dw []float64) {
	channels, filters := x.Shape.C, len(l.Bias)
	dx = Zeros(x.N, x.Shape)
	dw = make([]float64, len(l.Kernel)+len(l.Bias))
	dk, db := dw[:len(l.Kernel)], dw[len(l.Kernel):]
	l.taps(x, func(n, oh, ow, xi, ki int) {
		sums := dy.Data[dy.At(n, oh, ow, 0):][:filters]
		for c, v := range x.Data[xi:][:channels] {
			at := ki + c*filters
			for f, d := range sums {
				dx.Data[xi+c] += d * l.Kernel[at+f]
				dk[at+f] += d * v
			}
		}
	})
	for i, d := range dy.Data {
		db[i%filters] += d
	}
	return dx, dw
}

// Margin returns nil: the sums are smooth.
func (l Conv2D) Margin(Batch) []float64 { return nil }

// taps calls f for every place (kh, kw) of every window that lies inside x: xi
// is where the channels of x[n,h,w] begin, ki where k[kh,kw] begins.
func (l Conv2D) taps(x Batch, f func(n, oh, ow, xi, ki int)) {
	size := l.Window.Size
	slab := x.Shape.C * len(l.Bias)
	for n := range x.N {
		for oh := range l.Window.OutH {
			for ow := range l.Window.OutW {
				for kh := range size {
					for kw := range size {
						if h, w, inside := l.Window.input(x.Shape, oh, ow, kh, kw); inside {
							f(n, oh, ow, x.At(n, h, w, 0), (kh*size+kw)*slab)
						}
					}
				}
			}
		}
	}
}

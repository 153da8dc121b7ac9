package kernel

// AveragePool overwrites y [n OutH OutW C] with the mean under each window of x [n H W C], channel by channel:
//
//	y[i,oh,ow,c] = 1/m * sum_{kh,kw} x[i, oh*Stride+kh-Top, ow*Stride+kw-Left, c]
//
// over the m positions inside the image, in row order. Padding is not counted, as in Keras.
func (g Window) AveragePool(n int, x, y []float32) {
	g.checkPool(n, x, y, shortX, shortY)
	g.averagePool(hardware(), n, x, y)
}

func (g Window) averagePool(v lanes, n int, x, y []float32) {
	for i := range n {
		in := x[i*g.input():][:g.input()]
		for oh := range g.OutH {
			for ow := range g.OutW {
				a := g.area(oh, ow)
				mean := y[:g.C]
				clear(mean)
				for r := range a.rows {
					for c := range a.cols {
						v.add(mean, in[a.start+r*a.rowStride+c*g.C:])
					}
				}
				v.scale(mean, 1/float32(a.rows*a.cols))
				y = y[g.C:]
			}
		}
	}
}

// AveragePoolGradient overwrites dx [n H W C]: each element of dy [n OutH OutW C] is divided equally among its window.
//
//	dx[i,h,w,c] = sum over the windows (oh,ow) that contain (h,w) of 1/m * dy[i,oh,ow,c], in row order
func (g Window) AveragePoolGradient(n int, dy, dx []float32) {
	g.checkPool(n, dx, dy, shortDX, shortDY)
	g.averagePoolGradient(hardware(), n, dy, dx)
}

func (g Window) averagePoolGradient(v lanes, n int, dy, dx []float32) {
	for i := range n {
		out := dx[i*g.input():][:g.input()]
		clear(out)
		for oh := range g.OutH {
			for ow := range g.OutW {
				a := g.area(oh, ow)
				for r := range a.rows {
					for c := range a.cols {
						v.addScaled(out[a.start+r*a.rowStride+c*g.C:][:g.C], 1/float32(a.rows*a.cols), dy)
					}
				}
				dy = dy[g.C:]
			}
		}
	}
}

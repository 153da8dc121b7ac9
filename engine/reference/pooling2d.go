package reference

import "math"

// MaxPooling2D takes the largest number of each window and channel; padding
// never wins.
//
//	y[n,oh,ow,c] = max over the (h, w) inside window (oh, ow) of x[n,h,w,c]
//
// Engine: maxPooling2D in engine/pooling2d.go.
type MaxPooling2D struct{ Window Window }

// Forward returns y (N, OutH, OutW, C).
func (l MaxPooling2D) Forward(x Batch) Batch {
	y := Zeros(x.N, l.Window.output(x.Shape.C))
	for i, from := range l.Argmax(x) {
		y.Data[i] = x.Data[from]
	}
	return y
}

// Backward adds each dy at the place of the maximum: dx[argmax] += dy.
func (l MaxPooling2D) Backward(x, dy Batch) (dx Batch, dw []float64) {
	dx = Zeros(x.N, x.Shape)
	for i, from := range l.Argmax(x) {
		dx.Data[from] += dy.Data[i]
	}
	return dx, nil
}

// Argmax returns for each number of y its index in x.Data. Of equals the first
// in reading order wins.
func (l MaxPooling2D) Argmax(x Batch) []int {
	winners, _ := l.winners(x)
	return winners
}

// Margin returns the lead of each maximum over the second largest number.
func (l MaxPooling2D) Margin(x Batch) []float64 {
	_, leads := l.winners(x)
	return leads
}

func (l MaxPooling2D) winners(x Batch) (places []int, leads []float64) {
	for n := range x.N {
		for oh := range l.Window.OutH {
			for ow := range l.Window.OutW {
				for c := range x.Shape.C {
					place, best, second := -1, math.Inf(-1), math.Inf(-1)
					l.Window.read(x.Shape, oh, ow, func(h, w int) {
						i := x.At(n, h, w, c)
						switch v := x.Data[i]; {
						case place < 0 || v > best:
							place, best, second = i, v, best
						case v > second:
							second = v
						}
					})
					places = append(places, place)
					leads = append(leads, best-second)
				}
			}
		}
	}
	return places, leads
}

// AveragePooling2D takes the mean of each window and channel over the
// positions inside x; padding is not counted.
//
//	y[n,oh,ow,c] = 1/count(oh,ow) * sum over the (h, w) inside of x[n,h,w,c]
//
// Engine: averagePooling2D in engine/pooling2d.go.
type AveragePooling2D struct{ Window Window }

// Forward returns y (N, OutH, OutW, C).
func (l AveragePooling2D) Forward(x Batch) Batch {
	y := Zeros(x.N, l.Window.output(x.Shape.C))
	for n := range y.N {
		for oh := range y.Shape.H {
			for ow := range y.Shape.W {
				for c := range y.Shape.C {
					sum, count := 0.0, 0.0
					l.Window.read(x.Shape, oh, ow, func(h, w int) {
						sum += x.Data[x.At(n, h, w, c)]
						count++
					})
					y.Data[y.At(n, oh, ow, c)] = sum / count
				}
			}
		}
	}
	return y
}

// Backward distributes each dy equally: dx[n,h,w,c] += dy[n,oh,ow,c] / count.
func (l AveragePooling2D) Backward(x, dy Batch) (dx Batch, dw []float64) {
	dx = Zeros(x.N, x.Shape)
	for n := range dy.N {
		for oh := range dy.Shape.H {
			for ow := range dy.Shape.W {
				count := 0.0
				l.Window.read(x.Shape, oh, ow, func(int, int) { count++ })
				for c := range dy.Shape.C {
					share := dy.Data[dy.At(n, oh, ow, c)] / count
					l.Window.read(x.Shape, oh, ow, func(h, w int) { dx.Data[dx.At(n, h, w, c)] += share })
				}
			}
		}
	}
	return dx, nil
}

// Margin returns nil: the mean is smooth.
func (l AveragePooling2D) Margin(Batch) []float64 { return nil }

package ref

import "convlab/engine/spec"

// GlobalAveragePooling2D takes the mean of each whole map:
//
//	y[n,c] = 1/(H*W) * sum_{h,w} x[n,h,w,c]
type GlobalAveragePooling2D struct{}

// Forward returns y (N, C).
func (GlobalAveragePooling2D) Forward(x Batch) Batch {
	y := Zeros(x.N, spec.Shape{H: 1, W: 1, C: x.Shape.C})
	area := float64(x.Shape.H * x.Shape.W)
	for n := range x.N {
		for h := range x.Shape.H {
			for w := range x.Shape.W {
				for c := range x.Shape.C {
					y.Data[y.At(n, 0, 0, c)] += x.Data[x.At(n, h, w, c)] / area
				}
			}
		}
	}
	return y
}

// Backward is dx[n,h,w,c] = dy[n,c] / (H*W).
func (GlobalAveragePooling2D) Backward(x, dy Batch) (dx Batch, dw []float64) {
	dx = Zeros(x.N, x.Shape)
	area := float64(x.Shape.H * x.Shape.W)
	for n := range x.N {
		for h := range x.Shape.H {
			for w := range x.Shape.W {
				for c := range x.Shape.C {
					dx.Data[dx.At(n, h, w, c)] = dy.Data[dy.At(n, 0, 0, c)] / area
				}
			}
		}
	}
	return dx, nil
}

// Margin is nil: the mean is smooth.
func (GlobalAveragePooling2D) Margin(Batch) []float64 { return nil }

// Flatten calls the maps of an example a vector. NHWC order stays as it is.
type Flatten struct{}

// Forward returns x as (N, H*W*C).
func (Flatten) Forward(x Batch) Batch {
	return Batch{N: x.N, Shape: spec.Shape{H: 1, W: 1, C: x.Shape.Size()}, Data: x.Data}
}

// Backward returns dy in the shape of x.
func (Flatten) Backward(x, dy Batch) (dx Batch, dw []float64) {
	return Batch{N: x.N, Shape: x.Shape, Data: dy.Data}, nil
}

// Margin is nil: nothing is computed.
func (Flatten) Margin(Batch) []float64 { return nil }

// Dropout zeroes what Mask does not keep and scales the rest:
//
//	y[i] = x[i] * Mask[i] / (1 - Rate)
//
// Without a mask it predicts: y = x.
type Dropout struct {
	Rate float64
	Mask []bool // true keeps; as long as x.Data, or nil
}

// Forward returns y in the shape of x.
func (l Dropout) Forward(x Batch) Batch { return l.apply(x) }

// Backward is dx[i] = dy[i] * Mask[i] / (1 - Rate).
func (l Dropout) Backward(_, dy Batch) (dx Batch, dw []float64) { return l.apply(dy), nil }

// Margin is nil: for a given mask the function is linear.
func (Dropout) Margin(Batch) []float64 { return nil }

func (l Dropout) apply(x Batch) Batch {
	if l.Mask == nil {
		return x
	}
	y := Zeros(x.N, x.Shape)
	for i, keep := range l.Mask {
		if keep {
			y.Data[i] = x.Data[i] / (1 - l.Rate)
		}
	}
	return y
}

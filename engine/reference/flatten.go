package reference

import "convlab/engine/spec"

// GlobalAveragePooling2D takes the mean of each whole map:
//
//	y[n,c] = 1/(H*W) * sum_{h,w} x[n,h,w,c]
//
// Engine: globalAveragePooling2D in engine/flatten.go.
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

// Backward returns dx[n,h,w,c] = dy[n,c] / (H*W).
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

// Margin returns nil: the mean is smooth.
func (GlobalAveragePooling2D) Margin(Batch) []float64 { return nil }

// Flatten turns the maps of an example into a vector, in NHWC order. Engine:
// flatten in engine/flatten.go.
type Flatten struct{}

// Forward returns x as (N, H*W*C).
func (Flatten) Forward(x Batch) Batch {
	return Batch{N: x.N, Shape: spec.Shape{H: 1, W: 1, C: x.Shape.Size()}, Data: x.Data}
}

// Backward returns dy in the shape of x.
func (Flatten) Backward(x, dy Batch) (dx Batch, dw []float64) {
	return Batch{N: x.N, Shape: x.Shape, Data: dy.Data}, nil
}

// Margin returns nil: the numbers do not change.
func (Flatten) Margin(Batch) []float64 { return nil }

package reference

// Dropout zeroes the numbers that Mask drops and scales the others:
//
//	y[i] = x[i] * Mask[i] / (1 - Rate)
//
// Without a mask, as in prediction, y = x. Engine: dropout in
// engine/dropout.go.
type Dropout struct {
	Rate float64
	Mask []bool // true keeps; as long as x.Data, or nil
}

// Forward returns y in the shape of x.
func (l Dropout) Forward(x Batch) Batch { return l.apply(x) }

// Backward returns dx[i] = dy[i] * Mask[i] / (1 - Rate).
func (l Dropout) Backward(_, dy Batch) (dx Batch, dw []float64) { return l.apply(dy), nil }

// Margin returns nil: for a given mask the function is linear.
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

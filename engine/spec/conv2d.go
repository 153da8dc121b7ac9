package spec

import "cmp"

// Conv2D slides Filters square windows over its input:
//
//	y[oh,ow,f] = activation(b[f] + sum_{kh,kw,c} x[oh*s+kh, ow*s+kw, c] * w[kh,kw,c,f])
//
// https://keras.io/api/layers/convolution_layers/convolution2d/
type Conv2D struct {
	Filters    int        `json:"filters"`
	KernelSize int        `json:"kernel_size"`
	Strides    int        `json:"strides,omitempty"` // 0 means 1
	Padding    Padding    `json:"padding,omitempty"`
	Activation Activation `json:"activation,omitempty"`
}

// Kind returns "Conv2D".
func (Conv2D) Kind() string { return "Conv2D" }

// Stride returns Strides, or its default.
func (l Conv2D) Stride() int { return cmp.Or(l.Strides, 1) }

func (l Conv2D) explicit() Layer {
	l.Strides, l.Padding, l.Activation = l.Stride(), l.Padding.Or(), l.Activation.Or()
	return l
}

// Window returns how the kernel slides over in.
func (l Conv2D) Window(in Shape) (rows, cols Span, err error) {
	for _, err := range []error{
		checkRange(l.Kind(), "filters", l.Filters, 1, MaxFilters),
		checkRange(l.Kind(), "kernel_size", l.KernelSize, 1, MaxKernelSize),
		checkRange(l.Kind(), "strides", l.Stride(), 1, MaxStrides),
		l.Activation.check(l.Kind()),
	} {
		if err != nil {
			return rows, cols, err
		}
	}
	return slideSquare(l.Kind(), "kernel_size", in, l.KernelSize, l.Stride(), l.Padding, 1)
}

// OutputShape is {rows.Out, cols.Out, Filters}.
func (l Conv2D) OutputShape(in Shape) (Shape, error) { return windowedShape(l, in, l.Filters) }

// Weights are the kernel [kh kw in out] and the bias [out].
func (l Conv2D) Weights(in Shape) []Weight {
	return []Weight{
		{Name: "kernel", Shape: []int{l.KernelSize, l.KernelSize, in.C, l.Filters}},
		{Name: "bias", Shape: []int{l.Filters}},
	}
}

// MACs is out.H * out.W * KernelSize² * in.C * Filters.
func (l Conv2D) MACs(in Shape) int64 {
	out, err := l.OutputShape(in)
	if err != nil {
		return 0 // a layer without an output costs nothing
	}
	return int64(out.Size()) * int64(l.KernelSize*l.KernelSize*in.C)
}

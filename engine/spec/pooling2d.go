package spec

import "cmp"

// MaxPooling2D takes the largest number of each window and channel. Padding
// does not count.
//
// https://keras.io/api/layers/pooling_layers/max_pooling2d/
type MaxPooling2D struct {
	weightless
	PoolSize int     `json:"pool_size"`
	Strides  int     `json:"strides,omitempty"` // 0 means PoolSize
	Padding  Padding `json:"padding,omitempty"`
}

// Kind returns "MaxPooling2D".
func (MaxPooling2D) Kind() string { return "MaxPooling2D" }

func (l MaxPooling2D) explicit() Layer {
	l.Strides, l.Padding = cmp.Or(l.Strides, l.PoolSize), l.Padding.Or()
	return l
}

// Window returns how the pool slides over in.
func (l MaxPooling2D) Window(in Shape) (rows, cols Span, err error) {
	return poolWindow(l.Kind(), in, l.PoolSize, l.Strides, l.Padding)
}

// OutputShape is {rows.Out, cols.Out, in.C}.
func (l MaxPooling2D) OutputShape(in Shape) (Shape, error) { return windowedShape(l, in, in.C) }

// AveragePooling2D takes the mean of each window and channel. Padding
// does not count.
//
// https://keras.io/api/layers/pooling_layers/average_pooling2d/
type AveragePooling2D struct {
	weightless
	PoolSize int     `json:"pool_size"`
	Strides  int     `json:"strides,omitempty"` // 0 means PoolSize
	Padding  Padding `json:"padding,omitempty"`
}

// Kind returns "AveragePooling2D".
func (AveragePooling2D) Kind() string { return "AveragePooling2D" }

func (l AveragePooling2D) explicit() Layer {
	l.Strides, l.Padding = cmp.Or(l.Strides, l.PoolSize), l.Padding.Or()
	return l
}

// Window returns how the pool slides over in.
func (l AveragePooling2D) Window(in Shape) (rows, cols Span, err error) {
	return poolWindow(l.Kind(), in, l.PoolSize, l.Strides, l.Padding)
}

// OutputShape is {rows.Out, cols.Out, in.C}.
func (l AveragePooling2D) OutputShape(in Shape) (Shape, error) { return windowedShape(l, in, in.C) }

// poolWindow slides the window of either kind of pooling, or refuses it.
func poolWindow(kind string, in Shape, size, strides int, p Padding) (rows, cols Span, err error) {
	if err := checkRange(kind, "pool_size", size, MinPoolSize, MaxPoolSize); err != nil {
		return rows, cols, err
	}
	if err := checkRange(kind, "strides", cmp.Or(strides, size), 1, MaxStrides); err != nil {
		return rows, cols, err
	}
	return slideSquare(kind, "pool_size", in, size, cmp.Or(strides, size), p, MinPoolSize)
}

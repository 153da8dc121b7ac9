package spec

// MaxPooling2D keeps the largest number of each window and channel. Padding
// never wins.
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

// Window returns how the pool slides over in.
func (l MaxPooling2D) Window(in Shape) (rows, cols Span, err error) {
	return pool(l.Kind(), in, l.PoolSize, l.Strides, l.Padding)
}

// OutputShape is {rows.Out, cols.Out, in.C}.
func (l MaxPooling2D) OutputShape(in Shape) (Shape, error) { return slid(l, in, in.C) }

// AveragePooling2D takes the mean of each window and channel. Padding is
// never counted.
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

// Window returns how the pool slides over in.
func (l AveragePooling2D) Window(in Shape) (rows, cols Span, err error) {
	return pool(l.Kind(), in, l.PoolSize, l.Strides, l.Padding)
}

// OutputShape is {rows.Out, cols.Out, in.C}.
func (l AveragePooling2D) OutputShape(in Shape) (Shape, error) { return slid(l, in, in.C) }

// pool is what both kinds of pooling share: everything but the arithmetic.
func pool(kind string, in Shape, size, strides int, p Padding) (rows, cols Span, err error) {
	if err := checkRange(kind, "pool_size", size, MinPoolSize, MaxPoolSize); err != nil {
		return rows, cols, err
	}
	if err := checkRange(kind, "strides", or(strides, size), 1, MaxStrides); err != nil {
		return rows, cols, err
	}
	return slide2(kind, "pool_size", in, size, or(strides, size), p, MinPoolSize)
}

package spec

// MaxPooling2D keeps the largest number of each window and channel. Padding
// never wins.
//
// https://keras.io/api/layers/pooling_layers/max_pooling2d/
type MaxPooling2D struct {
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
func (l MaxPooling2D) OutputShape(in Shape) (Shape, error) {
	rows, cols, err := l.Window(in)
	return Shape{H: rows.Out, W: cols.Out, C: in.C}, err
}

// Weights returns nil.
func (MaxPooling2D) Weights(Shape) []Weight { return nil }

// MACs is 0: comparing is no multiply-add.
func (MaxPooling2D) MACs(Shape) int64 { return 0 }

// AveragePooling2D takes the mean of each window and channel. Padding is
// never counted.
//
// https://keras.io/api/layers/pooling_layers/average_pooling2d/
type AveragePooling2D struct {
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
func (l AveragePooling2D) OutputShape(in Shape) (Shape, error) {
	rows, cols, err := l.Window(in)
	return Shape{H: rows.Out, W: cols.Out, C: in.C}, err
}

// Weights returns nil.
func (AveragePooling2D) Weights(Shape) []Weight { return nil }

// MACs is 0, as summaries count it: adding is no multiply-add.
func (AveragePooling2D) MACs(Shape) int64 { return 0 }

func pool(kind string, in Shape, size, strides int, p Padding) (rows, cols Span, err error) {
	stride := or(strides, size)
	for _, err := range []error{
		checkRange(kind, "pool_size", size, MinPoolSize, MaxPoolSize),
		checkRange(kind, "strides", stride, 1, MaxStrides),
	} {
		if err != nil {
			return rows, cols, err
		}
	}
	return slide2(kind, "pool_size", in, size, stride, p)
}

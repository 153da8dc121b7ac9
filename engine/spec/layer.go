package spec

// Layer describes one layer. Implementations are plain comparable structs.
type Layer interface {
	// Kind is the Keras class name.
	Kind() string
	// OutputShape follows in through the layer, or returns an *Error.
	OutputShape(in Shape) (Shape, error)
	// Weights lists the trainable arrays in the order in which they are stored.
	Weights(in Shape) []Weight
	// MACs counts the multiply-adds of one example on the way forward.
	MACs(in Shape) int64
}

// Windowed is a layer that slides a window over rows and columns.
type Windowed interface {
	Layer
	// Window returns how it slides over the rows and columns of in.
	Window(in Shape) (rows, cols Span, err error)
}

// slid is the output shape of a window that leaves c channels.
func slid(l Windowed, in Shape, c int) (Shape, error) {
	rows, cols, err := l.Window(in)
	return Shape{H: rows.Out, W: cols.Out, C: c}, err
}

// Weight is one trainable array of a layer.
type Weight struct {
	Name  string // "kernel" or "bias"
	Shape []int  // Conv2D kernel: [kh kw in out], Dense kernel: [in out], bias: [out]
}

// Size is the count of numbers in w.
func (w Weight) Size() int { return int(w.size()) }

// size cannot wrap for a layer whose OutputShape accepted its input, not even
// where int has 32 bits: the limits keep every product below 2^33.
func (w Weight) size() int64 {
	n := int64(1)
	for _, d := range w.Shape {
		n *= int64(d)
	}
	return n
}

func weightCount(l Layer, in Shape) int64 {
	var n int64
	for _, w := range l.Weights(in) {
		n += w.size()
	}
	return n
}

// weightless is embedded by layers that have nothing to train and that
// summaries count as free: comparing and adding are no multiply-adds.
type weightless struct{}

// Weights returns nil.
func (weightless) Weights(Shape) []Weight { return nil }

// MACs returns 0.
func (weightless) MACs(Shape) int64 { return 0 }

// or is the value of a field whose zero means a default.
func or(v, zero int) int {
	if v == 0 {
		return zero
	}
	return v
}

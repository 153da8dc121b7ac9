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

// Weight is one trainable array of a layer.
type Weight struct {
	Name  string // "kernel" or "bias"
	Shape []int  // Conv2D kernel: [kh kw in out], Dense kernel: [in out], bias: [out]
}

// Size is the count of numbers in w.
func (w Weight) Size() int {
	n := 1
	for _, d := range w.Shape {
		n *= d
	}
	return n
}

func weightCount(l Layer, in Shape) int {
	n := 0
	for _, w := range l.Weights(in) {
		n += w.Size()
	}
	return n
}

// or is the value of a field whose zero means a default.
func or(v, zero int) int {
	if v == 0 {
		return zero
	}
	return v
}

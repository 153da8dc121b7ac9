package spec

// Layer describes one layer. Implementations are plain comparable structs.
type Layer interface {
	// Kind is the Keras class name.
	Kind() string
	// OutputShape returns the shape of the output over an input, or an *Error.
	OutputShape(in Shape) (Shape, error)
	// Weights lists the trainable arrays in the order in which they are stored.
	Weights(in Shape) []Weight
	// MACs counts the multiply-adds of one example, forward.
	MACs(in Shape) int64
}

// Weight is one trainable array of a layer.
type Weight struct {
	Name  string // "kernel" or "bias"
	Shape []int  // Conv2D kernel: [kh kw in out], Dense kernel: [in out], bias: [out]
}

// Size is the count of numbers in w.
func (w Weight) Size() int { return int(w.size()) }

// size cannot overflow for a layer whose OutputShape accepted its input, not
// even where int has 32 bits: the limits keep every product below 2^33.
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

// weightless is embedded by layers without weights. Summaries count them as
// free: comparisons and additions are not multiply-adds.
type weightless struct{}

// Weights returns nil.
func (weightless) Weights(Shape) []Weight { return nil }

// MACs returns 0.
func (weightless) MACs(Shape) int64 { return 0 }

package spec

// Flatten lays the maps of an example out as one vector, in NHWC order.
type Flatten struct{}

// Kind returns "Flatten".
func (Flatten) Kind() string { return "Flatten" }

// OutputShape is {1, 1, in.Size()}.
func (Flatten) OutputShape(in Shape) (Shape, error) { return Shape{H: 1, W: 1, C: in.Size()}, nil }

// Weights returns nil.
func (Flatten) Weights(Shape) []Weight { return nil }

// MACs is 0.
func (Flatten) MACs(Shape) int64 { return 0 }

// GlobalAveragePooling2D takes the mean of each whole map.
//
// https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
type GlobalAveragePooling2D struct{}

// Kind returns "GlobalAveragePooling2D".
func (GlobalAveragePooling2D) Kind() string { return "GlobalAveragePooling2D" }

// OutputShape is {1, 1, in.C}.
func (l GlobalAveragePooling2D) OutputShape(in Shape) (Shape, error) {
	return Shape{H: 1, W: 1, C: in.C}, nil
}

// Weights returns nil.
func (GlobalAveragePooling2D) Weights(Shape) []Weight { return nil }

// MACs is 0, as summaries count it.
func (GlobalAveragePooling2D) MACs(Shape) int64 { return 0 }

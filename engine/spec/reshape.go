package spec

// Flatten lays the maps of an example out as one vector, in NHWC order.
type Flatten struct{ weightless }

// Kind returns "Flatten".
func (Flatten) Kind() string { return "Flatten" }

// OutputShape is {1, 1, in.Size()}.
func (Flatten) OutputShape(in Shape) (Shape, error) { return Shape{H: 1, W: 1, C: in.Size()}, nil }

// GlobalAveragePooling2D takes the mean of each whole map.
//
// https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
type GlobalAveragePooling2D struct{ weightless }

// Kind returns "GlobalAveragePooling2D".
func (GlobalAveragePooling2D) Kind() string { return "GlobalAveragePooling2D" }

// OutputShape is {1, 1, in.C}.
func (GlobalAveragePooling2D) OutputShape(in Shape) (Shape, error) {
	return Shape{H: 1, W: 1, C: in.C}, nil
}

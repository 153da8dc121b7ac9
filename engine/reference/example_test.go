package reference_test

import (
	"fmt"

	"convlab/engine/reference"
	"convlab/engine/spec"
)

// One example through a Dense layer of two inputs and one unit, forward and
// backward.
func ExampleDense() {
	layer := reference.Dense{Kernel: []float64{3, -1}, Bias: []float64{0.5}}
	x := reference.Batch{N: 1, Shape: spec.Shape{H: 1, W: 1, C: 2}, Data: []float64{2, 4}}
	y := layer.Forward(x)
	dy := reference.Batch{N: 1, Shape: y.Shape, Data: []float64{1}}
	dx, dw := layer.Backward(x, dy)
	fmt.Println("y", y.Data, "dx", dx.Data, "dw and db", dw)
	// Output: y [2.5] dx [3 -1] dw and db [2 4 1]
}

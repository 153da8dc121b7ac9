package optimizer_test

import (
	"fmt"

	"convlab/engine/optimizer"
)

// One step of SGD at rate 0.1: w - rate*g.
func Example() {
	weights, gradient := []float32{1, -2}, []float32{0.5, 5}
	optimizer.NewSGD(len(weights), 0, false).Update(weights, gradient, 0.1)
	fmt.Println(weights)
	// Output: [0.95 -2.5]
}

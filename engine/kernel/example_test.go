package kernel_test

import (
	"fmt"

	"convlab/engine/kernel"
)

// An image of 4x4 pixels and one channel is convolved with one 2x2 filter of ones, then pooled.
func ExampleWindow() {
	image := []float32{
		0, 0, 0, 0,
		0, 1, 2, 0,
		0, 3, 4, 0,
		0, 0, 0, 0,
	}
	conv := kernel.Window{H: 4, W: 4, C: 1, Size: 2, Stride: 1, OutH: 3, OutW: 3}
	w, b, maps := []float32{1, 1, 1, 1}, []float32{0}, make([]float32, 9)
	conv.Conv2D(1, 1, image, w, b, maps, conv.ConvScratch(1))
	fmt.Println(maps)

	pool := kernel.Window{H: 3, W: 3, C: 1, Size: 2, Stride: 1, OutH: 2, OutW: 2}
	y, argmax := make([]float32, 4), make([]int32, 4)
	pool.MaxPool(1, maps, y, argmax)
	fmt.Println(y, argmax)

	dy, dx := []float32{1, 1, 1, 1}, make([]float32, 9)
	pool.MaxPoolGradient(1, dy, argmax, dx)
	fmt.Println(dx)
	// Output:
	// [1 3 2 4 10 6 3 7 4]
	// [10 10 10 10] [4 4 4 4]
	// [0 0 0 0 4 0 0 0 0]
}

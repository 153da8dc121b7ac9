//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// scatterHardware is scatterScalar in assembly. It believes at: that is what [Window.MaxPool] wrote for pictures of dst's length.
func scatterHardware(src []float32, at []int32, dst []float32) {
	if at = at[:len(src)]; len(at) > 0 {
		scatterWasm(unsafe.SliceData(src), unsafe.SliceData(at), unsafe.SliceData(dst), len(at))
	}
}

//go:noescape
func scatterWasm(src *float32, at *int32, dst *float32, n int)

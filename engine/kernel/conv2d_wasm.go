//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import (
	"unsafe"

	"convlab/engine/kernel/internal/wasm"
)

// maxPoolVector processes whole vectors of channels and returns the first channel that it has left out.
func maxPoolVector(x []float32, a areas, y []float32, argmax []int32) int {
	whole := a.channels / wasmLanes * wasmLanes
	if whole > 0 {
		x, y, argmax = x[:a.extent()], y[:a.count*a.channels], argmax[:a.count*a.channels]
		wasm.MaxPool(unsafe.SliceData(x), a.start, a.stride, a.count, a.rows, a.cols, a.rowStride, a.channels,
			unsafe.SliceData(y), unsafe.SliceData(argmax), whole/wasmLanes)
	}
	return whole
}

// extent is one more than the index of the last element under the windows.
func (a areas) extent() int {
	return a.start + (a.count-1)*a.stride + (a.rows-1)*a.rowStride + a.cols*a.channels
}

// scatterAddVector does not check at, which [Window.MaxPool] has written for images of dx's length.
func scatterAddVector(dy []float32, at []int32, dx []float32) {
	if at = at[:len(dy)]; len(at) > 0 {
		wasm.ScatterAdd(unsafe.SliceData(dy), unsafe.SliceData(at), unsafe.SliceData(dx), len(at))
	}
}

// conv2DMaxPoolVector takes eight filters at a time. The operands were checked when p was made.
func conv2DMaxPoolVector(p *fusedPool) {
	wasm.Conv2DMaxPool(&p.x[0], &p.w[0], &p.b[0], &p.y[0], &p.argmax[0], p.rows, p.cols, p.width, p.filters, p.below)
}

// conv2DMaxPoolGradientVector takes four filters at a time.
func conv2DMaxPoolGradientVector(p *fusedPool) {
	wasm.Conv2DMaxPoolGradient(&p.x[0], &p.y[0], &p.argmax[0], &p.w[0], &p.b[0], p.rows, p.cols, p.width, p.filters, p.below)
}

const badTiles = "kernel: tiles that are no whole vectors"

// winogradInputVector takes four channels at a time.
func winogradInputVector(x []float32, rowStride, count, depth int, planes []float32, planeStride int) {
	checkTiles(count, depth, rowStride, planeStride)
	need(len(x), 3*rowStride+(2*count+2)*depth, shortX)
	need(len(planes), (tilePlanes-1)*planeStride+count*depth, shortScratch)
	wasm.WinogradInput(&x[0], rowStride, count, depth, &planes[0], planeStride)
}

// winogradOutputVector takes four filters at a time.
func winogradOutputVector(planes []float32, planeStride, count, filters int, y []float32, rowStride int) {
	checkTiles(count, filters, rowStride, planeStride)
	need(len(planes), (tilePlanes-1)*planeStride+count*filters, shortScratch)
	need(len(y), rowStride+2*count*filters, shortY)
	wasm.WinogradOutput(&planes[0], planeStride, count, filters, &y[0], rowStride)
}

// checkTiles panics where the loops would not count down to zero, a tile and a vector at a time.
func checkTiles(count, depth, rowStride, planeStride int) {
	if count < 1 || depth < 1 || depth%wasmLanes != 0 || rowStride < 0 || planeStride < 0 {
		panic(badTiles)
	}
}

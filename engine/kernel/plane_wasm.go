//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

const badPlane = "kernel: a plane that is no whole tiles"

// planeHardware is plane.multiply in assembly: what a strip finds out for each four rows is known here, and a row of C is
// written from one end to the other.
func planeHardware(p plane) {
	if p.rows < 1 || p.rows%tileRows != 0 || p.cols < 1 || p.cols%wasmColumns != 0 || p.depth < 1 || p.depth%4 != 0 {
		panic(badPlane)
	}
	_, _, _, _ = p.a[p.rows*p.depth-1], p.panels[p.depth*p.cols-1], p.bias[p.cols-1], p.c[p.rows*p.cols-1]
	planeWasm(unsafe.SliceData(p.a), unsafe.SliceData(p.panels), unsafe.SliceData(p.bias), unsafe.SliceData(p.c),
		p.rows/tileRows, p.cols/wasmColumns, p.depth)
}

//go:noescape
func planeWasm(a, panels, bias, c *float32, tiles, panelCount, depth int)

//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

const badTiles = "kernel: tiles that are no whole vectors"

// tileInHardware is tileInScalar in assembly, four channels at a time.
func tileInHardware(x []float32, line, count, depth int, ins []float32, plane int) {
	checkTiles(count, depth, line, plane)
	need(len(x), 3*line+(2*count+2)*depth, shortX)
	need(len(ins), (tilePlanes-1)*plane+count*depth, shortScratch)
	tileInWasm(&x[0], line, count, depth, &ins[0], plane)
}

// tileOutHardware is tileOutScalar in assembly, four filters at a time.
func tileOutHardware(outs []float32, plane, count, filters int, y []float32, line int) {
	checkTiles(count, filters, line, plane)
	need(len(outs), (tilePlanes-1)*plane+count*filters, shortScratch)
	need(len(y), line+2*count*filters, shortY)
	tileOutWasm(&outs[0], plane, count, filters, &y[0], line)
}

// checkTiles wants what the loops count down to zero, a tile and a vector at a time.
func checkTiles(count, depth, line, plane int) {
	if count < 1 || depth < 1 || depth%wasmLanes != 0 || line < 0 || plane < 0 {
		panic(badTiles)
	}
}

//go:noescape
func tileInWasm(x *float32, line, count, depth int, ins *float32, plane int)

//go:noescape
func tileOutWasm(outs *float32, plane, count, filters int, y *float32, line int)

//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

// tileInHardware is tileInScalar in assembly, four channels at a time.
func tileInHardware(x []float32, line, count, depth int, ins []float32, plane int) {
	need(len(x), 3*line+(2*count+2)*depth, shortX)
	need(len(ins), (tilePlanes-1)*plane+count*depth, shortScratch)
	tileInWasm(&x[0], line, count, depth, &ins[0], plane)
}

// tileOutHardware is tileOutScalar in assembly, four filters at a time.
func tileOutHardware(outs []float32, plane, count, filters int, y []float32, line int) {
	need(len(outs), (tilePlanes-1)*plane+count*filters, shortScratch)
	need(len(y), line+2*count*filters, shortY)
	tileOutWasm(&outs[0], plane, count, filters, &y[0], line)
}

//go:noescape
func tileInWasm(x *float32, line, count, depth int, ins *float32, plane int)

//go:noescape
func tileOutWasm(outs *float32, plane, count, filters int, y *float32, line int)

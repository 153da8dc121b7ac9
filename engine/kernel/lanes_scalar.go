//go:build !goexperiment.simd || !go1.27

package kernel

// hardware is what this process runs over: without Go's simd package, plain loops.
func hardware() lanes { return scalar }

const assembled = false

func (lanes) strip(a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	stripScalar(a, rows, k, panel, bias, c, outs)
}

func (lanes) gather(p sparseProduct) { gatherScalar(p) }

func (lanes) gatherTree(p *treeProduct) { gatherTreeScalar(p) }

func (lanes) list(l *listing, terms []term, starts []int32, n int) int {
	return listScalar(l, terms, starts, n)
}

func (lanes) copyRuns(runs int, src []float32, step int, dst []float32) {
	copyRunsScalar(runs, src, step, dst)
}

func (lanes) turn(rows, cols int, src, dst []float32) { turnScalar(rows, cols, src, dst) }

func (lanes) poolPatches(p *patches)   { poolPatchesScalar(p) }
func (lanes) patchGradient(p *patches) { patchGradientScalar(p) }

func (v lanes) plane(p plane) { p.multiply(v) }

func (lanes) tileIn(x []float32, line, count, depth int, ins []float32, plane int) {
	tileInScalar(x, line, count, depth, ins, plane)
}

func (lanes) tileOut(outs []float32, plane, count, filters int, y []float32, line int) {
	tileOutScalar(outs, plane, count, filters, y, line)
}

func (lanes) scatter(dy []float32, at []int32, dx []float32) { scatterScalar(dy, at, dx) }

func (lanes) unit(b []byte, x []float32)   { unitScalar(b, x) }
func (lanes) magnitude(x []float32) uint32 { return magnitudeScalar(x) }

func (lanes) add(dst, src []float32)                            { addScalar(dst, src) }
func (lanes) addScaled(dst []float32, a float32, src []float32) { addScaledScalar(dst, a, src) }
func (lanes) scale(dst []float32, a float32)                    { scaleScalar(dst, a) }
func (lanes) relu(x []float32)                                  { reluScalar(x) }
func (lanes) reluGradient(y, dy []float32)                      { reluGradientScalar(y, dy) }

func (lanes) exp(x []float32) { expScalar(x) }

func (lanes) max(x []float32, a areas, y []float32, argmax []int32) { maxScalar(x, a, y, argmax, 0) }

func (lanes) sumRows(rows, cols int, dy, db []float32) { sumRowsScalar(rows, cols, dy, db, 0) }

func (v lanes) copyRows(panel []float32, width int, src []float32, rowStep int) {
	copyRowsScalar(panel, v.columns(), width, src, rowStep)
}

func (v lanes) copyColumn(panel []float32, src []float32, rowStep int) {
	copyColumnScalar(panel, v.columns(), src, rowStep)
}

func (lanes) sgd(o SGD, w, m, g []float32)         { sgdScalar(o, w, m, g) }
func (lanes) rmsprop(o RMSprop, w, v, g []float32) { rmspropScalar(o, w, v, g) }
func (lanes) adam(o Adam, w, m, v, g []float32)    { adamScalar(o, w, m, v, g) }

//go:build goexperiment.simd && go1.27

package kernel

import "simd"

// hardware is what this process runs over. Emulated vectors are slower than plain loops, so those are taken instead.
func hardware() lanes {
	v := lanes(simd.VectorBitSize() / 32)
	if simd.Emulated() || v > maxLanes {
		return scalar
	}
	return v
}

func (v lanes) strip(a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	if v == scalar {
		stripScalar(a, rows, k, panel, bias, c, outs)
	} else {
		stripHardware(a, rows, k, panel, bias, c, outs)
	}
}

func (v lanes) gather(p sparseProduct) {
	if v == scalar {
		gatherScalar(p)
	} else {
		gatherVector(p)
	}
}

func (v lanes) gatherTree(p *treeProduct) {
	if v == scalar {
		gatherTreeScalar(p)
	} else {
		gatherTreeHardware(p)
	}
}

func (v lanes) list(l *listing, terms []term, starts []int32, n int) int {
	if v == scalar {
		return listScalar(l, terms, starts, n)
	}
	return listHardware(l, terms, starts, n)
}

func (v lanes) copyRuns(runs int, src []float32, step int, dst []float32) {
	if v == scalar {
		copyRunsScalar(runs, src, step, dst)
	} else {
		copyRunsHardware(runs, src, step, dst)
	}
}

func (v lanes) turn(rows, cols int, src, dst []float32) {
	if v == scalar {
		turnScalar(rows, cols, src, dst)
	} else {
		turnHardware(rows, cols, src, dst)
	}
}

func (v lanes) poolPatches(p *patches) {
	if v == scalar {
		poolPatchesScalar(p)
	} else {
		poolPatchesHardware(p)
	}
}

func (v lanes) patchGradient(p *patches) {
	if v == scalar {
		patchGradientScalar(p)
	} else {
		patchGradientHardware(p)
	}
}

func (v lanes) plane(p plane) {
	if v == scalar {
		p.multiply(v)
	} else {
		planeHardware(p)
	}
}

func (v lanes) tileIn(x []float32, line, count, depth int, ins []float32, plane int) {
	if v == scalar {
		tileInScalar(x, line, count, depth, ins, plane)
	} else {
		tileInHardware(x, line, count, depth, ins, plane)
	}
}

func (v lanes) tileOut(outs []float32, plane, count, filters int, y []float32, line int) {
	if v == scalar {
		tileOutScalar(outs, plane, count, filters, y, line)
	} else {
		tileOutHardware(outs, plane, count, filters, y, line)
	}
}

func (v lanes) scatter(dy []float32, at []int32, dx []float32) {
	if v == scalar {
		scatterScalar(dy, at, dx)
	} else {
		scatterHardware(dy, at, dx)
	}
}

func (v lanes) unit(b []byte, x []float32) {
	if v == scalar {
		unitScalar(b, x)
	} else {
		unitHardware(b, x)
	}
}

func (v lanes) magnitude(x []float32) uint32 {
	if v == scalar {
		return magnitudeScalar(x)
	}
	return magnitudeHardware(x)
}

func (v lanes) add(dst, src []float32) {
	if v != scalar {
		dst, src = addVector(dst, src)
	}
	addScalar(dst, src)
}

func (v lanes) addScaled(dst []float32, a float32, src []float32) {
	if v != scalar {
		dst, src = addScaledVector(dst, a, src)
	}
	addScaledScalar(dst, a, src)
}

func (v lanes) scale(dst []float32, a float32) {
	if v != scalar {
		dst = scaleVector(dst, a)
	}
	scaleScalar(dst, a)
}

func (v lanes) relu(x []float32) {
	if v != scalar {
		x = reluVector(x)
	}
	reluScalar(x)
}

func (v lanes) reluGradient(y, dy []float32) {
	if v != scalar {
		y, dy = reluGradientVector(y, dy)
	}
	reluGradientScalar(y, dy)
}

func (v lanes) exp(x []float32) {
	if v != scalar {
		x = expVector(x)
	}
	expScalar(x)
}

func (v lanes) max(x []float32, a areas, y []float32, argmax []int32) {
	c := 0
	if v != scalar {
		c = maxVector(x, a, y, argmax)
	}
	maxScalar(x, a, y, argmax, c)
}

func (v lanes) sumRows(rows, cols int, dy, db []float32) {
	c := 0
	if v != scalar {
		c = sumRowsVector(rows, cols, dy, db)
	}
	sumRowsScalar(rows, cols, dy, db, c)
}

func (v lanes) copyRows(panel []float32, width int, src []float32, rowStep int) {
	if v != scalar && width == v.columns() {
		copyRowsVector(panel, src, rowStep)
	} else {
		copyRowsScalar(panel, v.columns(), width, src, rowStep)
	}
}

func (v lanes) copyColumn(panel []float32, src []float32, rowStep int) {
	if v != scalar {
		copyColumnVector(panel, v.columns(), src, rowStep)
	} else {
		copyColumnScalar(panel, v.columns(), src, rowStep)
	}
}

func (v lanes) sgd(o SGD, w, m, g []float32) {
	i := 0
	if v != scalar {
		i = sgdVector(o, w, m, g)
	}
	sgdScalar(o, w[i:], m[i:], g[i:])
}

func (v lanes) rmsprop(o RMSprop, w, velocity, g []float32) {
	i := 0
	if v != scalar {
		i = rmspropVector(o, w, velocity, g)
	}
	rmspropScalar(o, w[i:], velocity[i:], g[i:])
}

func (v lanes) adam(o Adam, w, m, velocity, g []float32) {
	i := 0
	if v != scalar {
		i = adamVector(o, w, m, velocity, g)
	}
	adamScalar(o, w[i:], m[i:], velocity[i:], g[i:])
}

//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

const shortSparse = "kernel: short operand of a sparse product"

// gatherVector is gatherScalar in assembly, 32 columns at a time, then 16. Rows of B are where the terms say: that is not looked at,
// it follows from shapes that have been.
func gatherVector(p sparseProduct) {
	if p.bands == 0 || p.rows == 0 || p.spans == 0 {
		return
	}
	need(len(p.c), (p.bands-1)*p.bandC+(p.rows-1)*p.cStep+p.columns, shortSparse)
	need(len(p.starts), (p.bands-1)*p.bandStep+(p.rows-1)*p.step+(p.spans-1)*p.spanStep+p.width+1, shortSparse)
	j := 0
	for ; j+32 <= p.columns; j += 32 {
		gather32Wasm(&p, j)
	}
	for ; j+16 <= p.columns; j += 16 {
		gather16Wasm(&p, j)
	}
}

//go:noescape
func gather32Wasm(p *sparseProduct, j int)

//go:noescape
func gather16Wasm(p *sparseProduct, j int)

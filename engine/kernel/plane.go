package kernel

// plane is a product of small matrices without gaps, which begin with a bias:
//
//	c[r*cols+j] = bias[j] + sum_p a[r*depth+p] * B[p,j]        0 <= r < rows, 0 <= j < cols, 0 <= p < depth
//
// B lies packed in panels. rows is a multiple of tileRows, depth and cols of sparseColumns; none is 0.
type plane struct {
	rows, cols, depth  int
	a, panels, bias, c []float32
}

// multiply is plane for any vectors, and the contract of what is in assembly.
func (p plane) multiply(v lanes) {
	v.multiply(p.rows, p.cols, p.depth, operands{
		a: p.a, from: vector(p.rows, p.depth), along: vector(p.depth, 1),
		panels: p.panels, bias: p.bias, c: p.c, to: vector(p.rows, p.cols),
	})
}

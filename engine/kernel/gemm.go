package kernel

const (
	// kBlock is how many terms a sum takes before it is stored in C (KC in GotoBLAS): 256 rows of the widest panel are 32 KiB, which
	// stay in the first-level cache.
	kBlock = 256
	// rowBlock is how many rows of A a panel is multiplied with before the next panel (MC in GotoBLAS).
	rowBlock = 64
)

// operands of a product with k terms. Element (r, p) of A is a[aRows.at(r) + aCols.at(p)]. Row r of C begins at c[cRows.at(r)]. B is
// packed in panels of k rows. With a bias, every row of C begins with it instead of with what C holds.
type operands struct {
	a               []float32
	aRows, aCols    strided
	panels, bias, c []float32
	cRows           strided
}

// multiply adds a product to C:
//
//	C[r,j] += sum_p A[r,p] * B[p,j]        0 <= r < rows, 0 <= j < cols, 0 <= p < k
//
// It panics where an operand is too short: the micro-kernels do not check.
func (v lanes) multiply(rows, cols, k int, o operands) {
	if rows == 0 || cols == 0 || k == 0 {
		return
	}
	n := v.columns()
	a, c := o.a[:o.aRows.extent(rows)+o.aCols.extent(k)-1], o.c[:o.cRows.extent(rows)+cols-1]
	var starts [kBlock]int
	var aRows, cRows [rowBlock]int
	for p := 0; p < k; {
		block := o.aCols.segments(starts[:], p, k)
		bias := o.bias
		if p > 0 {
			bias = nil
		}
		for r := 0; r < rows; r += rowBlock {
			height := min(rowBlock, rows-r)
			o.aRows.fill(aRows[:height], r)
			o.cRows.fill(cRows[:height], r)
			for j := 0; j < cols; j += n {
				panel := o.panels[j*k+p*n:][:block.length()*n]
				v.macroKernel(min(n, cols-j), a, aRows[:height], block, panel, bias[min(j, len(bias)):], c[j:], cRows[:height])
			}
		}
		p += block.length()
	}
}

// macroKernel multiplies up to rowBlock rows with one panel, of which width columns count. Whole tiles go straight to the micro-kernel.
// Those at the right and lower edge go through a whole tile on the stack: the same sums in the same order.
func (v lanes) macroKernel(width int, a []float32, aRows []int, k segments, panel, bias, c []float32, cRows []int) {
	n := v.columns()
	if width == n {
		whole := len(aRows) / tileRows * tileRows
		v.microKernel(a, aRows[:whole], k, panel, bias, c, cRows[:whole])
		aRows, cRows = aRows[whole:], cRows[whole:]
	}
	if len(aRows) == 0 {
		return
	}
	var edge [rowBlock * maxColumns]float32
	var edgeARows, edgeCRows [rowBlock]int
	height := copy(edgeARows[:], aRows)
	for ; height%tileRows > 0; height++ {
		edgeARows[height] = aRows[len(aRows)-1] // fills up the tile: any row that may be read
	}
	vector(height, n).fill(edgeCRows[:height], 0)
	for i, row := range cRows {
		if len(bias) > 0 {
			copy(edge[i*n:], bias[:width])
		} else {
			copy(edge[i*n:], c[row:][:width])
		}
	}
	v.microKernel(a, edgeARows[:height], k, panel, nil, edge[:], edgeCRows[:height])
	for i, row := range cRows {
		copy(c[row:][:width], edge[i*n:])
	}
}

// smallGEMM is a product of small matrices without gaps that begins with a bias:
//
//	c[r*cols+j] = bias[j] + sum_p a[r*depth+p] * B[p,j]        0 <= r < rows, 0 <= j < cols, 0 <= p < depth
//
// B is packed in panels. rows is a multiple of tileRows, depth and cols are multiples of vectorColumns, and none is 0.
type smallGEMM struct {
	rows, cols, depth  int
	a, panels, bias, c []float32
}

func (v lanes) smallGEMM(p smallGEMM) {
	if v == scalar {
		p.multiply(v)
	} else {
		smallGEMMVector(p)
	}
}

// multiply is the product for vectors of any length.
func (p smallGEMM) multiply(v lanes) {
	v.multiply(p.rows, p.cols, p.depth, operands{
		a: p.a, aRows: vector(p.rows, p.depth), aCols: vector(p.depth, 1),
		panels: p.panels, bias: p.bias, c: p.c, cRows: vector(p.rows, p.cols),
	})
}

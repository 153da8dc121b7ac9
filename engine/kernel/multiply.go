package kernel

const (
	// kBlock is how far a sum runs before it rests in C: 256 rows of the widest panel are 32 KiB, which stay in the
	// first-level cache.
	kBlock = 256
	// rowBlock is how many rows of A meet a panel before the next panel comes.
	rowBlock = 64
)

// operands of a product with k terms: element (r, p) of A is a[from r + along p], row r of C begins at c[to r], where from,
// along and to list positions; B lies packed in panels of k rows. Where there is a bias, C begins with it in every row
// instead of with what it holds.
type operands struct {
	a               []float32
	from, along     grid
	panels, bias, c []float32
	to              grid
}

// multiply adds a product to C:
//
//	C[r,j] += sum_p A[r,p] * B[p,j]        0 <= r < rows, 0 <= j < cols, 0 <= p < k
//
// It panics where an operand is too short: the strips below do not look again.
func (v lanes) multiply(rows, cols, k int, o operands) {
	if rows == 0 || cols == 0 || k == 0 {
		return
	}
	n := v.columns()
	a, c := o.a[:o.from.reach(rows)+o.along.reach(k)-1], o.c[:o.to.reach(rows)+cols-1]
	var starts [kBlock]int
	var from, to [rowBlock]int
	for p := 0; p < k; {
		run := o.along.runs(starts[:], p, k)
		bias := o.bias
		if p > 0 {
			bias = nil
		}
		for r := 0; r < rows; r += rowBlock {
			height := min(rowBlock, rows-r)
			o.from.fill(from[:height], r)
			o.to.fill(to[:height], r)
			for j := 0; j < cols; j += n {
				panel := o.panels[j*k+p*n:][:run.length()*n]
				v.block(min(n, cols-j), a, from[:height], run, panel, bias[min(j, len(bias)):], c[j:], to[:height])
			}
		}
		p += run.length()
	}
}

// block is a strip of up to rowBlock rows and up to v.columns() columns. Whole tiles are a strip; those that stick out at the
// right or the bottom go through tiles on the side, the same sums in the same order, of which C gets back what is its own.
func (v lanes) block(width int, a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	n := v.columns()
	if width == n {
		whole := len(rows) / tileRows * tileRows
		v.strip(a, rows[:whole], k, panel, bias, c, outs[:whole])
		rows, outs = rows[whole:], outs[whole:]
	}
	if len(rows) == 0 {
		return
	}
	var side [rowBlock * maxColumns]float32
	var sideRows, sideOuts [rowBlock]int
	height := copy(sideRows[:], rows)
	for ; height%tileRows > 0; height++ {
		sideRows[height] = rows[len(rows)-1] // stands in for the rows that are missing: it may be read
	}
	vector(height, n).fill(sideOuts[:height], 0)
	for i, out := range outs {
		if len(bias) > 0 {
			copy(side[i*n:], bias[:width])
		} else {
			copy(side[i*n:], c[out:][:width])
		}
	}
	v.strip(a, sideRows[:height], k, panel, nil, side[:], sideOuts[:height])
	for i, out := range outs {
		copy(c[out:][:width], side[i*n:])
	}
}

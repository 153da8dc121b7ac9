package kernel

// SparseInput is the scratch memory for the products of a Dense layer whose input X is mostly zero, as pixels are. The zero value is
// ready for any shape. It grows to the largest product it meets.
type SparseInput struct {
	nonzeros []nonzero
	starts   []int32
	offsets  []int32
	panel    []float32
}

// panelRows is how many rows of a kernel are multiplied with all images before the next rows. Such a panel stays in the first-level
// cache.
const panelRows = 196

// Product computes
//
//	Y = X·W        X [rows k], W [k n], Y [rows n]
//
// with the bits of Sgemm. It returns false, and has done nothing, where X is not sparse or n is no multiple of 32.
func (s *SparseInput) Product(rows, k, n int, x, w, y []float32) bool {
	need(len(x), rows*k, shortX)
	need(len(w), k*n, shortW)
	need(len(y), rows*n, shortY)
	if n%panelColumns != 0 || rows == 0 || k == 0 {
		return false
	}
	v := hardware()
	panels := (k + panelRows - 1) / panelRows
	s.grow(rows*k, panels*rows, panelRows)
	count := 0
	for i := range panels {
		first := i * panelRows
		o := sparseOperand{x: x[first:], offsets: s.offsets[:min(panelRows, k-first)], rows: rows, rowStride: k, colStride: 1}
		count = v.listNonzeros(&o, s.nonzeros, s.starts[i*rows:], count)
	}
	if !isSparse(count, rows*k) {
		return false
	}
	s.starts[panels*rows] = int32(count)
	clear(y[:rows*n])
	p := spmm{
		nonzeros: s.nonzeros[:count], b: s.panel,
		batches: 1, rows: rows, columns: panelColumns, cRow: n, startsRow: 1, spans: 1, width: 1,
	}
	for j := 0; j < n; j += panelColumns {
		p.c = y[j:]
		for i := range panels {
			first := i * panelRows
			v.copySegments(min(panelRows, k-first), w[first*n+j:], n, s.panel)
			p.starts = s.starts[i*rows:][:rows+1]
			v.spmm(p)
		}
	}
	return true
}

// KernelGradient overwrites dw with a sum over shards of rows. Shard i is the rows from bounds[i] to bounds[i+1]:
//
//	dW = sum of X[shard]ᵀ·dY[shard]        X [rows k], dY [rows n], dW [k n]
//
// The sum is pairwise: neighbours are added in pairs, the pairs in pairs, and so on. The number of shards is a power of two. It returns
// false, and has done nothing, where X is not sparse or n is no multiple of 32.
func (s *SparseInput) KernelGradient(bounds []int, k, n int, x, dy, dw []float32) bool {
	shards := len(bounds) - 1
	rows := bounds[shards]
	need(len(x), rows*k, shortX)
	need(len(dy), rows*n, shortDY)
	need(len(dw), k*n, shortDW)
	if n%panelColumns != 0 || rows == 0 || k == 0 {
		return false
	}
	v := hardware()
	s.grow(rows*k, shards*k, rows)
	count := 0
	for i := range shards {
		o := sparseOperand{x: x[bounds[i]*k:], offsets: s.offsets[bounds[i]:bounds[i+1]], rows: k, rowStride: 1, colStride: k}
		count = v.listNonzeros(&o, s.nonzeros, s.starts[i*k:], count)
	}
	if !isSparse(count, rows*k) {
		return false
	}
	s.starts[shards*k] = int32(count)
	p := pairwiseSpMM{nonzeros: s.nonzeros[:count], starts: s.starts[:shards*k+1], b: s.panel, rows: k, shards: shards, cRow: n}
	for j := 0; j < n; j += panelColumns {
		v.copySegments(rows, dy[j:], n, s.panel)
		p.c = dw[j:]
		v.pairwiseSpMM(&p)
	}
	return true
}

// grow makes room for a product over that many elements in that many lists, with panels of depth rows.
func (s *SparseInput) grow(elements, lists, depth int) {
	if len(s.nonzeros) <= elements {
		s.nonzeros = make([]nonzero, elements+1)
	}
	if len(s.starts) <= lists {
		s.starts = make([]int32, lists+1)
	}
	if len(s.offsets) < depth {
		s.offsets, s.panel = make([]int32, depth), make([]float32, depth*panelColumns)
		vector(depth, panelColumns).fill32(s.offsets)
	}
}

package kernel

// SparseInput is what the products of a Dense layer work in when its input X is mostly zero, as pixels are. The zero value is ready
// for any shape; it grows to the largest that it meets.
type SparseInput struct {
	terms  []term
	starts []int32
	along  []int32
	panel  []float32
}

// sparseBand is how many rows of a kernel meet all pictures before the next rows come: a panel of them stays in the first-level cache.
const sparseBand = 196

// Product computes
//
//	Y = X·W        X [rows k], W [k n], Y [rows n]
//
// with the bits of Sgemm. It returns false, and has done nothing, where X is not sparse or n no multiple of 32.
func (s *SparseInput) Product(rows, k, n int, x, w, y []float32) bool {
	need(len(x), rows*k, shortX)
	need(len(w), k*n, shortW)
	need(len(y), rows*n, shortY)
	if n%panelColumns != 0 || rows == 0 || k == 0 {
		return false
	}
	v := hardware()
	bands := (k + sparseBand - 1) / sparseBand
	s.grow(rows*k, bands*rows, sparseBand)
	count := 0
	for i := range bands {
		first := i * sparseBand
		l := listing{x: x[first:], along: s.along[:min(sparseBand, k-first)], rows: rows, row: k, col: 1}
		count = v.list(&l, s.terms, s.starts[i*rows:], count)
	}
	if !isSparse(count, rows*k) {
		return false
	}
	s.starts[bands*rows] = int32(count)
	clear(y[:rows*n])
	p := sparseProduct{
		terms: s.terms[:count], b: s.panel,
		bands: 1, rows: rows, columns: panelColumns, cStep: n, step: 1, spans: 1, width: 1,
	}
	for j := 0; j < n; j += panelColumns {
		p.c = y[j:]
		for i := range bands {
			first := i * sparseBand
			v.copyRuns(min(sparseBand, k-first), w[first*n+j:], n, s.panel)
			p.starts = s.starts[i*rows:][:rows+1]
			v.gather(p)
		}
	}
	return true
}

// KernelGradient overwrites dw with a sum over shards of rows, shard i being the rows from cuts[i] to cuts[i+1]:
//
//	dW = sum of X[shard]ᵀ·dY[shard]        X [rows k], dY [rows n], dW [k n]
//
// Neighbours are added in pairs, the pairs in pairs, and so on; there are a power of two of them. It returns false, and has done nothing,
// where X is not sparse or n no multiple of 32.
func (s *SparseInput) KernelGradient(cuts []int, k, n int, x, dy, dw []float32) bool {
	shards := len(cuts) - 1
	rows := cuts[shards]
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
		l := listing{x: x[cuts[i]*k:], along: s.along[cuts[i]:cuts[i+1]], rows: k, row: 1, col: k}
		count = v.list(&l, s.terms, s.starts[i*k:], count)
	}
	if !isSparse(count, rows*k) {
		return false
	}
	s.starts[shards*k] = int32(count)
	p := treeProduct{terms: s.terms[:count], starts: s.starts[:shards*k+1], b: s.panel, rows: k, shards: shards, cStep: n}
	for j := 0; j < n; j += panelColumns {
		v.copyRuns(rows, dy[j:], n, s.panel)
		p.c = dw[j:]
		v.gatherTree(&p)
	}
	return true
}

// grow makes room for a product over so many elements in so many lists, with panels so deep.
func (s *SparseInput) grow(elements, lists, depth int) {
	if len(s.terms) <= elements {
		s.terms = make([]term, elements+1)
	}
	if len(s.starts) <= lists {
		s.starts = make([]int32, lists+1)
	}
	if len(s.along) < depth {
		s.along, s.panel = make([]int32, depth), make([]float32, depth*panelColumns)
		vector(depth, panelColumns).fill32(s.along)
	}
}

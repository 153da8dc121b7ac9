package kernel

// What a sparse product of matrices keeps on the stack.
const (
	sparseTerms  = 8192 // 64 KiB, room for 50 of MNIST's pictures
	sparseRows   = 1024
	sparseDepth  = 1024                       // the largest k
	sparsePanels = sparseDepth * panelColumns // 128 KiB
	sparseChunk  = 32                         // rows that meet all panels before the next rows come
	sparseFew    = 8                          // from so many rows on, packing pays
)

// sparseGemm is gemm with alpha and beta 1 where A is mostly zero: C += op(A) * op(B). It returns false, and has done nothing, where
// other loops are faster. What lists the first rows of A decides for all.
func (v lanes) sparseGemm(tA, tB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int) bool {
	if n%panelColumns != 0 || k > sparseDepth || tB && ldb != k {
		return false
	}
	var terms [sparseTerms + 1]term
	var starts [sparseRows + 1]int32
	var along [sparseDepth]int32
	isPacked := tB || m >= sparseFew
	if isPacked {
		vector(k, panelColumns).fill32(along[:k])
	} else {
		vector(k, ldb).fill32(along[:k])
	}
	l := listing{along: along[:k], row: lda, col: 1}
	if tA {
		l.row, l.col = 1, lda
	}
	for first := 0; first < m; {
		rows, count := 0, 0
		for first+rows < m && rows < sparseRows && count+k <= sparseTerms {
			l.rows = min(m-first-rows, sparseRows-rows, (sparseTerms-count)/k)
			l.x = a[(first+rows)*l.row:]
			count = v.list(&l, terms[:], starts[rows:], count)
			rows += l.rows
		}
		if first == 0 && !isSparse(count, rows*k) {
			return false
		}
		starts[rows] = int32(count)
		p := sparseProduct{
			terms: terms[:count], starts: starts[:rows+1], b: b, c: c[first*ldc:],
			bands: 1, rows: rows, columns: n, cStep: ldc, step: 1, spans: 1, width: 1,
		}
		if isPacked {
			v.gatherPanels(p, tB, k, ldb)
		} else {
			v.gather(p)
		}
		first += rows
	}
	return true
}

// gatherPanels is gather of one span a row, of which B comes as op(B) and is packed in panels: rows of B that lie a power of two apart
// would drive each other out of the caches.
func (v lanes) gatherPanels(p sparseProduct, tB bool, k, ldb int) {
	var panels [sparsePanels]float32
	b, c, starts, rows, columns := p.b, p.c, p.starts, p.rows, p.columns
	size := k * panelColumns
	p.columns = panelColumns
	for j := 0; j < columns; {
		width := min(columns-j, sparsePanels/size*panelColumns)
		for i := 0; i < width; i += panelColumns {
			if panel := panels[i*k:][:size]; tB {
				v.turn(panelColumns, k, b[(j+i)*k:], panel)
			} else {
				v.copyRuns(k, b[j+i:], ldb, panel)
			}
		}
		for r := 0; r < rows; r += sparseChunk {
			p.rows, p.starts = min(sparseChunk, rows-r), starts[r:]
			for i := 0; i < width; i += panelColumns {
				p.b, p.c = panels[i*k:][:size], c[r*p.cStep+j+i:]
				v.gather(p)
			}
		}
		j += width
	}
}

package kernel

// Limits of a sparse matrix product, whose tables are on the stack.
const (
	maxNonzeros   = 8192 // 64 KiB, room for 50 of MNIST's images
	maxListedRows = 1024
	maxSparseK    = 1024
	panelFloats   = maxSparseK * panelColumns // 128 KiB
	rowChunk      = 32                        // rows that are multiplied with all panels before the next rows
	minPackedRows = 8                         // from so many rows on packing pays
)

// sparseGemm is gemm with alpha and beta 1 where A is mostly zero: C += op(A) * op(B). It returns false, and has done nothing, where
// other loops are faster. The first rows of A, as many as are listed at once, decide for all.
func (v lanes) sparseGemm(tA, tB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int) bool {
	if n%panelColumns != 0 || k > maxSparseK || tB && ldb != k {
		return false
	}
	var nonzeros [maxNonzeros + 1]nonzero
	var starts [maxListedRows + 1]int32
	var offsets [maxSparseK]int32
	isPacked := tB || m >= minPackedRows
	if isPacked {
		vector(k, panelColumns).fill32(offsets[:k])
	} else {
		vector(k, ldb).fill32(offsets[:k])
	}
	o := sparseOperand{offsets: offsets[:k], rowStride: lda, colStride: 1}
	if tA {
		o.rowStride, o.colStride = 1, lda
	}
	for first := 0; first < m; {
		rows, count := 0, 0
		for first+rows < m && rows < maxListedRows && count+k <= maxNonzeros {
			o.rows = min(m-first-rows, maxListedRows-rows, (maxNonzeros-count)/k)
			o.x = a[(first+rows)*o.rowStride:]
			count = v.listNonzeros(&o, nonzeros[:], starts[rows:], count)
			rows += o.rows
		}
		if first == 0 && !isSparse(count, rows*k) {
			return false
		}
		starts[rows] = int32(count)
		p := spmm{
			nonzeros: nonzeros[:count], starts: starts[:rows+1], b: b, c: c[first*ldc:],
			batches: 1, rows: rows, columns: n, cRow: ldc, startsRow: 1, spans: 1, width: 1,
		}
		if isPacked {
			v.spmmPanels(p, tB, k, ldb)
		} else {
			v.spmm(p)
		}
		first += rows
	}
	return true
}

// spmmPanels is spmm of one span a row. Its B is op(B), which it packs in panels: rows of B that are a power of two apart would evict
// each other from the caches.
func (v lanes) spmmPanels(p spmm, tB bool, k, ldb int) {
	var panels [panelFloats]float32
	b, c, starts, rows, columns := p.b, p.c, p.starts, p.rows, p.columns
	size := k * panelColumns
	p.columns = panelColumns
	for j := 0; j < columns; {
		width := min(columns-j, panelFloats/size*panelColumns)
		for i := 0; i < width; i += panelColumns {
			if panel := panels[i*k:][:size]; tB {
				v.transpose(panelColumns, k, b[(j+i)*k:], panel)
			} else {
				v.copySegments(k, b[j+i:], ldb, panel)
			}
		}
		for r := 0; r < rows; r += rowChunk {
			p.rows, p.starts = min(rowChunk, rows-r), starts[r:]
			for i := 0; i < width; i += panelColumns {
				p.b, p.c = panels[i*k:][:size], c[r*p.cRow+j+i:]
				v.spmm(p)
			}
		}
		j += width
	}
}

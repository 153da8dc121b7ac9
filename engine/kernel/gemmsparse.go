package kernel

const (
	sparseTerms = 8192 // 64 KiB of stack, room for 50 of MNIST's pictures
	sparseRows  = 1024
	sparseDepth = 2048
	turnedDepth = 256 // of a transposed B, whose panels are 32 KiB of stack
)

// sparseGemm is gemm with alpha and beta 1 where A is mostly zero: C += op(A) * op(B). It returns false, and has done nothing, where
// other loops are faster. What lists the first rows of A decides for all.
func (v lanes) sparseGemm(tA, tB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int) bool {
	if n%sparseColumns != 0 || k > sparseDepth || tB && (k > turnedDepth || ldb != k || n%panelColumns != 0) {
		return false
	}
	var terms [sparseTerms + 1]term
	var starts [sparseRows + 1]int32
	var along [sparseDepth]int32
	bRow := ldb
	if tB {
		bRow = panelColumns
	}
	vector(k, bRow).fill32(along[:k])
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
			terms: terms[:count], starts: starts[:], b: b, c: c[first*ldc:],
			rows: rows, columns: n, cStep: ldc, step: 1, spans: 1, width: 1,
		}
		if tB {
			v.gatherTurned(p, k)
		} else {
			v.gather(p)
		}
		first += rows
	}
	return true
}

// gatherTurned is gather where B lies transposed, in rows of k: it turns round a panel at a time.
func (v lanes) gatherTurned(p sparseProduct, k int) {
	var panel [turnedDepth * panelColumns]float32
	b, c, columns := p.b, p.c, p.columns
	p.b, p.columns = panel[:], panelColumns
	for j := 0; j < columns; j += panelColumns {
		v.turn(panelColumns, k, b[j*k:][:panelColumns*k], panel[:panelColumns*k])
		p.c = c[j:]
		v.gather(p)
	}
}

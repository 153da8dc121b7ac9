package kernel

const (
	sparseTerms = 8192 // 64 KiB of stack, room for 50 of MNIST's pictures
	sparseRows  = 1024
	sparseDepth = 2048
)

// sparseGemm is gemm with alpha and beta 1 where A is mostly zero: C += op(A) * B. It returns false, and has done nothing, where
// other loops are faster. What lists the first rows of A decides for all.
func (v lanes) sparseGemm(tA bool, m, n, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int) bool {
	if n%sparseColumns != 0 || k > sparseDepth {
		return false
	}
	var terms [sparseTerms + 1]term
	var starts [sparseRows + 1]int32
	var along [sparseDepth]int32
	vector(k, ldb).fill32(along[:k])
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
		v.gather(&sparseProduct{
			terms: terms[:count], starts: starts[:], b: b, c: c[first*ldc:],
			rows: rows, columns: n, cStep: ldc, step: 1, spans: 1, width: 1,
		})
		first += rows
	}
	return true
}

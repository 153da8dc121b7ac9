package kernel

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// BLAS is gonum's implementation with this package's float32 matrix product. Dense layers reach it through blas32 after
//
//	blas32.Use(kernel.BLAS{})
type BLAS struct{ gonum.Implementation }

// Sgemm computes
//
//	C = alpha * op(A) * op(B) + beta * C
//
// with op(A) [m k], op(B) [k n] and C [m n]. op transposes where tA or tB says so; stored rows are lda, ldb, ldc apart.
// Element by element: c = beta*c (0 if beta is 0, whatever c was), then c += op(A)[i,p] * (alpha*op(B)[p,j]) for rising p.
// If alpha is 1, elements of A that are 0 may be left out, as in gonum's Sgemm, which checks the arguments and panics with its texts.
func (BLAS) Sgemm(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	// With alpha 0 and beta 1 gonum's Sgemm does nothing after its checks.
	gonum.Implementation{}.Sgemm(tA, tB, m, n, k, 0, a, lda, b, ldb, 1, c, ldc)
	hardware().gemm(tA != blas.NoTrans, tB != blas.NoTrans, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

func (v lanes) gemm(tA, tB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	if m == 0 || n == 0 {
		return
	}
	if beta == 0 && ldc == n {
		clear(c[:m*n])
		beta = 1
	}
	for i := range m {
		if row := c[i*ldc:][:n]; beta == 0 {
			clear(row)
		} else if beta != 1 {
			v.scale(row, beta)
		}
	}
	if alpha == 0 || k == 0 {
		return
	}
	if alpha == 1 && v.sparseGemm(tA, tB, m, n, k, a, lda, b, ldb, c, ldc) {
		return
	}
	aRow, aCol := lda, 1
	if tA {
		aRow, aCol = 1, lda
	}
	bRow, bCol := ldb, 1
	if tB {
		bRow, bCol = 1, ldb
	}
	var panels [kBlock * maxColumns]float32 // 32 KiB of stack
	for p := 0; p < k; p += kBlock {
		depth := min(kBlock, k-p)
		together := len(panels) / (depth * v.columns()) * v.columns() // columns whose panels fit
		for j := 0; j < n; j += together {
			width := min(together, n-j)
			v.pack(panels[:], depth, 0, depth, width, b[p*bRow+j*bCol:], bRow, bCol)
			if alpha != 1 {
				v.scale(panels[:(width+v.columns()-1)/v.columns()*v.columns()*depth], alpha)
			}
			v.multiply(m, width, depth, operands{
				a: a[p*aCol:], aRows: vector(m, aRow), aCols: vector(depth, aCol),
				panels: panels[:], c: c[j:], cRows: vector(m, ldc),
			})
		}
	}
}

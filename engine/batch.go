package engine

import "gonum.org/v1/gonum/blas/blas32"

// Batch is one example per row, each in NHWC order. Stride always equals Cols.
type Batch = blas32.General

// resize makes b rows x cols, allocating only when it has never been that
// large. Its numbers are undefined.
func resize(b *Batch, rows, cols int) {
	*b = Batch{Rows: rows, Cols: cols, Stride: cols, Data: grow(b.Data, rows*cols)}
}

// row returns row i of b.
func row(b Batch, i int) []float32 { return b.Data[i*b.Stride:][:b.Cols] }

// rows returns the rows [first, end) of b.
func rows(b Batch, first, end int) Batch {
	return Batch{Rows: end - first, Cols: b.Cols, Stride: b.Stride, Data: b.Data[first*b.Stride : end*b.Stride]}
}

// copyColumns copies the first cols columns of all rows of from.
func copyColumns(to, from Batch, cols int) {
	for r := range from.Rows {
		copy(to.Data[r*to.Stride:][:cols], from.Data[r*from.Stride:])
	}
}

// grow returns a slice of length n, s itself where its capacity suffices.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

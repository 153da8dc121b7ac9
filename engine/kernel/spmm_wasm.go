//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import (
	"unsafe"

	"convlab/engine/kernel/internal/wasm"
)

// The assembly relies on the layout of a nonzero. These constants overflow if it changes.
const (
	_ = uint(8-unsafe.Sizeof(nonzero{})) + uint(unsafe.Sizeof(nonzero{})-8)
	_ = uint(4-unsafe.Offsetof(nonzero{}.offset)) + uint(unsafe.Offsetof(nonzero{}.offset)-4)
)

// listNonzerosVector takes four elements at a time where they are adjacent.
func listNonzerosVector(o *sparseOperand, nonzeros []nonzero, starts []int32, n int) int {
	cols := len(o.offsets)
	need(len(starts), o.rows, shortSparse)
	need(len(nonzeros), n+o.rows*cols+1, shortSparse)
	if o.rows == 0 || cols == 0 {
		return listNonzerosScalar(o, nonzeros, starts, n)
	}
	need(len(o.x), (o.rows-1)*o.rowStride+(cols-1)*o.colStride+1, shortSparse)
	if o.colStride == 1 && cols%wasmLanes == 0 {
		return wasm.ListNonzerosBy4(&o.x[0], o.rows, o.rowStride, o.colStride, &o.offsets[0], cols, o.offset, o.rowOffset,
			unsafe.Pointer(&nonzeros[0]), &starts[0], n)
	}
	return wasm.ListNonzeros(&o.x[0], o.rows, o.rowStride, o.colStride, &o.offsets[0], cols, o.offset, o.rowOffset,
		unsafe.Pointer(&nonzeros[0]), &starts[0], n)
}

// spmmVector takes 32 columns at a time, then 16. It does not check that the offsets of nonzeros lead into B, which follows from shapes
// that have been checked.
func spmmVector(p spmm) {
	if p.batches == 0 || p.rows == 0 || p.spans == 0 {
		return
	}
	need(len(p.c), (p.batches-1)*p.cBatch+(p.rows-1)*p.cRow+p.columns, shortSparse)
	need(len(p.starts), (p.batches-1)*p.startsBatch+(p.rows-1)*p.startsRow+(p.spans-1)*p.startsSpan+p.width+1, shortSparse)
	nonzeros, starts, b := unsafe.Pointer(unsafe.SliceData(p.nonzeros)), unsafe.SliceData(p.starts), unsafe.SliceData(p.b)
	j := 0
	for ; j+32 <= p.columns; j += 32 {
		wasm.SpMM32(nonzeros, starts, b, &p.c[j], p.batches, p.startsBatch, p.cBatch, p.bBatch, p.rows, p.startsRow, p.cRow, p.bRow,
			p.spans, p.startsSpan, p.bSpan, p.width, p.bOffset+j)
	}
	for ; j+16 <= p.columns; j += 16 {
		wasm.SpMM16(nonzeros, starts, b, &p.c[j], p.batches, p.startsBatch, p.cBatch, p.bBatch, p.rows, p.startsRow, p.cRow, p.bRow,
			p.spans, p.startsSpan, p.bSpan, p.width, p.bOffset+j)
	}
}

// pairwiseSpMMVector does not check that the offsets of nonzeros lead into B.
func pairwiseSpMMVector(p *pairwiseSpMM) {
	if p.rows > 0 {
		var levels [maxLevels * panelColumns]float32
		wasm.PairwiseSpMM(unsafe.Pointer(unsafe.SliceData(p.nonzeros)), &p.starts[0], unsafe.SliceData(p.b), &p.c[0],
			p.rows, p.shards, p.cRow, &levels[0])
	}
}

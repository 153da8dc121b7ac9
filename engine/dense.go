package engine

import (
	"math/bits"

	"convlab/engine/kernel"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// dense is y = activation(x·w + b). Its float64 form is reference.Dense
// followed by reference.Activation.
//
//	x  [rows in]   input
//	w  [in out]    kernel, as Keras stores it
//	b  [out]       bias
//	y  [rows out]  output
//
// With softmax, which only the last layer has, it keeps both z = x·w + b and
// y = softmax(z), and dy is the gradient by z: softmax and loss are
// differentiated together (see crossentropy).
type dense struct {
	activation spec.Activation
	w, dw      Batch
	b, db      []float32
	noDX       bool // only observing passes need dx

	offsets  []int // Pass.ShardOffsets of the last Forward
	observes bool  // Pass.Observe of the last Forward
	sum      pairwiseSum
	sparse   kernel.SparseInput

	x, z, y, dx Batch
	dz          Batch     // of the last Backward
	tiledDZ     Batch     // dz in whole tiles
	tiledDW     []float32 // rows of dw in whole tiles
}

func newDense(l spec.Dense, in int, weights, bias parameters, inputGradient bool) *dense {
	return &dense{
		activation: l.Activation.Or(),
		w:          Batch{Rows: in, Cols: l.Units, Stride: l.Units, Data: weights.w},
		dw:         Batch{Rows: in, Cols: l.Units, Stride: l.Units, Data: weights.dw},
		b:          bias.w,
		db:         bias.dw,
		noDX:       !inputGradient,
	}
}

// Forward: z = x·w + b, y = activation(z), by [kernel.BLAS] or, for sparse x, by
// [kernel.SparseInput].
func (d *dense) Forward(x Batch, p Pass) Batch {
	d.x, d.offsets, d.observes = x, p.ShardOffsets, p.Observe
	resize(&d.y, x.Rows, d.w.Cols)
	z := d.y
	if d.activation == spec.Softmax {
		resize(&d.z, x.Rows, d.w.Cols)
		z = d.z
	}
	if len(d.offsets) == 0 || !d.sparse.Product(x.Rows, x.Cols, z.Cols, x.Data, d.w.Data, z.Data) {
		blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, x, d.w, 0, z)
	}
	kernel.AddBias(z.Rows, z.Cols, d.b, z.Data)
	if d.activation == spec.Softmax {
		kernel.Softmax(z.Rows, z.Cols, z.Data, d.y.Data)
	} else {
		Activate(d.activation, z.Data)
	}
	return d.y
}

// Backward: dz = dy * activation'(z), dw += xᵀ·dz, db += sum of dz's rows,
// dx = dz·wᵀ, by [kernel.BLAS].
func (d *dense) Backward(dy Batch) Batch {
	activateGradient(d.activation, d.y.Data, dy.Data)
	d.dz = dy
	if len(d.offsets) > 0 {
		d.sumShards()
	} else {
		blas32.Gemm(blas.Trans, blas.NoTrans, 1, d.x, dy, 1, d.dw)
		kernel.SumRows(dy.Rows, dy.Cols, dy.Data, d.db)
	}
	if d.noDX && !d.observes {
		return Batch{}
	}
	resize(&d.dx, dy.Rows, d.w.Rows)
	blas32.Gemm(blas.NoTrans, blas.Trans, 1, dy, d.w, 0, d.dx)
	return d.dx
}

// sumShards overwrites dw and db with the shards' sums, in the order of a
// Reduction.
func (d *dense) sumShards() {
	level := bits.Len(uint(len(d.offsets) - 2))
	if !d.sparse.KernelGradient(d.offsets, d.w.Rows, d.w.Cols, d.x.Data, d.dz.Data, d.dw.Data) {
		d.sumProducts(level)
	}
	d.sum.of(0, level, d.db, func(shard int, db []float32) {
		clear(db)
		dz := rows(d.dz, d.offsets[shard], d.offsets[shard+1])
		kernel.SumRows(dz.Rows, dz.Cols, dz.Data, db)
	})
}

// maxPadded bounds the number of units that are padded with zeros to whole
// tiles.
const maxPadded = 32

// sumProducts overwrites dw, block by block. Up to maxPadded units are padded to
// whole tiles: the sums of a shard are short, and the columns of a part of a
// tile would cost as much as the rest.
func (d *dense) sumProducts(level int) {
	dz, units := d.dz, kernel.TileColumns(d.w.Cols)
	isPadded := units != d.w.Cols && units < maxPadded
	if isPadded {
		resize(&d.tiledDZ, dz.Rows, units)
		copyColumns(d.tiledDZ, dz, d.w.Cols) // the products of the other columns are not used
		dz = d.tiledDZ
	} else {
		units = d.w.Cols
	}
	blockRows := max(1, maxBlock/units)
	for i := 0; i < d.w.Rows; i += blockRows {
		block := Batch{Rows: min(blockRows, d.w.Rows-i), Cols: units, Stride: units}
		if isPadded {
			d.tiledDW = grow(d.tiledDW, block.Rows*units)
			block.Data = d.tiledDW
		} else {
			block.Data = d.dw.Data[i*units:][:block.Rows*units]
		}
		d.sum.of(0, level, block.Data, func(shard int, values []float32) {
			first, end := d.offsets[shard], d.offsets[shard+1]
			if first == end {
				clear(values)
				return
			}
			x := Batch{Rows: end - first, Cols: block.Rows, Stride: d.x.Stride, Data: d.x.Data[first*d.x.Stride+i:]}
			dw := block
			dw.Data = values
			blas32.Gemm(blas.Trans, blas.NoTrans, 1, x, rows(dz, first, end), 0, dw)
		})
		if isPadded {
			copyColumns(rows(d.dw, i, i+block.Rows), block, d.w.Cols)
		}
	}
}

package engine

import (
	"math/bits"

	"convlab/engine/kernel"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// dense is y = activation(x·w + b).
//
//	x  [rows in]   input
//	w  [in out]    kernel, as Keras stores it
//	b  [out]       bias
//	y  [rows out]  output
//
// With softmax, which only the last layer has, z = x·w + b is kept beside
// y = softmax(z), and dy is taken as the gradient by z: softmax and loss are
// differentiated together (see crossentropy).
type dense struct {
	activation spec.Activation
	w, dw      Batch
	b, db      []float32
	noDX       bool // nothing needs dx but an observing pass

	cuts     []int // of the last Forward
	observes bool  // Pass.Observe of the last Forward
	sum      shardSum
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

// Forward: z = x·w + b, y = activation(z).
func (d *dense) Forward(x Batch, p Pass) Batch {
	d.x, d.cuts, d.observes = x, p.Cuts, p.Observe
	resize(&d.y, x.Rows, d.w.Cols)
	z := d.y
	if d.activation == spec.Softmax {
		resize(&d.z, x.Rows, d.w.Cols)
		z = d.z
	}
	if len(d.cuts) == 0 || !d.sparse.Product(x.Rows, x.Cols, z.Cols, x.Data, d.w.Data, z.Data) {
		blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, x, d.w, 0, z)
	}
	kernel.AddBias(z.Rows, z.Cols, d.b, z.Data)
	if d.activation == spec.Softmax {
		kernel.Softmax(z.Rows, z.Cols, z.Data, d.y.Data)
	} else {
		activate(d.activation, z.Data)
	}
	return d.y
}

// Backward: dz = dy * activation'(z), dw += xᵀ·dz, db += sum of dz's rows,
// dx = dz·wᵀ.
func (d *dense) Backward(dy Batch) Batch {
	activateGradient(d.activation, d.y.Data, dy.Data)
	d.dz = dy
	if len(d.cuts) > 0 {
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

// sumShards overwrites dw and db with the shards' sums.
func (d *dense) sumShards() {
	level := bits.Len(uint(len(d.cuts) - 2))
	if !d.sparse.KernelGradient(d.cuts, d.w.Rows, d.w.Cols, d.x.Data, d.dz.Data, d.dw.Data) {
		d.sumProducts(level)
	}
	d.sum.of(0, level, d.db, func(shard int, db []float32) {
		clear(db)
		part := rows(d.dz, d.cuts[shard], d.cuts[shard+1])
		kernel.SumRows(part.Rows, part.Cols, part.Data, db)
	})
}

// narrow bounds the units that are filled up with zeros.
const narrow = 32

// sumProducts overwrites dw, some rows at a time. Zeros fill a few units up to
// whole tiles: the sums of a shard are short, and what sticks out would cost as
// much as the rest.
func (d *dense) sumProducts(level int) {
	dz, units := d.dz, kernel.TileColumns(d.w.Cols)
	isNarrow := units != d.w.Cols && units < narrow
	if isNarrow {
		resize(&d.tiledDZ, dz.Rows, units)
		copyColumns(d.tiledDZ, dz, d.w.Cols) // what is behind them goes nowhere
		dz = d.tiledDZ
	} else {
		units = d.w.Cols
	}
	block := max(1, blockNumbers/units)
	for i := 0; i < d.w.Rows; i += block {
		to := Batch{Rows: min(block, d.w.Rows-i), Cols: units, Stride: units}
		if isNarrow {
			d.tiledDW = grow(d.tiledDW, to.Rows*units)
			to.Data = d.tiledDW
		} else {
			to.Data = d.dw.Data[i*units:][:to.Rows*units]
		}
		d.sum.of(0, level, to.Data, func(shard int, dw []float32) {
			first, end := d.cuts[shard], d.cuts[shard+1]
			if first == end {
				clear(dw)
				return
			}
			x := Batch{Rows: end - first, Cols: to.Rows, Stride: d.x.Stride, Data: d.x.Data[first*d.x.Stride+i:]}
			part := to
			part.Data = dw
			blas32.Gemm(blas.Trans, blas.NoTrans, 1, x, rows(dz, first, end), 0, part)
		})
		if isNarrow {
			copyColumns(rows(d.dw, i, i+to.Rows), to, d.w.Cols)
		}
	}
}

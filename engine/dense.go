package engine

import (
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
	noDX       bool

	x, z, y, dx Batch
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
func (d *dense) Forward(x Batch, _ Pass) Batch {
	d.x = x
	resize(&d.y, x.Rows, d.w.Cols)
	z := d.y
	if d.activation == spec.Softmax {
		resize(&d.z, x.Rows, d.w.Cols)
		z = d.z
	}
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, x, d.w, 0, z)
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
	blas32.Gemm(blas.Trans, blas.NoTrans, 1, d.x, dy, 1, d.dw)
	kernel.SumRows(dy.Rows, dy.Cols, dy.Data, d.db)
	if d.noDX {
		return Batch{}
	}
	resize(&d.dx, dy.Rows, d.w.Rows)
	blas32.Gemm(blas.NoTrans, blas.Trans, 1, dy, d.w, 0, d.dx)
	return d.dx
}

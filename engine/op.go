package engine

import (
	"fmt"

	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

// Batch is rows of examples, each in NHWC order. Stride is always Cols.
type Batch = blas32.General

// Pass says where in a training a batch stands: all that dropout is a function
// of. The zero value is a prediction of which only the probabilities are wanted.
type Pass struct {
	Training bool
	// Observe keeps the output of every layer and, in Backward, the gradient by
	// it: see Sequential.Output and OutputGradient. Without it adjacent layers may
	// be fused. Weights get the same gradient, and probabilities are the same, bit
	// for bit.
	Observe bool
	Seed    uint64
	Epoch   int // from 0
	Step    int // in the epoch, from 0
	Shard   int // of the batch, from 0; with Cuts the first of the rows
	// Cuts are the rows at which shards begin, and the end of the last, where
	// the rows are those of 2^n whole shards: Backward then OVERWRITES the gradients of the weights with the shards' sum in the order of a Tree.
	// Only Dense and what has no weights can do that.
	Cuts []int
}

// shards calls f for each shard in rows rows.
func (p Pass) shards(rows int, f func(shard, first, end int)) {
	if len(p.Cuts) == 0 {
		f(p.Shard, 0, rows)
		return
	}
	for k, first := range p.Cuts[:len(p.Cuts)-1] {
		f(p.Shard+k, first, p.Cuts[k+1])
	}
}

// Op is one built layer. It keeps what Forward made until the next Forward,
// because Backward needs it and the page draws it.
type Op interface {
	// Forward returns y for x, rows x out. y belongs to the op and is
	// overwritten by its next Forward.
	Forward(x Batch, p Pass) Batch
	// Backward takes dy, the gradient of the loss by the last Forward's y, ADDS
	// to the gradients of the weights (but see Pass.Cuts) and returns dx,
	// rows x in. It may change dy; dx belongs to the op.
	Backward(dy Batch) Batch
}

// parameters are the views of one array of weights and its gradient.
type parameters struct{ w, dw []float32 }

// build makes the op of a layer over inputs of shape in. arrays are its weights
// in spec order. Without inputGradient nothing before the layer learns: Backward
// then leaves the work of dx out and returns an empty batch, but for Pass.Observe.
func build(l spec.Layer, index int, in spec.Shape, arrays []parameters, inputGradient bool) (Op, error) {
	switch l := l.(type) {
	case spec.Conv2D:
		return newConv2D(l, in, arrays[0], arrays[1], inputGradient)
	case spec.MaxPooling2D:
		g, err := window(l, in)
		return &maxPooling2D{window: g}, err
	case spec.AveragePooling2D:
		g, err := window(l, in)
		return &averagePooling2D{window: g}, err
	case spec.GlobalAveragePooling2D:
		return &globalAveragePooling2D{positions: in.H * in.W, channels: in.C}, nil
	case spec.Flatten:
		return flatten{}, nil
	case spec.Dropout:
		return &dropout{rate: l.Rate, layer: index}, nil
	case spec.Dense:
		return newDense(l, in.Size(), arrays[0], arrays[1], inputGradient), nil
	}
	return nil, fmt.Errorf("engine: expected a layer of package spec, received %T: give it an op in build", l)
}

// resize makes b rows x cols, allocating only when it has never been that large.
// What it holds is undefined.
func resize(b *Batch, rows, cols int) {
	*b = Batch{Rows: rows, Cols: cols, Stride: cols, Data: grow(b.Data, rows*cols)}
}

// rows are the rows [first, end) of b.
func rows(b Batch, first, end int) Batch {
	return Batch{Rows: end - first, Cols: b.Cols, Stride: b.Stride, Data: b.Data[first*b.Stride : end*b.Stride]}
}

// copyColumns copies the first cols columns of all rows of from.
func copyColumns(to, from Batch, cols int) {
	for r := range from.Rows {
		copy(to.Data[r*to.Stride:][:cols], from.Data[r*from.Stride:])
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

package engine

import (
	"fmt"

	"convlab/engine/spec"
)

// Pass is the place of a batch in a training: everything that dropout depends
// on. The zero value is a prediction of probabilities only.
type Pass struct {
	Training bool
	// Observe keeps the output of every layer and, in Backward, the gradient by
	// it: see Sequential.Output and OutputGradient. Without it the intermediate
	// outputs are not needed, so adjacent layers may be fused. Probabilities and
	// the gradients of the weights are the same, bit for bit.
	Observe bool
	Seed    uint64
	Epoch   int // from 0
	Step    int // in the epoch, from 0
	Shard   int // of the batch, from 0; with ShardOffsets the first of the rows
	// ShardOffsets are the rows at which 2^n whole shards begin, and then the
	// number of rows. Backward then OVERWRITES the gradients of the weights with
	// the shards' sum in the order of a Reduction. Only Dense and layers without
	// weights support it. Empty: the rows are one shard.
	ShardOffsets []int
}

// shards calls f for each shard in rows rows.
func (p Pass) shards(rows int, f func(shard, first, end int)) {
	if len(p.ShardOffsets) == 0 {
		f(p.Shard, 0, rows)
		return
	}
	for k, first := range p.ShardOffsets[:len(p.ShardOffsets)-1] {
		f(p.Shard+k, first, p.ShardOffsets[k+1])
	}
}

// op is one built layer. It keeps the output of Forward until the next Forward,
// because Backward needs it and the page draws it.
type op interface {
	// Forward returns y for x, rows x out. y belongs to the op and is
	// overwritten by its next Forward.
	Forward(x Batch, p Pass) Batch
	// Backward takes dy, the gradient of the loss by the last Forward's y, ADDS
	// to the gradients of the weights (but see Pass.ShardOffsets) and returns
	// dx, rows x in. It may change dy; dx belongs to the op.
	Backward(dy Batch) Batch
}

// build makes the op of a layer over inputs of shape in. arrays are its weights
// in spec order. Without inputGradient no layer before this one has weights:
// Backward then skips dx and returns an empty batch, unless the pass observes.
func build(l spec.Layer, index int, in spec.Shape, arrays []parameters, inputGradient bool) (op, error) {
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

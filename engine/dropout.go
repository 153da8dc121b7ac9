package engine

import (
	"convlab/engine/internal/random"
	"convlab/engine/spec"
)

// dropout zeroes a share of its inputs while training and scales the others, so
// that predictions need no scaling: there y is x. Its float64 form is
// reference.Dropout.
//
//	x, y  [rows n]
type dropout struct {
	rate  float32
	layer int

	mask  []float32 // 0 or 1/(1-rate); empty when the last Forward dropped nothing
	y, dx Batch
}

// Forward: y = x * mask, where mask is 0 with probability rate and 1/(1-rate)
// otherwise, a pure function of (seed, epoch, step, shard, layer).
func (d *dropout) Forward(x Batch, p Pass) Batch {
	d.mask = d.mask[:0]
	if !p.Training || d.rate == 0 {
		return x
	}
	resize(&d.y, x.Rows, x.Cols)
	d.mask = grow(d.mask, len(x.Data))
	p.shards(x.Rows, func(shard, first, end int) { d.draw(p, shard, d.mask[first*x.Cols:end*x.Cols]) })
	multiply(d.y.Data, x.Data, d.mask)
	return d.y
}

// Backward: dx = dy * mask.
func (d *dropout) Backward(dy Batch) Batch {
	if len(d.mask) == 0 {
		return dy
	}
	resize(&d.dx, dy.Rows, dy.Cols)
	multiply(d.dx.Data, dy.Data, d.mask)
	return d.dx
}

// draw fills the mask of one shard. Each layer has a stream of its own. One
// draw of 64 bits decides two elements: 32 bits give the rate to 2^-32.
func (d *dropout) draw(p Pass, shard int, mask []float32) {
	r := random.New(p.Seed, p.Epoch, p.Step, shard*spec.MaxLayers+d.layer, random.Dropout)
	threshold := uint32(float64(d.rate) * (1 << 32))
	keep := 1 / (1 - d.rate)
	for i := 0; i < len(mask); i += 2 {
		bits := r.Uint64()
		for j := i; j < min(i+2, len(mask)); j++ {
			mask[j] = 0
			if uint32(bits) >= threshold {
				mask[j] = keep
			}
			bits >>= 32
		}
	}
}

// multiply overwrites y with x * m, element by element.
func multiply(y, x, m []float32) {
	for i, v := range x {
		y[i] = v * m[i]
	}
}

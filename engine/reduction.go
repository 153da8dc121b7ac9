package engine

import "convlab/engine/kernel"

// Reduction is the pairwise (tree) sum of the gradients of a batch's shards.
// Floating-point sums depend on their order; this order depends on the number
// of shards only, whichever worker computes them: neighbours in pairs, the pairs
// in pairs, and so on, as a binary counter carries. 5 shards:
// ((0+1)+(2+3))+4.
//
// A node is the sum of 2^level shards, the first of which is a multiple of
// 2^level. A worker may compute a whole node and add it here. A Reduction keeps
// log2(shards)+1 vectors. The zero value is ready for shard 0.
type Reduction struct {
	levels [][]float32 // levels[j] is the sum of 2^j shards where bit j of count is 1
	sums   []Sums
	count  int
}

// Add adds the next shard's gradient, which it copies, and its sums. All
// gradients of a reduction have the same length.
func (r *Reduction) Add(grad []float32, s Sums) { r.AddNode(0, grad, s) }

// AddNode adds the next node, of 2^level shards. It panics unless the number of
// shards before it is a multiple of that.
func (r *Reduction) AddNode(level int, grad []float32, s Sums) {
	if r.count&(1<<level-1) != 0 {
		panic("engine: AddNode needs a node whose first shard is a multiple of its size")
	}
	own := false // grad is one of levels
	at := level
	for ; r.count>>at&1 == 1; at++ {
		kernel.Add(r.levels[at], grad)
		r.sums[at].Add(s)
		grad, s, own = r.levels[at], r.sums[at], true
	}
	for at >= len(r.levels) {
		r.levels = append(r.levels, make([]float32, len(grad)))
		r.sums = append(r.sums, Sums{})
	}
	if own {
		r.levels[at], r.levels[at-1] = r.levels[at-1], r.levels[at]
	} else {
		copy(r.levels[at], grad)
	}
	r.sums[at] = s
	r.count += 1 << level
}

// Node returns the gradient and the sums of all shards. It panics unless they
// are 2^level. The slice is overwritten when the next shard is added.
func (r *Reduction) Node(level int) ([]float32, Sums) {
	if r.count != 1<<level {
		panic("engine: Node needs a reduction of 2^level shards")
	}
	return r.levels[level], r.sums[level]
}

// Sum overwrites grad with the gradient of all shards, returns their sums, and
// empties the reduction. Without shards both are zero.
func (r *Reduction) Sum(grad []float32) (s Sums) {
	first := true
	for level := 0; r.count>>level > 0; level++ {
		if r.count>>level&1 == 0 {
			continue
		}
		if first {
			copy(grad, r.levels[level])
		} else {
			kernel.Add(grad, r.levels[level])
		}
		first = false
		s.Add(r.sums[level])
	}
	if first {
		clear(grad)
	}
	r.count = 0
	return s
}

// Len returns the number of shards added.
func (r *Reduction) Len() int { return r.count }

// Reset empties the reduction without a sum, after an abandoned batch.
func (r *Reduction) Reset() { r.count = 0 }

// pairwiseSum adds the shards' values of a block of numbers in the order of a
// Reduction. A block is small enough to stay in the caches until it is summed,
// so a large gradient is written once, not once per shard.
type pairwiseSum struct {
	levels [][]float32 // levels[j] holds the right operand of a sum of 2^(j+1) shards
}

// maxBlock is the largest number of values in a block: 256 KiB, so that it and
// two levels fit in a second-level cache.
const maxBlock = 64 << 10

// of overwrites sum with the sum over the 2^level shards from first on. compute
// overwrites its argument with the values of one shard.
func (p *pairwiseSum) of(first, level int, sum []float32, compute func(shard int, values []float32)) {
	if level == 0 {
		compute(first, sum)
		return
	}
	level--
	p.of(first, level, sum, compute)
	for len(p.levels) <= level {
		p.levels = append(p.levels, nil)
	}
	p.levels[level] = grow(p.levels[level], len(sum))
	right := p.levels[level]
	p.of(first+1<<level, level, right, compute)
	kernel.Add(sum, right)
}

// reduceSums adds the sums of 2^n shards in the same order. It changes list.
func reduceSums(list []Sums) Sums {
	for n := len(list) / 2; n > 0; n /= 2 {
		for i := range n {
			sum := list[2*i]
			sum.Add(list[2*i+1])
			list[i] = sum
		}
	}
	return list[0]
}

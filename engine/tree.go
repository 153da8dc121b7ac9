package engine

import "convlab/engine/kernel"

// Tree adds the gradients of a batch's shards in an order that depends on their
// number only: neighbours in pairs, the pairs in pairs, and so on, as a binary
// counter carries. Floating-point sums depend on their order; this one is the
// same whoever computed the shards. 5 shards: ((0+1)+(2+3))+4.
//
// It keeps log2(shards)+1 vectors. The zero value is ready for shard 0.
type Tree struct {
	levels [][]float32 // levels[j] is the sum of 2^j shards where bit j of count is 1
	sums   []Sums
	count  int
}

// Add adds the next shard's gradient, which stays the caller's, and its sums.
// All gradients of a tree have one length.
func (t *Tree) Add(grad []float32, s Sums) {
	level := 0
	for ; t.count>>level&1 == 1; level++ {
		kernel.Add(t.levels[level], grad)
		t.sums[level].Add(s)
		grad, s = t.levels[level], t.sums[level]
	}
	if level == len(t.levels) {
		t.levels = append(t.levels, make([]float32, len(grad)))
		t.sums = append(t.sums, Sums{})
	}
	if level == 0 {
		copy(t.levels[0], grad)
	} else {
		t.levels[level], t.levels[level-1] = t.levels[level-1], t.levels[level]
	}
	t.sums[level] = s
	t.count++
}

// Sum overwrites grad with the sum of all shards, returns theirs, and empties
// the tree. Without shards both are zero.
func (t *Tree) Sum(grad []float32) (s Sums) {
	clear(grad)
	for level, first := 0, true; t.count>>level > 0; level++ {
		if t.count>>level&1 == 0 {
			continue
		}
		if first {
			copy(grad, t.levels[level])
		} else {
			kernel.Add(grad, t.levels[level])
		}
		first = false
		s.Add(t.sums[level])
	}
	t.count = 0
	return s
}

// Reset empties the tree without a sum, after a batch that was given up.
func (t *Tree) Reset() { t.count = 0 }

// ShardRows returns the rows [first, end) of shard k when a batch of n rows is
// cut into shards: n*k/shards up to n*(k+1)/shards. Where there are fewer rows
// than shards some have none.
func ShardRows(n, shards, k int) (first, end int) {
	return n * k / shards, n * (k + 1) / shards
}

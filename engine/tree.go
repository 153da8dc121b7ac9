package engine

import "convlab/engine/kernel"

// Tree adds the gradients of a batch's shards in an order that depends on their
// number only: neighbours in pairs, the pairs in pairs, and so on, as a binary
// counter carries. Floating-point sums depend on their order; this one is the
// same whoever computed the shards. 5 shards: ((0+1)+(2+3))+4.
//
// A node is the sum of 2^level shards whose first is a multiple of 2^level:
// one that was computed elsewhere is added whole. The tree keeps
// log2(shards)+1 vectors. The zero value is ready for shard 0.
type Tree struct {
	levels [][]float32 // levels[j] is the sum of 2^j shards where bit j of count is 1
	sums   []Sums
	count  int
}

// Add adds the next shard's gradient, which stays the caller's, and its sums.
// All gradients of a tree have one length.
func (t *Tree) Add(grad []float32, s Sums) { t.AddNode(0, grad, s) }

// AddNode adds the next node, of 2^level shards. It panics unless the shards
// before it are a multiple of that.
func (t *Tree) AddNode(level int, grad []float32, s Sums) {
	if t.count&(1<<level-1) != 0 {
		panic("engine: AddNode needs a node whose first shard is a multiple of its size")
	}
	own := false // grad is one of levels
	at := level
	for ; t.count>>at&1 == 1; at++ {
		kernel.Add(t.levels[at], grad)
		t.sums[at].Add(s)
		grad, s, own = t.levels[at], t.sums[at], true
	}
	for at >= len(t.levels) {
		t.levels = append(t.levels, make([]float32, len(grad)))
		t.sums = append(t.sums, Sums{})
	}
	if own {
		t.levels[at], t.levels[at-1] = t.levels[at-1], t.levels[at]
	} else {
		copy(t.levels[at], grad)
	}
	t.sums[at] = s
	t.count += 1 << level
}

// Node returns the sum of all shards, when they are 2^level, and theirs. It is
// a view until the next shard is added.
func (t *Tree) Node(level int) ([]float32, Sums) {
	if t.count != 1<<level {
		panic("engine: Node needs a tree of 2^level shards")
	}
	return t.levels[level], t.sums[level]
}

// Sum overwrites grad with the sum of all shards, returns theirs, and empties
// the tree. Without shards both are zero.
func (t *Tree) Sum(grad []float32) (s Sums) {
	first := true
	for level := 0; t.count>>level > 0; level++ {
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
	if first {
		clear(grad)
	}
	t.count = 0
	return s
}

// Len counts the shards that were added.
func (t *Tree) Len() int { return t.count }

// Reset empties the tree without a sum, after a batch that was given up.
func (t *Tree) Reset() { t.count = 0 }

// ShardRows returns the rows [first, end) of shard k when a batch of n rows is
// cut into shards: n*k/shards up to n*(k+1)/shards. Where there are fewer rows
// than shards some have none.
func ShardRows(n, shards, k int) (first, end int) {
	return n * k / shards, n * (k + 1) / shards
}

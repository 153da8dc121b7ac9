package parallel

import "math/bits"

// node is a node of engine.Reduction: the 2^Level shards from First on.
type node struct{ First, Level int }

// end is the shard behind the block.
func (b node) end() int { return b.First + 1<<b.Level }

// nodesOf cuts the shards [first, end) into as few nodes as there can be, in
// order: each is as large as its place and the rest allow.
func nodesOf(first, end int) []node {
	var all []node
	for first < end {
		b := node{First: first, Level: bits.Len(uint(end-first)) - 1}
		if first > 0 {
			b.Level = min(b.Level, bits.TrailingZeros(uint(first)))
		}
		all = append(all, b)
		first = b.end()
	}
	return all
}

// maxNodes is how many nodes a share has at most when shards are shared out
// among 1 to shards workers.
func maxNodes(shards int) int {
	most := 0
	for workers := 1; workers <= shards; workers++ {
		for k := range workers {
			most = max(most, len(nodesOf(cut(shards, workers, k))))
		}
	}
	return most
}

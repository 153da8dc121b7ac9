package parallel

import "math/bits"

// Block is a node of engine.Tree: the 2^Level shards from First on.
type Block struct{ First, Level int }

// End is the shard behind the block.
func (b Block) End() int { return b.First + 1<<b.Level }

// Blocks cuts the shards [first, end) into as few nodes as there can be, in
// order: each is as large as its place and the rest allow.
func Blocks(first, end int) []Block {
	var all []Block
	for first < end {
		b := Block{First: first, Level: bits.Len(uint(end-first)) - 1}
		if first > 0 {
			b.Level = min(b.Level, bits.TrailingZeros(uint(first)))
		}
		all = append(all, b)
		first = b.End()
	}
	return all
}

// MostBlocks is how many nodes a share has at most when shards are shared out
// among 1 to shards workers.
func MostBlocks(shards int) int {
	most := 0
	for workers := 1; workers <= shards; workers++ {
		for k := range workers {
			most = max(most, len(Blocks(cut(shards, workers, k))))
		}
	}
	return most
}

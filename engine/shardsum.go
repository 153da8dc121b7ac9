package engine

import "convlab/engine/kernel"

// shardSum adds what the shards of a batch give to a block of numbers, in the
// order of a Tree. A block is small enough to stay in the caches until it is
// done, so that a large gradient is written once and not once a shard.
type shardSum struct {
	levels [][]float32 // levels[j] waits for its neighbour: the sum of 2^j shards
}

// blockNumbers is how many numbers a block has at most: 256 KiB, and with two
// levels beside it still less than a second-level cache.
const blockNumbers = 64 << 10

// of overwrites to with the sum over the 2^level shards from first on. one
// overwrites its block with what one shard gives.
func (s *shardSum) of(first, level int, to []float32, one func(shard int, to []float32)) {
	if level == 0 {
		one(first, to)
		return
	}
	level--
	s.of(first, level, to, one)
	for len(s.levels) <= level {
		s.levels = append(s.levels, nil)
	}
	s.levels[level] = grow(s.levels[level], len(to))
	right := s.levels[level]
	s.of(first+1<<level, level, right, one)
	kernel.Add(to, right)
}

// fold adds the sums of 2^n shards in the same order. It changes list.
func fold(list []Sums) Sums {
	for n := len(list) / 2; n > 0; n /= 2 {
		for i := range n {
			sum := list[2*i]
			sum.Add(list[2*i+1])
			list[i] = sum
		}
	}
	return list[0]
}

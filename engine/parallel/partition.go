package parallel

import "math/bits"

// MaxWorkers is the largest useful number of workers, the trainer's own thread
// included.
const MaxWorkers = 8

// DefaultWorkers returns how many workers should train on a machine with so many
// cores. With three or more, one core is left for the page.
func DefaultWorkers(cores int) int {
	if cores <= 2 {
		return max(cores, 1)
	}
	return min(cores-1, MaxWorkers)
}

// partition returns the shards [first, end) of participant k of a step, of n
// shards in all.
func partition(n, participants, k int) (first, end int) {
	return n * k / participants, n * (k + 1) / participants
}

// node is a node of engine.Reduction: the 2^level shards from first on.
type node struct{ first, level int }

func (n node) end() int { return n.first + 1<<n.level }

// nodesOf covers the shards [first, end) with as few nodes as possible, in order:
// each is as large as its alignment and the remaining shards allow.
func nodesOf(first, end int) []node {
	var all []node
	for first < end {
		n := node{first: first, level: bits.Len(uint(end-first)) - 1}
		if first > 0 {
			n.level = min(n.level, bits.TrailingZeros(uint(first)))
		}
		all = append(all, n)
		first = n.end()
	}
	return all
}

// maxNodes is the largest number of nodes that one participant can have, over all
// numbers of participants.
func maxNodes(shards int) int {
	most := 0
	for participants := 1; participants <= shards; participants++ {
		for k := range participants {
			most = max(most, len(nodesOf(partition(shards, participants, k))))
		}
	}
	return most
}

package parallel

import (
	"testing"

	"convlab/engine/spec"
)

func TestNodesAreAlignedAndCoverTheirShards(t *testing.T) {
	for first := range spec.MaxShards {
		for end := first + 1; end <= spec.MaxShards; end++ {
			next := first
			for _, n := range nodesOf(first, end) {
				if n.first != next || n.first%(1<<n.level) != 0 || n.end() > end {
					t.Errorf("[%d, %d): the nodes are %v", first, end, nodesOf(first, end))
				}
				next = n.end()
			}
			if next != end {
				t.Errorf("[%d, %d): the nodes end at %d", first, end, next)
			}
		}
	}
}

func TestThereAreAsFewNodesAsPossible(t *testing.T) {
	for _, c := range []struct{ first, end, want int }{
		{0, 16, 1}, {8, 16, 1}, {0, 5, 2}, {5, 10, 3}, {10, 16, 2}, {1, 15, 6},
	} {
		if got := nodesOf(c.first, c.end); len(got) != c.want {
			t.Errorf("[%d, %d): %d nodes %v, want %d", c.first, c.end, len(got), got, c.want)
		}
	}
}

func TestWorkersLeaveACoreForThePage(t *testing.T) {
	for cores, want := range map[int]int{0: 1, 1: 1, 2: 2, 3: 2, 4: 3, 8: 7, 9: 8, 64: 8} {
		if got := DefaultWorkers(cores); got != want {
			t.Errorf("%d cores: %d workers, want %d", cores, got, want)
		}
	}
}

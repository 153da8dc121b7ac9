package parallel

import (
	"testing"

	"convlab/engine/spec"
)

func TestBlocksAreAlignedAndCoverTheirShards(t *testing.T) {
	for first := range spec.MaxShards {
		for end := first + 1; end <= spec.MaxShards; end++ {
			next := first
			for _, b := range nodesOf(first, end) {
				if b.First != next || b.First%(1<<b.Level) != 0 || b.end() > end {
					t.Errorf("[%d, %d): the blocks are %v", first, end, nodesOf(first, end))
				}
				next = b.end()
			}
			if next != end {
				t.Errorf("[%d, %d): the blocks end at %d", first, end, next)
			}
		}
	}
}

func TestBlocksAreAsFewAsCanBe(t *testing.T) {
	for _, c := range []struct{ first, end, want int }{
		{0, 16, 1}, {8, 16, 1}, {0, 5, 2}, {5, 10, 3}, {10, 16, 2}, {1, 15, 6},
	} {
		if got := nodesOf(c.first, c.end); len(got) != c.want {
			t.Errorf("[%d, %d): %d blocks %v, want %d", c.first, c.end, len(got), got, c.want)
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

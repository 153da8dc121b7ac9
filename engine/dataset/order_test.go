package dataset_test

import (
	"slices"
	"testing"

	"convlab/engine/dataset"
)

func TestEveryEpochIsAPermutation(t *testing.T) {
	for _, examples := range []int{1, 100, 1_000, 1_001, 4_321, 60_000} {
		o := dataset.Order{Seed: 1, Examples: examples}
		for epoch := range 3 {
			sorted := slices.Clone(o.Epoch(epoch))
			slices.Sort(sorted)
			for i, v := range sorted {
				if int(v) != i {
					t.Fatalf("%d examples, epoch %d: position %d has %d", examples, epoch, i, v)
				}
			}
			if len(sorted) != examples {
				t.Fatalf("%d examples, epoch %d: %d positions", examples, epoch, len(sorted))
			}
		}
	}
}

// Training starts after the first shard has arrived: the positions up to a shard's
// end must have images of the shards up to it.
func TestEpochZeroNeedsOnlyEarlyShards(t *testing.T) {
	o := dataset.Order{Seed: 1, Examples: 60_000}
	order := o.Epoch(0)
	start := 0
	for _, end := range dataset.Blocks() {
		moved := 0
		for at := start; at < end; at++ {
			if i := int(order[at]); i < start || i >= end {
				t.Fatalf("position %d has image %d, want one of %d to %d", at, i, start, end-1)
			}
			if int(order[at]) != at {
				moved++
			}
		}
		// A fair shuffle leaves one image of a block at its position on average.
		if moved < end-start-10 {
			t.Errorf("block %d to %d: only %d images moved", start, end-1, moved)
		}
		start = end
	}
}

func TestLaterEpochsMixAllShards(t *testing.T) {
	o := dataset.Order{Seed: 1, Examples: 60_000}
	late := 0
	for _, i := range o.Epoch(1)[:1_000] {
		if i >= 1_000 {
			late++
		}
	}
	// 59 of 60 are expected from later shards: 983 of 1,000, standard deviation 4.
	if late < 960 || late > 999 {
		t.Errorf("%d of the first 1,000 come from later shards, want about 983", late)
	}
}

func TestOrderIsAFunctionOfSeedAndEpoch(t *testing.T) {
	order := func(seed uint64, epoch int) []int32 {
		o := dataset.Order{Seed: seed, Examples: 2_000}
		return o.Epoch(epoch)
	}
	one := dataset.Order{Seed: 1, Examples: 2_000}
	one.Epoch(5) // earlier calls must not matter
	if !slices.Equal(one.Epoch(2), order(1, 2)) {
		t.Error("the order depends on an earlier call")
	}
	for _, other := range [][]int32{order(2, 2), order(1, 3), order(1, 0)} {
		if slices.Equal(order(1, 2), other) {
			t.Error("two epochs or seeds have the same order")
		}
	}
	// From the first version: seeds in links and checksums depend on it.
	if got, want := order(1, 0)[:4], ([]int32{167, 795, 584, 107}); !slices.Equal(got, want) {
		t.Errorf("epoch 0 of seed 1 begins %v, want %v", got, want)
	}
	if got, want := order(1, 1)[:4], ([]int32{1818, 1578, 80, 993}); !slices.Equal(got, want) {
		t.Errorf("epoch 1 of seed 1 begins %v, want %v", got, want)
	}
}

func TestOrderReusesItsBuffer(t *testing.T) {
	o := dataset.Order{Seed: 1, Examples: 60_000}
	o.Epoch(1)
	// The only allocation is the generator.
	if n := testing.AllocsPerRun(3, func() { o.Epoch(2) }); n > 1 {
		t.Errorf("an epoch allocates %v times, want 1", n)
	}
}

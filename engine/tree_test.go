package engine

import (
	"fmt"
	"testing"

	"convlab/engine/spec"
)

// nested adds v in the tree that the documentation draws: the largest power of
// two below the count on the left.
func nested(v []float32) float32 {
	if len(v) == 1 {
		return v[0]
	}
	left := 1
	for left*2 < len(v) {
		left *= 2
	}
	return nested(v[:left]) + nested(v[left:])
}

func TestTreeAddsInItsOrderForEveryNumberOfShards(t *testing.T) {
	var tree Reduction // one for all: a used tree must be as good as a new one
	differs := false
	for shards := 1; shards <= spec.MaxShards; shards++ {
		var v []float32
		var inOrder float32
		for i := range shards {
			x := 1 / float32(3+i) // none is exact, so the order of additions shows
			v = append(v, x)
			inOrder += x
			tree.Add([]float32{x, -x}, Sums{Loss: 1, Correct: 2, Count: 3})
		}
		sum := []float32{99, 99}
		s := tree.Sum(sum)
		if want := nested(v); sum[0] != want || sum[1] != -want {
			t.Errorf("%d shards: got %v, want %v and its negative", shards, sum, want)
		}
		if want := (Sums{Loss: float64(shards), Correct: 2 * shards, Count: 3 * shards}); s != want {
			t.Errorf("%d shards: sums %+v, want %+v", shards, s, want)
		}
		differs = differs || inOrder != sum[0]
	}
	if !differs {
		t.Error("these numbers have the same sum in every order: the test shows nothing")
	}
}

func TestTreeOfNoShardsIsZero(t *testing.T) {
	var tree Reduction
	tree.Add([]float32{5}, Sums{Count: 1})
	tree.Reset()
	sum := []float32{7}
	if s := tree.Sum(sum); s != (Sums{}) || sum[0] != 0 {
		t.Errorf("got %v and %+v, want zeros", sum, s)
	}
}

// 96 is 60,000 mod 128, the last batch of the note's dense network; 32 is
// 60,000 mod 64.
func TestShardRowsCoverEveryBatchOnce(t *testing.T) {
	for _, n := range []int{128, 96, 64, 32, 5, 1, 1024} {
		for shards := 1; shards <= spec.MaxShards; shards++ {
			at := 0
			for k := range shards {
				first, end := ShardRows(n, shards, k)
				if first != at || end < first || end-first > (n+shards-1)/shards {
					t.Fatalf("%d rows in %d shards: shard %d has [%d, %d), expected it to begin at %d", n, shards, k, first, end, at)
				}
				at = end
			}
			if at != n {
				t.Errorf("%d rows in %d shards: %d covered", n, shards, at)
			}
		}
	}
	if got := fmt.Sprint(ShardRows(96, 4, 3)); got != "72 96" {
		t.Errorf("last shard of 96 rows: got %s, want 72 96", got)
	}
}

package engine

import (
	"fmt"
	"testing"

	"convlab/engine/spec"
)

// nested adds v in the order that Reduction documents: the largest power of two
// below the count is on the left.
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

func TestReductionAddsInItsOrderForEveryNumberOfShards(t *testing.T) {
	var reduction Reduction // one for all: a used reduction must equal a new one
	differs := false
	for shards := 1; shards <= spec.MaxShards; shards++ {
		var v []float32
		var inOrder float32
		for i := range shards {
			x := 1 / float32(3+i) // none is exact, so the order of additions matters
			v = append(v, x)
			inOrder += x
			reduction.Add([]float32{x, -x}, Sums{Loss: 1, Correct: 2, Count: 3})
		}
		sum := []float32{99, 99}
		s := reduction.Sum(sum)
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

func TestReductionOfNoShardsIsZero(t *testing.T) {
	var reduction Reduction
	reduction.Add([]float32{5}, Sums{Count: 1})
	reduction.Reset()
	sum := []float32{7}
	if s := reduction.Sum(sum); s != (Sums{}) || sum[0] != 0 {
		t.Errorf("got %v and %+v, want zeros", sum, s)
	}
}

// Adding a whole node gives the bits of adding its shards one by one.
func TestReductionAcceptsNodes(t *testing.T) {
	value := func(shard int) float32 { return 1 / float32(3+shard) }
	for shards := 1; shards <= spec.MaxShards; shards++ {
		var want []float32
		var alone Reduction
		for k := range shards {
			alone.Add([]float32{value(k)}, Sums{Count: 1})
		}
		want = append(want, 0)
		alone.Sum(want)
		for first := range shards {
			for level := 0; first%(1<<level) == 0 && first+1<<level <= shards; level++ {
				var reduction, other Reduction
				for k := 0; k < shards; {
					if k != first {
						reduction.Add([]float32{value(k)}, Sums{Count: 1})
						k++
						continue
					}
					for range 1 << level {
						other.Add([]float32{value(k)}, Sums{Count: 1})
						k++
					}
					node, sums := other.Node(level)
					reduction.AddNode(level, node, sums)
					if reduction.Len() != k {
						t.Fatalf("the reduction has %d shards, want %d", reduction.Len(), k)
					}
				}
				got := []float32{99}
				if s := reduction.Sum(got); got[0] != want[0] || s.Count != shards {
					t.Errorf("%d shards, node of %d from %d: got %v of %d, want %v", shards, 1<<level, first, got, s.Count, want)
				}
			}
		}
	}
}

func TestReductionRefusesIncompleteNodes(t *testing.T) {
	for name, f := range map[string]func(*Reduction){
		"a node in the wrong place": func(r *Reduction) { r.Add([]float32{1}, Sums{}); r.AddNode(1, []float32{1}, Sums{}) },
		"half a node":               func(r *Reduction) { r.Add([]float32{1}, Sums{}); r.Node(1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was accepted", name)
				}
			}()
			f(new(Reduction))
		}()
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

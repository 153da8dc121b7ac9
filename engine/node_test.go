package engine

import (
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// A tree may be given whole nodes for some of its shards: the bits are those of
// shard by shard.
func TestTreeTakesNodesForTheirShards(t *testing.T) {
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
				var tree, elsewhere Reduction
				for k := 0; k < shards; {
					if k != first {
						tree.Add([]float32{value(k)}, Sums{Count: 1})
						k++
						continue
					}
					for range 1 << level {
						elsewhere.Add([]float32{value(k)}, Sums{Count: 1})
						k++
					}
					node, sums := elsewhere.Node(level)
					tree.AddNode(level, node, sums)
					if tree.Len() != k {
						t.Fatalf("the tree counts %d shards, want %d", tree.Len(), k)
					}
				}
				got := []float32{99}
				if s := tree.Sum(got); got[0] != want[0] || s.Count != shards {
					t.Errorf("%d shards, node of %d from %d: got %v of %d, want %v", shards, 1<<level, first, got, s.Count, want)
				}
			}
		}
	}
}

func TestTreeRefusesWhatIsNoNode(t *testing.T) {
	for name, f := range map[string]func(*Reduction){
		"a node in the wrong place": func(tree *Reduction) { tree.Add([]float32{1}, Sums{}); tree.AddNode(1, []float32{1}, Sums{}) },
		"half a node":               func(tree *Reduction) { tree.Add([]float32{1}, Sums{}); tree.Node(1) },
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

// A worker that has nothing but the pictures of some shards, cut out of the
// batch, computes their node to the bits of one that has the whole set.
func TestNodesOfCutPicturesAreThoseOfTheSet(t *testing.T) {
	training := brief(spec.RMSprop) // shifts and, in tiny, dropout are functions of the shard
	training.Shards = 8
	trainer, net := run(t, tiny(), training)
	batch := trainer.batch()
	whole := NewLocal(net, trainer.set, training)
	for _, c := range []struct{ first, level int }{{0, 0}, {0, 3}, {4, 2}, {6, 1}, {7, 0}} {
		end := c.first + 1<<c.level
		view, wantSums, err := whole.Node(t.Context(), batch, c.first, c.level)
		want := append([]float32(nil), must(view, err)(t)...)

		pixels, labels := whole.AppendShards(nil, nil, batch, c.first, end)
		from, _ := ShardRows(len(batch.Images), training.Shards, c.first)
		images := make([]int32, len(batch.Images))
		for row := range images {
			images[row] = int32(row - from)
		}
		other := NewLocal(net.View(), dataset.Rows(pixels, labels), training)
		got, sums, err := other.Node(t.Context(), Step{Epoch: batch.Epoch, Step: batch.Step, Images: images}, c.first, c.level)
		if err != nil {
			t.Fatal(err)
		}
		if Checksum(got) != Checksum(want) || sums != wantSums || sums.Count == 0 {
			t.Errorf("shards [%d, %d): the gradient or the sums %+v differ, want %+v", c.first, end, sums, wantSums)
		}
	}
}

func TestStepTimesAddUp(t *testing.T) {
	trainer, _ := run(t, tiny(), brief(spec.RMSprop))
	local := trainer.gradienter.(*Local)
	yields := 0
	local.OnYield = func() { yields++ }
	steps(t, trainer, 3)
	sum := trainer.Time().Plus(local.Time)
	parts := sum.Gather + sum.Layers + sum.Add + sum.Exchange + sum.Waiting + sum.Yield + sum.Optimizer
	if sum.Steps != 3 || sum.Layers == 0 || sum.Optimizer == 0 || parts > sum.Total {
		t.Errorf("3 steps took %+v, and their parts %v", sum, parts)
	}
	if want := 3 * (6 - 1); yields != want { // between six shards
		t.Errorf("%d yields, want %d", yields, want)
	}
	trainer.ResetTime()
	if trainer.Time() != (StepTime{}) {
		t.Error("ResetTime leaves something")
	}
}

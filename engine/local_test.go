package engine

import (
	"context"
	"slices"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// Shards computed together give the bits of a Reduction of single shards: for any
// number of shards, fewer rows than shards, and with random numbers.
func TestShardsTogetherEqualTheReduction(t *testing.T) {
	model := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 200, Activation: spec.Tanh}, // 784·200 numbers: three blocks
		spec.Dropout{Rate: 0.3},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	pixels, labels := make([]byte, 40*dataset.Pixels), make([]uint8, 40)
	for i := range pixels {
		pixels[i] = byte(i * i / 7)
	}
	for i := range labels {
		labels[i] = uint8(i * 7 % spec.Classes)
	}
	set := dataset.Rows(pixels, labels)
	for shards := 1; shards <= spec.MaxShards; shards++ {
		for _, batch := range []int{40, 13, 3} {
			training := spec.Note(batch)
			training.Shards, training.Shift, training.Seed = shards, 2, 5
			step := Step{Epoch: 1, Step: 2}
			for i := range batch {
				step.Images = append(step.Images, int32(i))
			}
			local := NewLocal(must(New(model, 3))(t), set, training)
			if whole := local.Level(0, shards); shards >= 2 && whole == 0 {
				t.Fatalf("%d shards are computed one by one: the test shows nothing", shards)
			}
			got := make([]float32, len(local.Network().Weights()))
			sums := must(local.Gradient(context.Background(), step, got))(t)

			single := NewLocal(must(New(model, 3))(t), set, training)
			single.maxLevel = 0
			var reduction Reduction
			for k := range shards {
				one := must(single.reduce(step, k, 0))(t)
				reduction.Add(single.Network().Gradient(), one)
			}
			want := make([]float32, len(got))
			if wantSums := reduction.Sum(want); sums != wantSums {
				t.Errorf("%d shards of %d rows: sums %+v, want %+v", shards, batch, sums, wantSums)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d shards of %d rows: other bits than the reduction's", shards, batch)
			}
		}
	}
}

// A few units over so many inputs that their gradient is summed in blocks.
func TestFewUnitsOverManyInputsEqualTheReduction(t *testing.T) {
	const in, units, rows = 9000, 9, 5 // not whole tiles on any machine, and more than a block
	fill := func(n, seed int) []float32 {
		v := make([]float32, n)
		for i := range v {
			v[i] = float32(i*seed%41-20) / 16
		}
		return v
	}
	batch := func(data []float32, cols int) Batch {
		return Batch{Rows: len(data) / cols, Cols: cols, Stride: cols, Data: data}
	}
	op := func() *dense {
		weights := parameters{fill(in*units, 3), make([]float32, in*units)}
		bias := parameters{fill(units, 5), make([]float32, units)}
		return newDense(spec.Dense{Units: units}, in, weights, bias, false)
	}
	x, dy := fill(rows*in, 7), fill(rows*units, 11)

	together := op()
	offsets := []int{0, 2, rows}
	together.Forward(batch(x, in), Pass{Training: true, ShardOffsets: offsets})
	together.Backward(batch(slices.Clone(dy), units))

	var reduction Reduction
	for k := range len(offsets) - 1 {
		one := op()
		one.Forward(batch(x[offsets[k]*in:offsets[k+1]*in], in), Pass{Training: true})
		one.Backward(batch(slices.Clone(dy[offsets[k]*units:offsets[k+1]*units]), units))
		reduction.Add(append(one.dw.Data, one.db...), Sums{})
	}
	want := make([]float32, in*units+units)
	reduction.Sum(want)
	if got := append(together.dw.Data, together.db...); !slices.Equal(got, want) {
		t.Error("other bits than the reduction's")
	}
}

func TestSmallDenseShardsAreComputedTogether(t *testing.T) {
	for _, c := range []struct {
		model spec.Model
		batch int
		want  []int // the levels from shards 0, 1, 2 and 3 of 4
	}{
		{spec.NoteDense(), 128, []int{2, 0, 1, 0}},  // 128 rows of 406,528 multiply-adds: 52 M of 67 M
		{spec.NoteDense(), 256, []int{1, 0, 1, 0}},  // twice as many are too much at a time
		{spec.NoteDense(), 1024, []int{0, 0, 0, 0}}, // and so are two shards of 256
		{spec.NoteConvnet(), 64, []int{0, 0, 0, 0}},
	} {
		l := NewLocal(must(New(c.model, 1))(t), dataset.NewSet(dataset.Train), spec.Note(c.batch))
		for k, want := range c.want {
			if got := l.Level(k, 4); got != want {
				t.Errorf("batch %d: level %d from shard %d on, want %d", c.batch, got, k, want)
			}
		}
	}
}

// A worker that has the pixels of some shards only computes the same node, bit for
// bit, as one with the whole set.
func TestNodesOfAppendedShardsEqualThoseOfTheSet(t *testing.T) {
	training := brief(spec.RMSprop) // shifts and, in tiny, dropout depend on the shard
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

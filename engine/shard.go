package engine

import (
	"fmt"

	"convlab/engine/dataset"
	"convlab/engine/internal/random"
)

// ShardRows returns the rows [first, end) of shard k when a batch of n rows is
// cut into shards: n*k/shards up to n*(k+1)/shards. With fewer rows than shards
// some shards are empty.
func ShardRows(n, shards, k int) (first, end int) {
	return n * k / shards, n * (k + 1) / shards
}

// images returns the images of the shards [first, end).
func (l *Local) images(s Step, first, end int) []int32 {
	from, _ := ShardRows(len(s.Images), l.training.Shards, first)
	_, to := ShardRows(len(s.Images), l.training.Shards, end-1)
	return s.Images[from:to]
}

// AppendShards appends the pixels and labels of the shards [first, end) of s,
// dataset.Pixels bytes per image, for a worker that has no set. All of them
// must have arrived.
func (l *Local) AppendShards(pixels []byte, labels []uint8, s Step, first, end int) ([]byte, []uint8) {
	for _, i := range l.images(s, first, end) {
		pixels = append(pixels, l.set.Pixels(int(i))...)
		labels = append(labels, l.set.Label(int(i)))
	}
	return pixels, labels
}

// gather reads and augments the images of the 2^level shards from first on.
func (l *Local) gather(s Step, images []int32, first, level int) (Pass, error) {
	if !l.set.HasAll(images) {
		return Pass{}, fmt.Errorf("epoch %d, step %d: expected all images of the batch, received %d of %d of the set: wait until Trainer.Ready",
			s.Epoch+1, s.Step+1, l.set.Arrived(), l.set.Len())
	}
	pass := Pass{Training: true, Seed: l.training.Seed, Epoch: s.Epoch, Step: s.Step, Shard: first}
	if l.maxLevel > 0 {
		l.offsets = l.offsets[:0]
		base, _ := ShardRows(len(s.Images), l.training.Shards, first)
		for k := range 1 << level {
			from, _ := ShardRows(len(s.Images), l.training.Shards, first+k)
			l.offsets = append(l.offsets, from-base)
		}
		l.offsets = append(l.offsets, len(images))
		pass.ShardOffsets = l.offsets
	}
	resize(&l.x, len(images), dataset.Pixels)
	l.labels = grow(l.labels, len(images))
	l.set.Gather(images, l.x.Data, l.labels)
	if l.training.Shift > 0 {
		pass.shards(len(images), func(shard, first, end int) {
			r := random.New(pass.Seed, s.Epoch, s.Step, shard, random.Shift)
			dataset.Shift(r, l.training.Shift, l.x.Data[first*dataset.Pixels:end*dataset.Pixels])
		})
	}
	return pass, nil
}

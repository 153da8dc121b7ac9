package dataset

import "convlab/engine/internal/random"

// An Order is the order of the training images, a pure function of (Seed, epoch,
// Examples). Batch b of size n is the slice [b*n : (b+1)*n] of the epoch's order.
//
// Training starts with the shards that have arrived, and must not depend on when
// they arrived. So epoch 0 is shuffled only within Blocks, which end where shards
// end, and a batch of it needs only the shards up to its own position. Later epochs
// are one shuffle of the first Examples images.
type Order struct {
	Seed     uint64
	Examples int // number of training images in use, 1 to 60,000

	buffer []int32
}

// Epoch returns the order of an epoch, counted from 0. The next call overwrites it.
func (o *Order) Epoch(epoch int) []int32 {
	if cap(o.buffer) < o.Examples {
		o.buffer = make([]int32, o.Examples)
	}
	all := o.buffer[:o.Examples]
	for i := range all {
		all[i] = int32(i)
	}
	if epoch > 0 {
		shuffle(all, o.Seed, epoch, 0)
		return all
	}
	start := 0
	for block, end := range Blocks() {
		if start >= len(all) {
			break
		}
		end = min(end, len(all))
		shuffle(all[start:end], o.Seed, epoch, block)
		start = end
	}
	return all
}

// shuffle is a Fisher-Yates shuffle with the random stream of (seed, epoch, block).
func shuffle(list []int32, seed uint64, epoch, block int) {
	r := random.New(seed, epoch, block, 0, random.Order)
	for i := len(list) - 1; i > 0; i-- {
		j := r.IntN(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}

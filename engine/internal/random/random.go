// Package random makes every random number of a training a pure function of where
// it is used. Each use makes a generator from (seed, epoch, step, shard, use) and
// discards it. No state is carried, so a run that is paused, resumed or shared
// among workers draws the same numbers.
package random

import "math/rand/v2"

// Use separates the streams of one place in a training. The numbers are part of
// the meaning of a seed: never renumber them.
type Use uint64

const (
	Order   Use = 1 // order of the examples in an epoch
	Weights Use = 2 // initial weights; step is the index of the layer
	Dropout Use = 3 // masks of dropout
	Shift   Use = 4 // augmentation by shifts
	Sample  Use = 5 // pictures chosen for display
)

// golden is 2^64 divided by the golden ratio, the increment of SplitMix64.
const golden = 0x9e3779b97f4a7c15

// New returns a PCG generator whose 128 bits of state are mixed from all
// arguments. It allocates once.
//
// The mixing is the output function of SplitMix64, applied after each
// argument is added: h <- mix(h + golden + argument). The two words of PCG
// are the next two outputs of SplitMix64 from h.
// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014; O'Neill, "PCG", 2014.
func New(seed uint64, epoch, step, shard int, use Use) *rand.Rand {
	h := mix(seed + golden)
	h = mix(h + golden + uint64(epoch))
	h = mix(h + golden + uint64(step))
	h = mix(h + golden + uint64(shard))
	h = mix(h + golden + uint64(use))

	s := new(stream)
	h += golden
	first := mix(h)
	h += golden
	s.pcg.Seed(first, mix(h))
	s.Rand = *rand.New(&s.pcg)
	return &s.Rand
}

// stream is a generator and its source in one allocation.
type stream struct {
	rand.Rand
	pcg rand.PCG
}

// mix is the output function of SplitMix64, a bijection on 64 bits.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

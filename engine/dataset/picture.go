// Package dataset holds MNIST as a run needs it: small shards that arrive one
// by one, checked by hash before anything trains on them, kept as bytes, and
// handed out as float32 in an order that is a pure function of the seed.
package dataset

import "convlab/engine/spec"

const (
	Side    = 28           // pixels along one side of a picture
	Pixels  = Side * Side  // bytes of a picture, row by row, 0 paper, 255 ink
	Classes = spec.Classes // labels are 0 to 9
)

// Split names one of the two halves of MNIST.
type Split string

const (
	Train Split = "train"
	Test  Split = "test"
)

// Size returns how many pictures the split has, and 0 for a name that is not a
// split.
func (s Split) Size() int {
	switch s {
	case Train:
		return spec.MaxExamples
	case Test:
		return spec.TestExamples
	}
	return 0
}

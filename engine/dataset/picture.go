// Package dataset holds MNIST as a run needs it: small shards that arrive one
// by one, checked by hash before anything trains on them, kept as bytes, and
// handed out as float32 in an order that is a pure function of the seed.
package dataset

const (
	Side    = 28          // pixels along one side of a picture
	Pixels  = Side * Side // bytes of a picture, row by row, 0 paper, 255 ink
	Classes = 10          // labels are 0 to 9
)

// Split names one of the two halves of MNIST.
type Split string

const (
	Train Split = "train"
	Test  Split = "test"
)

// Size returns how many pictures the split has: 60,000 or 10,000, and 0 for a
// name that is not a split.
func (s Split) Size() int {
	switch s {
	case Train:
		return 60_000
	case Test:
		return 10_000
	}
	return 0
}

package state

import (
	"slices"
	"testing"

	"convlab/engine/wire"
)

func TestAReductionIsTriedByTheControlsOfItsBlock(t *testing.T) {
	for _, c := range []struct {
		by   Reduction
		want []SetField
	}{
		{ReduceMax, []SetField{{"blocks[1].pooling", "max"}}},
		{ReduceAverage, []SetField{{"blocks[1].pooling", "average"}}},
		{ReduceStride, []SetField{{"blocks[1].pooling", "none"}, {"blocks[1].stride", "2"}}},
		{ReduceNot, []SetField{{"blocks[1].pooling", "none"}}},
	} {
		s := open(t, wire.Pretrained)
		got := s.Reduce(3, c.by) // pool 2 of the note's convnet
		if !slices.Equal(got, c.want) {
			t.Errorf("%s makes the changes %v, want %v", c.by, got, c.want)
		}
		for _, change := range got {
			s.Update(change)
			if s.Draft.Refusal != nil {
				t.Errorf("%s: %v is refused", c.by, change)
			}
		}
	}
}

func TestAReductionThatTheControlsCannotMakeIsNotOffered(t *testing.T) {
	s := open(t, wire.Pretrained)
	if got := s.Reduce(2, ReduceMax); got != nil {
		t.Errorf("a convolution offers %v", got)
	}
	s.Draft.Blocks[0].Stride = 2 // times the pool's 2 is more than a convolution can have
	if got := s.Reduce(1, ReduceStride); got != nil {
		t.Errorf("stride 2 times stride 2 offers %v", got)
	}
}

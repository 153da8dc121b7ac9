package session

import (
	"fmt"

	"convlab/engine/dataset"
	"convlab/engine/internal/random"
	"convlab/engine/wire"
)

// pick answers the newest Fetch as soon as its picture has arrived.
func (s *Session) pick() {
	if s.fetch == nil {
		return
	}
	c := *s.fetch
	if c.Index < -1 || c.Index >= s.test.Len() || c.Digit < -1 || c.Digit >= dataset.Classes {
		s.fetch = nil
		s.fault("fetch", wire.CauseCommand, fmt.Sprintf("expected a picture of 0 to %d or a digit of 0 to %d, -1 for any; received picture %d, digit %d",
			s.test.Len()-1, dataset.Classes-1, c.Index, c.Digit))
		return
	}
	index := c.Index
	if index < 0 {
		index = s.random(c.Digit, c.Nth)
	}
	if !s.test.Has(index) {
		return
	}
	s.fetch = nil
	p := wire.Picture{Index: index, Label: int(s.test.Label(index)), Pixels: make([]float32, dataset.Pixels)}
	s.test.Gather([]int32{int32(index)}, p.Pixels, nil)
	s.config.Emit(p)
}

// random returns a picture of the digit (-1: of any) that has arrived, a
// different one each turn until all had theirs, or -1.
func (s *Session) random(digit, turn int) int {
	var candidates []int
	for i := range s.test.Len() {
		if s.test.Has(i) && (digit < 0 || int(s.test.Label(i)) == digit) {
			candidates = append(candidates, i)
		}
	}
	n := len(candidates)
	if n == 0 {
		return -1
	}
	turn = max(turn, 0)
	return candidates[random.New(0, turn/n, 0, digit+1, random.Sample).Perm(n)[turn%n]]
}

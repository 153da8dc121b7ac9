package session

import (
	"fmt"

	"convlab/engine/dataset"
	"convlab/engine/internal/random"
	"convlab/engine/wire"
)

// DataFolder is the address of the shards and their manifest, relative to the
// page.
const DataFolder = "data/"

// AddShard receives an inflated shard. One that is cut or altered is an error,
// which is reported to the page as well; then nothing has changed.
func (s *Session) AddShard(info dataset.ShardInfo, payload []byte) error {
	set := s.trainSet
	if info.Split == dataset.Test {
		set = s.testSet
	}
	if err := set.Add(info, payload); err != nil {
		s.ShardFailed(info.File, err)
		return err
	}
	s.reportLoading()
	return nil
}

// ShardFailed reports that a file of DataFolder could not be fetched.
func (s *Session) ShardFailed(file string, err error) {
	s.fault(DataFolder+file, wire.CauseData, err.Error())
}

// Received reports how many bytes of the data have arrived, and whether no more
// will be fetched without a Retry.
func (s *Session) Received(received, total int64, completed bool) {
	s.loading.Received, s.loading.Total, s.loading.Completed = received, total, completed
	s.reportLoading()
}

func (s *Session) reportLoading() {
	s.loading.Train, s.loading.Test = s.trainSet.Arrived(), s.testSet.Arrived()
	s.config.Emit(s.loading)
}

// answerFetch answers the last Fetch as soon as its picture has arrived.
func (s *Session) answerFetch() {
	if s.fetch == nil {
		return
	}
	c := *s.fetch
	if c.Index < -1 || c.Index >= s.testSet.Len() || c.Digit < -1 || c.Digit >= dataset.Classes {
		s.fetch = nil
		s.fault("fetch", wire.CauseCommand, fmt.Sprintf("expected a picture of 0 to %d or a digit of 0 to %d, -1 for any; received picture %d, digit %d",
			s.testSet.Len()-1, dataset.Classes-1, c.Index, c.Digit))
		return
	}
	index := c.Index
	if index < 0 {
		index = s.randomTestImage(c.Digit, c.Nth)
	}
	if !s.testSet.Has(index) {
		return
	}
	s.fetch = nil
	p := wire.Picture{Index: index, Label: int(s.testSet.Label(index)), Pixels: make([]float32, dataset.Pixels)}
	s.testSet.Gather([]int32{int32(index)}, p.Pixels, nil)
	s.config.Emit(p)
}

// randomTestImage returns an image of the digit (-1: of any) that has arrived, or
// -1. Successive numbers n give each image once before any comes again.
func (s *Session) randomTestImage(digit, n int) int {
	var candidates []int
	for i := range s.testSet.Len() {
		if s.testSet.Has(i) && (digit < 0 || int(s.testSet.Label(i)) == digit) {
			candidates = append(candidates, i)
		}
	}
	count := len(candidates)
	if count == 0 {
		return -1
	}
	n = max(n, 0)
	return candidates[random.New(0, n/count, 0, digit+1, random.Sample).Perm(count)[n%count]]
}

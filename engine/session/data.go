package session

import (
	"convlab/engine/dataset"
	"convlab/engine/wire"
)

// DataFolder is where the shards and their manifest are, seen from the page.
const DataFolder = "data/"

// AddShard takes over an inflated shard. One that is cut or altered is refused
// and told to the page, and nothing has changed.
func (s *Session) AddShard(info dataset.ShardInfo, payload []byte) error {
	set := s.train
	if info.Split == dataset.Test {
		set = s.test
	}
	if err := set.Add(info, payload); err != nil {
		s.ShardFailed(info.File, err)
		return err
	}
	s.tellLoading()
	return nil
}

// ShardFailed tells that a file of DataFolder could not be had.
func (s *Session) ShardFailed(file string, err error) {
	s.fault(DataFolder+file, wire.CauseData, err.Error())
}

// Received tells how many bytes of the data have arrived, and whether no more
// will come unasked.
func (s *Session) Received(received, total int64, completed bool) {
	s.loading.Received, s.loading.Total, s.loading.Completed = received, total, completed
	s.tellLoading()
}

func (s *Session) tellLoading() {
	s.loading.Train, s.loading.Test = s.train.Arrived(), s.test.Arrived()
	s.config.Emit(s.loading)
}

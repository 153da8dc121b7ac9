package view

import "convlab/engine/wire"

// previousName is what the page calls the network before to the worker.
const previousName = "the network before"

// replaced keeps a network of the user's own that another one has taken the
// place of. Weights of less than an epoch are soon made again, and never take the
// place of kept ones of more.
func (s *State) replaced(m wire.Replaced) {
	if s.bringing {
		s.exchanged = &m
		return
	}
	if p := s.Previous; p != nil && p.Epoch > 0 && m.Epoch == 0 {
		return
	}
	s.Previous = &m
	s.notify(Notice{Key: "previous", Act: "bringback"})
}

// bringBack exchanges the kept network and the current one.
func (s *State) bringBack() []Command {
	if s.Previous == nil || s.bringing || s.Keep.restore != nil {
		return nil
	}
	s.dismissFiles()
	s.dismissKey("previous")
	s.bringing, s.exchanged = true, nil
	restore := wire.Restore{Name: previousName, Bytes: s.Previous.Bytes}
	if s.Worker.Status == Dead {
		return s.revive(restore)
	}
	return []Command{restore}
}

// broughtBack learns that the kept network is there. Its file is the checkpoint
// until there is a newer one; the drawing stays as it is.
func (s *State) broughtBack() {
	k, m := &s.Keep, s.Previous
	s.Previous, s.exchanged, s.bringing = s.exchanged, nil, false
	s.Files.follow = true
	k.id++
	k.File, k.layers, k.mark = &wire.Saved{
		ID: k.id, Form: wire.FormCheckpoint, Epoch: m.Epoch, Step: m.Step, Accuracy: m.Accuracy, Tested: m.Tested, Time: m.Time, Bytes: m.Bytes,
	}, nil, ""
	if s.Previous != nil {
		s.notify(Notice{Key: "previous", Act: "bringback"})
	}
}

// keptBack learns that the kept network could not be read.
func (s *State) keptBack(message string) {
	s.bringing, s.exchanged = false, nil
	s.notify(Notice{Key: "file", What: previousName, Message: message})
}

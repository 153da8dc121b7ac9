package state

import "convlab/engine/wire"

// Previous is the network of the user's own that was replaced last.
type Previous struct {
	Network *wire.Replaced // nil: none

	restoring bool           // it is being restored
	exchanged *wire.Replaced // the network that it replaced
}

// RestorePrevious exchanges the current network and the previous one.
type RestorePrevious struct{}

// previousName is the name of the previous network in messages.
const previousName = "the previous network"

// replaced makes a network of the user's own that another one has replaced the
// previous network. Weights of less than an epoch are soon trained again, and never
// replace those of more. While the previous network is being restored it stays;
// a network that is replaced meanwhile waits until it has arrived or failed.
func (v *Previous) replaced(m wire.Replaced, n *Notices) {
	previous := &v.Network
	if v.restoring {
		previous = &v.exchanged
	}
	if p := *previous; p != nil && p.Epoch > 0 && m.Epoch == 0 {
		return
	}
	*previous = &m
	if !v.restoring {
		n.add(Notice{Key: "previous", Action: "restore"})
	}
}

// restorePrevious exchanges the previous network and the current one.
func (s *State) restorePrevious() []Command {
	if s.Previous.Network == nil || s.Previous.restoring || s.Autosave.restore != nil {
		return nil
	}
	s.Notices.dismissFiles()
	s.Notices.dismissKey("previous")
	s.Previous.restoring, s.Previous.exchanged, s.Run.lost = true, nil, false
	return s.sendRestore(wire.Restore{Name: previousName, Bytes: s.Previous.Network.Bytes})
}

// previousRestored handles the arrival of the previous network. The drawing stays.
func (s *State) previousRestored() {
	s.Files.follow = true
	s.Autosave.takeReplaced(*s.Previous.Network)
	s.Previous.Network, s.Previous.exchanged, s.Previous.restoring = s.Previous.exchanged, nil, false
	if s.Previous.Network != nil {
		s.Notices.add(Notice{Key: "previous", Action: "restore"})
	}
}

// takeReplaced makes the file of a replaced network the last checkpoint, until
// there is a newer one.
func (k *Autosave) takeReplaced(m wire.Replaced) {
	k.id++
	k.File, k.layers, k.fingerprint = &wire.Saved{
		ID: k.id, Format: wire.FormatCheckpoint, Epoch: m.Epoch, Step: m.Step, Accuracy: m.Accuracy, Tested: m.Tested, Time: m.Time, Bytes: m.Bytes,
	}, nil, ""
}

// restoreFailed handles a previous network that could not be read. A network that
// was replaced meanwhile takes its place.
func (v *Previous) restoreFailed(message string, n *Notices) {
	m := v.exchanged
	v.restoring, v.exchanged = false, nil
	n.add(Notice{Key: "file", What: previousName, Message: message})
	if m != nil {
		v.replaced(*m, n)
	}
}

// dropRestore ends an exchange whose worker is lost. Without a checkpoint there
// is no other copy of the network that was replaced meanwhile.
func (s *State) dropRestore() {
	if s.Previous.exchanged != nil && s.Autosave.File == nil {
		s.Autosave.takeReplaced(*s.Previous.exchanged)
	}
	s.Previous.restoring, s.Previous.exchanged = false, nil
}

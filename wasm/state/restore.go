package state

import "convlab/engine/wire"

// restore is a checkpoint that is being restored: of an earlier visit, or from
// memory into the worker that replaces a lost one.
type restore struct {
	visit    bool
	all      []Generation   // of a visit, newest first; nil: no longer in the storage
	left     []Generation   // not tried yet
	taken    Generation     // is being tried
	bytes    []byte         // nil: not read yet
	layers   []int          // identities of its layers, nil: by position
	restored bool           // Restored has arrived,
	complete bool           // and the Network after it
	wanted   *Settings      // for the controls; nil: those of the network
	next     []wire.Message // for the worker afterwards
}

// autosaveName is the name of the page's own checkpoints in messages.
const autosaveName = "the autosave"

// readNext reads the next generation.
func (k *Autosave) readNext(n *Notices) []Command {
	r := k.restore
	if len(r.left) == 0 {
		for _, g := range r.all {
			k.damaged = append(k.damaged, g.Key)
		}
		k.restore, k.Resuming, k.Resumable = nil, false, nil
		if len(r.all) > 0 {
			n.add(Notice{Key: "damaged", Action: "remove"})
		}
		return messages(r.next)
	}
	r.taken, r.left, r.bytes = r.left[0], r.left[1:], nil
	return []Command{ReadCheckpoint{Key: r.taken.Key}}
}

// checkpointRead passes the file on to the worker.
func (s *State) checkpointRead(e CheckpointRead) []Command {
	r := s.Autosave.restore
	if r == nil || !r.visit || r.taken.Key != e.Key || r.bytes != nil {
		return nil
	}
	if len(e.Bytes) == 0 {
		return s.Autosave.readNext(&s.Notices)
	}
	r.bytes = e.Bytes
	return s.hand()
}

// hand sends the file to the worker, if that has started.
func (s *State) hand() []Command {
	r := s.Autosave.restore
	if r == nil || r.bytes == nil || s.Worker.Status != Alive {
		return nil
	}
	return []Command{wire.Restore{Name: autosaveName, Layers: r.layers, Bytes: r.bytes}}
}

// refusedFile tries the generation before one that cannot be read.
func (s *State) refusedFile() []Command {
	k := &s.Autosave
	r := k.restore
	if r.visit {
		return s.Autosave.readNext(&s.Notices)
	}
	k.restore, k.File = nil, nil
	s.Notices.add(Notice{Key: "lost"})
	return s.openInNew(r.next)
}

// restored applies what the file contains in addition to the network.
func (s *State) restored(m wire.Restored) []Command {
	k := &s.Autosave
	r := k.restore
	if m.Name != autosaveName || r == nil {
		return nil
	}
	r.restored = true
	s.Draft.untouched = false
	if !r.visit {
		if !s.Draft.unshown {
			draft := s.Draft.clone()
			r.wanted = &draft
		}
		return nil
	}
	s.dropPending()
	k.id++
	k.File = &wire.Saved{
		ID: k.id, Format: m.Format, Epoch: r.taken.Epoch, Step: r.taken.Step, Accuracy: r.taken.Accuracy, Tested: r.taken.Tested,
		Time: m.Time, Bytes: r.bytes,
	}
	k.layers = nil
	k.Resumable = nil
	if len(r.all) > 0 {
		k.adopt(r, s.clock, &s.Notices)
	}
	list := k.write(s.Network.learned()) // if it is no longer in the storage
	n, settings, err := readNote(m.Page)
	if err != nil || m.Drawing.Validate() != nil {
		return list // the network is restored; the page stays as it is
	}
	if settings != nil {
		r.wanted = settings
		s.Draft.choose(*settings)
	}
	return append(list, s.applyNote(n, m.Drawing)...)
}

// adopt makes the generations of a restored training those of this visit. Those
// that cannot be read are overwritten first.
func (k *Autosave) adopt(r *restore, now float64, n *Notices) {
	k.written, k.Stored, k.run = k.id, now, runOf(r.taken.Key)
	if r.taken != r.all[0] {
		n.add(Notice{Key: "older"})
	}
	k.mine = []Generation{r.taken}
	for _, g := range r.all {
		if g != r.taken {
			k.mine = append(k.mine, g)
		}
	}
}

// finishRestore ends a restore when the network, and its place in the training if
// it has one, have arrived.
func (s *State) finishRestore() []Command {
	k := &s.Autosave
	r := k.restore
	if r == nil || !r.complete {
		return nil
	}
	k.restore, k.Resuming = nil, false
	s.show(s.Network.Network)
	var list []Command
	if r.wanted != nil {
		if r.visit {
			r.wanted.identify(s.Network.LearnedLayers)
		}
		list = s.propose(*r.wanted, "", "")
	}
	for _, c := range r.next {
		list = append(list, c)
	}
	return list
}

// show makes the controls show a network as it was learned.
func (s *State) show(m wire.Network) {
	d, ok := FromModel(m.Model, m.Training)
	if ok {
		d.identify(m.Layers)
		s.Draft.replace(d)
	} else {
		s.Draft.Training, s.Draft.Refusal = m.Training, nil
		s.Draft.Replaced++
	}
	s.Draft.unshown, s.Draft.fitting = !ok, nil
	s.relearn()
}

// removeDamaged removes checkpoints that cannot be read.
func (k *Autosave) removeDamaged(n *Notices) []Command {
	keys := k.damaged
	k.damaged = nil
	n.dismissKey("damaged")
	return []Command{Remove{Keys: keys}}
}

package state

// resume accepts the offer.
func (s *State) resume() []Command {
	k := &s.Autosave
	if len(k.Resumable) == 0 || k.Resuming || k.restore != nil || s.Previous.restoring {
		return nil
	}
	if k.Tab != TabMine {
		return s.Autosave.claim(Resume{})
	}
	k.Resuming = true
	k.restore = &restore{all: k.Resumable, left: k.Resumable, visit: true}
	list := k.readNext(&s.Notices)
	if s.Worker.Status == Dead {
		list = append(list, s.replaceWorker()...)
	}
	return list
}

// startNew declines the offer, unless it is being restored, and makes the next
// one. A declined training stays stored until a newer one is written.
func (k *Autosave) startNew() {
	if k.Resuming {
		return
	}
	for _, g := range k.Resumable {
		k.old = append(k.old, g.Key)
	}
	k.Resumable, k.earlier = k.earlier, nil
}

// claim requests the lock for this tab, and then e. A second request would be
// refused because of the first, so the last event waits.
func (k *Autosave) claim(e Event) []Command {
	asked := k.waiting != nil
	k.waiting = e
	if asked {
		return nil
	}
	return []Command{Claim{}}
}

func (s *State) claimed(mine bool) []Command {
	k := &s.Autosave
	waiting := k.waiting
	k.waiting = nil
	if !mine {
		if k.Tab == TabMine { // no other page can have it
			return nil
		}
		k.Tab = TabOther
		s.Notices.add(Notice{Key: "tabs"})
		return nil
	}
	k.Tab = TabMine
	s.Notices.dismissKey("tabs")
	var list []Command
	if !k.found { // another page was writing when this one came
		list = append(list, Find{})
	}
	if waiting != nil {
		list = append(list, s.Update(waiting)...)
	}
	return list
}

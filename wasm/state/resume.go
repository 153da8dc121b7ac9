package state

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Generation is a checkpoint in the browser's storage.
type Generation struct {
	Key string
	About
}

// About describes a checkpoint in the storage, so that it can be offered without
// being read.
type About struct {
	Epoch    int     `json:"epoch"` // finished epochs
	Step     int     `json:"step"`  // finished steps of the epoch under way
	Accuracy float64 `json:"accuracy"`
	Tested   int     `json:"tested"` // 0: not measured
	Time     int64   `json:"time"`   // milliseconds since 1970
	Dense    bool    `json:"dense"`  // no convolution
}

// aboutOf describes a checkpoint of a network.
func aboutOf(m wire.Saved, learned spec.Model) string {
	dense := !slices.ContainsFunc(learned.Layers, func(l spec.Layer) bool {
		_, conv := l.(spec.Conv2D)
		return conv
	})
	text, err := json.Marshal(About{Epoch: m.Epoch, Step: m.Step, Accuracy: m.Accuracy, Tested: m.Tested, Time: m.Time, Dense: dense})
	if err != nil { // the accuracy is not a number
		return ""
	}
	return string(text)
}

// readAbout reads the description of a checkpoint. Other programs can write to
// the storage: an impossible description is ignored, and the file decides.
func readAbout(text string) About {
	var a About
	bad := json.Unmarshal([]byte(text), &a) != nil || a.Epoch < 0 || a.Epoch > spec.MaxEpochs || a.Step < 0 || a.Tested < 0 || !(a.Accuracy >= 0 && a.Accuracy <= 1)
	if bad || a.Time < 0 || a.Time > maxTime {
		return About{}
	}
	return a
}

// maxTime is the last moment that a browser's Date knows, in milliseconds.
const maxTime = int64(8.64e15)

// find handles the checkpoints of earlier visits, once. It offers the newest
// training, then the one before, which is still stored because its offer was
// never answered. Older ones may be deleted.
func (k *Autosave) find(e Found, learned spec.Model) []Command {
	if k.found {
		return nil
	}
	k.found = true
	var all []Generation
	for key, text := range e.Abouts {
		if !slices.ContainsFunc(k.mine, func(g Generation) bool { return g.Key == key }) {
			all = append(all, Generation{key, readAbout(text)})
		}
	}
	slices.SortFunc(all, func(a, b Generation) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), strings.Compare(a.Key, b.Key))
	})
	for _, g := range all {
		switch {
		case joins(g, k.Resumable):
			k.Resumable = append(k.Resumable, g)
		case joins(g, k.earlier) && runOf(g.Key) != runOf(k.Resumable[0].Key):
			k.earlier = append(k.earlier, g)
		default:
			k.old = append(k.old, g.Key)
		}
	}
	return k.write(learned)
}

// joins reports whether a generation can belong to the training of a list.
func joins(g Generation, list []Generation) bool {
	return len(list) == 0 || len(list) < generations && runOf(g.Key) == runOf(list[0].Key)
}

// runOf is the part of a key that the generations of one training share.
func runOf(key string) string {
	run, _, _ := strings.Cut(key, "/")
	return run
}

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

package state

import (
	"strconv"

	"convlab/engine/wire"
)

// Events of the autosave.
type (
	// Resume and StartNew accept and decline the offer to resume. RemoveDamaged
	// removes checkpoints that cannot be read. DownloadCheckpoint requests the last
	// one as a file.
	Resume             struct{}
	StartNew           struct{}
	RemoveDamaged      struct{}
	DownloadCheckpoint struct{}
	// Leave comes when the page is hidden or left.
	Leave struct{}
	// Claimed answers Claim.
	Claimed struct{ Mine bool }
	// Found lists the checkpoints in the storage: by key, the About of its Store.
	Found struct{ Abouts map[string]string }
	// CheckpointRead answers ReadCheckpoint. Without Bytes it could not be read.
	CheckpointRead struct {
		Key   string
		Bytes []byte
	}
	// Stored and StoreFailed answer Store.
	Stored      struct{ Key string }
	StoreFailed struct {
		Quota   bool   // the storage is full
		Message string // of the browser
	}
	// StoreCleared comes when the browser has deleted everything.
	StoreCleared struct{}
)

// Commands for the browser's storage.
type (
	// Claim requests the lock that allows one open page to train.
	Claim struct{}
	// Find lists what is in the storage.
	Find struct{}
	// Store writes a checkpoint and removes those of the keys in Drop.
	Store struct {
		Key, About string
		Bytes      []byte
		Drop       []string
	}
	// ReadCheckpoint reads a checkpoint.
	ReadCheckpoint struct{ Key string }
	// Remove removes checkpoints.
	Remove struct{ Keys []string }
)

// updateAutosave handles an event of the autosave.
func (s *State) updateAutosave(e Event) []Command {
	k, learned := &s.Autosave, s.Network.learned()
	switch e := e.(type) {
	case Resume:
		return s.resume()
	case StartNew:
		k.startNew()
	case RemoveDamaged:
		return k.removeDamaged(&s.Notices)
	case DownloadCheckpoint:
		return s.download()
	case Leave:
		return s.leave()
	case Claimed:
		return s.claimed(e.Mine)
	case Found:
		return k.find(e, learned)
	case CheckpointRead:
		return s.checkpointRead(e)
	case Stored:
		return k.stored(e, learned, s.clock, &s.Notices)
	case StoreFailed:
		k.storeFailed(e, &s.Notices)
	case StoreCleared:
		return k.storeCleared(learned)
	}
	return nil
}

// Autosave makes a training survive a lost worker, tab or browser: a checkpoint
// every few seconds, in memory at once and in the browser's storage in two
// generations.
type Autosave struct {
	Tab       Tab
	File      *wire.Saved  // the last checkpoint; nil: the user has trained nothing
	Stored    float64      // when the newest generation was written, on the page's clock
	Trouble   Trouble      // why the browser does not store it
	Resumable []Generation // of an earlier visit, newest first; empty: none, or the offer was answered
	earlier   []Generation // of the visit before that, whose offer was never answered: offered next
	Resuming  bool         // the offer was accepted and is being restored

	mine    []Generation // of this training, newest first
	old     []string     // keys of generations that may be deleted
	damaged []string     // keys of those that cannot be read
	run     string       // prefix of the keys of this visit
	found   bool         // the storage was listed
	waiting Event        // waits until this tab may train

	asked           float64 // when the last checkpoint was requested
	id              int     // of that
	open            bool    // and it has not arrived
	downloadID      int     // ID of the checkpoint that the user requested as a file, 0: none
	fingerprint     string  // of its contents
	requestedLayers []int   // identities of its layers
	layers          []int   // and of those of File
	writing         int     // ID of the checkpoint that is being written, 0: none
	written         int     // ID of the last that was
	notified        bool    // that the browser stores nothing, or the trainer makes no file

	restore *restore // under way; nil: none
}

// Tab says which of the open pages may train.
type Tab string

// The conditions of a tab.
const (
	TabFree  Tab = ""      // not requested yet
	TabMine  Tab = "mine"  // this page may train
	TabOther Tab = "other" // another one may
)

// Interval is the time between two checkpoints in seconds. A browser that
// crashes loses what happened since the last: at most five seconds, with the time
// to make and write one.
const Interval = 4

// Asking reports whether the worker is making a checkpoint.
func (k *Autosave) Asking() bool { return k.open }

// Complete reports whether the browser has the last checkpoint.
func (k *Autosave) Complete() bool { return k.File != nil && k.File.ID == k.written }

// saveLater requests a checkpoint after every Interval.
func (s *State) saveLater() []Command {
	if s.clock-s.Autosave.asked < Interval {
		return nil
	}
	return s.save()
}

// save requests a checkpoint if something has changed since the last one. It
// waits for a network that is being restored: previousRestored takes an ID of its
// own.
func (s *State) save() []Command {
	k := &s.Autosave
	if k.open || k.restore != nil || s.Previous.restoring || s.Worker.Status != Alive || !s.Network.isYours() {
		return nil
	}
	page := s.note()
	p, n := s.Run.Progress, s.Network
	mark := strconv.Itoa(p.Epoch) + " " + strconv.Itoa(p.Step) + " " + strconv.Itoa(n.Tested) + " " + n.Checksum + " " +
		strconv.Itoa(len(s.Run.Scores)) + " " + strconv.Itoa(s.Pad.Version) + " " + string(page)
	if mark == k.fingerprint {
		return nil
	}
	k.asked, k.open, k.fingerprint, k.requestedLayers = s.clock, true, mark, n.LearnedLayers
	k.id++
	return []Command{wire.Save{ID: k.id, Format: wire.FormatCheckpoint, Drawing: s.Pad.Drawing, Page: page}}
}

// leave saves what it can of a page that is hidden or left.
func (s *State) leave() []Command {
	return append(s.Autosave.write(s.Network.learned()), s.save()...)
}

// saved stores the checkpoint in memory and writes it.
func (s *State) saved(m wire.Saved) []Command {
	k := &s.Autosave
	if m.Format != wire.FormatCheckpoint || m.ID != k.id || !k.open {
		return nil
	}
	k.open = false
	if !s.Network.isYours() { // thrown away meanwhile
		k.downloadID = 0
		return nil
	}
	k.File, k.layers = &m, k.requestedLayers
	return append(k.write(s.Network.learned()), s.deliver()...)
}

// saveFailed handles a checkpoint that the trainer could not make. A user who
// requested it as a file is offered the last one.
func (k *Autosave) saveFailed(m wire.Fault, n *Notices) {
	k.open = false
	switch {
	case k.downloadID != 0:
		k.downloadID = 0
		notice := Notice{Key: "save", Message: m.Message}
		if k.File != nil {
			notice.Action = "download"
		}
		n.add(notice)
	case !k.notified:
		k.notified = true
		n.add(Notice{Key: "unsaved", Message: m.Message})
	}
}

// download gives the user the last checkpoint as a file.
func (s *State) download() []Command {
	if s.Autosave.File == nil {
		return nil
	}
	f := s.Autosave.File
	s.Files.Saved, s.Files.Size = FileName(s.Network.learned(), s.Network.Origin, f.Epoch, f.Step, f.Format), len(f.Bytes)
	return []Command{Download{Name: s.Files.Saved, Bytes: f.Bytes}}
}

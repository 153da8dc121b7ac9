package state

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Generation is a checkpoint in the browser's storage.
type Generation struct {
	Key string
	About
}

// generations is the number of stored checkpoints of a training.
const generations = 2

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

// Trouble says why the browser's storage holds no newer checkpoint.
type Trouble string

// The troubles.
const (
	NoTrouble Trouble = ""
	NoRoom    Trouble = "quota"
	NoStorage Trouble = "storage" // forbidden, broken or gone
)

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

// write stores the newest checkpoint over the older of two generations. The
// newer stays until this one is complete.
func (k *Autosave) write(learned spec.Model) []Command {
	if k.File == nil || k.writing != 0 || k.Complete() || k.Tab != TabMine || !k.found {
		return nil
	}
	k.writing = k.File.ID
	return []Command{Store{Key: k.next(), About: aboutOf(*k.File, learned), Bytes: k.File.Bytes, Drop: k.old}}
}

// next is the key of the next generation.
func (k *Autosave) next() string {
	if len(k.mine) == generations {
		return k.mine[generations-1].Key
	}
	if k.run == "" {
		k.run = strconv.FormatInt(k.File.Time, 36)
	}
	key := k.run + "/0"
	if len(k.mine) > 0 && k.mine[0].Key == key {
		key = k.run + "/1"
	}
	return key
}

// stored handles a generation that is complete.
func (k *Autosave) stored(e Stored, learned spec.Model, now float64, n *Notices) []Command {
	g := Generation{Key: e.Key}
	k.mine = append([]Generation{g}, k.mine[:min(len(k.mine), generations-1)]...)
	k.written, k.writing, k.old = k.writing, 0, nil
	k.Stored, k.Trouble, k.notified = now, NoTrouble, false
	n.dismissKey("quota", "storage")
	return k.write(learned) // a newer one may have come
}

// storeFailed handles a generation that could not be written. The stored ones
// are unchanged; the next checkpoint tries again.
func (k *Autosave) storeFailed(e StoreFailed, n *Notices) {
	k.writing = 0
	k.Trouble = NoStorage
	if e.Quota {
		k.Trouble = NoRoom
	}
	if !k.notified {
		k.notified = true
		n.add(Notice{Key: string(k.Trouble), Message: e.Message, Action: "download"})
	}
}

// storeCleared handles that the browser has deleted what was stored.
func (k *Autosave) storeCleared(learned spec.Model) []Command {
	k.mine, k.old, k.Resumable, k.earlier, k.Stored, k.written = nil, nil, nil, nil, 0, 0
	if k.restore != nil { // what was read already is still valid
		k.restore.all, k.restore.left = nil, nil
	}
	return k.write(learned)
}

//go:build js && wasm

package main

import (
	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/store"
	"convlab/wasm/state"
)

// The page's names in the browser: of its database, and of the lock of the tab that trains.
const (
	databaseName = "convlab"
	lockName     = "convlab-train"
)

// autosaveStore executes the commands of the autosave for the browser's storage, and answers with events. Its methods wait, so
// each runs in a goroutine of its own.
type autosaveStore struct {
	a     *app
	store store.Store
	lock  store.Lock
}

func newAutosaveStore(a *app) *autosaveStore {
	t := &autosaveStore{a: a}
	t.store.Name, t.lock.Name = databaseName, lockName
	t.store.Cleared = func() { t.report(state.StoreCleared{}) }
	leave := func(dom.Event) { a.send(state.Leave{}) }
	dom.OnPage("visibilitychange", func(e dom.Event) {
		if dom.Hidden() {
			leave(e)
		}
	})
	dom.OnWindow("pagehide", leave)
	return t
}

// findEarlier lists the checkpoints of earlier visits, unless another tab trains: the checkpoints of that tab are its own.
func (t *autosaveStore) findEarlier() {
	if !t.lock.Claimed() {
		t.find()
	}
}

func (t *autosaveStore) find() {
	found := state.Found{Abouts: map[string]string{}}
	list, _ := t.store.List() // an error is reported when a checkpoint is written
	for _, e := range list {
		found.Abouts[e.Key] = e.About
	}
	t.a.dispatchInBackground(found)
}

func (t *autosaveStore) claim() { t.a.dispatchInBackground(state.Claimed{Mine: t.lock.Claim()}) }

func (t *autosaveStore) write(c state.Store) {
	if err := t.store.Put(store.Entry{Key: c.Key, About: c.About}, c.Bytes, c.Drop); err != nil {
		t.report(state.StoreFailed{Quota: store.IsQuota(err), Message: err.Error()})
		return
	}
	t.a.dispatchInBackground(state.Stored{Key: c.Key})
}

// report dispatches a failure and shows it in the next frame, while the user can still react to it.
func (t *autosaveStore) report(e state.Event) {
	t.a.dispatch(e)
	t.a.frames.Request()
}

func (t *autosaveStore) read(c state.ReadCheckpoint) {
	data, _ := t.store.Read(c.Key, wire.MaxPayload) // without data the state takes another generation
	t.a.dispatchInBackground(state.CheckpointRead{Key: c.Key, Bytes: data})
}

func (t *autosaveStore) remove(c state.Remove) {
	if err := t.store.Remove(c.Keys); err != nil {
		t.report(state.StoreFailed{Message: err.Error()})
	}
}

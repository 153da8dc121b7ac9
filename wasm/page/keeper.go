//go:build js && wasm

package main

import (
	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/store"
	"convlab/wasm/state"
)

// The names that the page has in the browser: of its database, and of the lock
// that the tab holds which trains.
const (
	databaseName = "convlab"
	lockName     = "convlab-train"
)

// keeper does what the state wants of the browser's storage, and tells it what
// came of it. Each of its methods waits and has a goroutine of its own.
type keeper struct {
	a     *app
	store store.Store
	lock  store.Lock
}

func newKeeper(a *app) *keeper {
	k := &keeper{a: a}
	k.store.Name, k.lock.Name = databaseName, lockName
	k.store.Cleared = func() { k.failed(state.StoreCleared{}) }
	leave := func(dom.Event) { a.send(state.Leave{}) }
	dom.OnPage("visibilitychange", func(e dom.Event) {
		if dom.Hidden() {
			leave(e)
		}
	})
	dom.OnWindow("pagehide", leave)
	return k
}

// look finds what an earlier visit has left. What a page writes that trains at
// the moment is not for another one.
func (k *keeper) look() {
	if !k.lock.Claimed() {
		k.find()
	}
}

func (k *keeper) find() {
	found := state.Found{Abouts: map[string]string{}}
	list, _ := k.store.List() // a storage that is forbidden is spoken of when something would go into it
	for _, e := range list {
		found.Abouts[e.Key] = e.About
	}
	k.a.dispatchInBackground(found)
}

func (k *keeper) claim() { k.a.dispatchInBackground(state.Claimed{Mine: k.lock.Claim()}) }

func (k *keeper) write(c state.Store) {
	if err := k.store.Put(store.Entry{Key: c.Key, About: c.About}, c.Bytes, c.Drop); err != nil {
		k.failed(state.StoreFailed{Quota: store.IsQuota(err), Message: err.Error()})
		return
	}
	k.a.dispatchInBackground(state.Stored{Key: c.Key})
}

// failed has it said at once, while it can still be helped.
func (k *keeper) failed(e state.Event) {
	k.a.dispatch(e)
	k.a.frames.Request()
}

func (k *keeper) recall(c state.ReadCheckpoint) {
	data, _ := k.store.Read(c.Key, wire.MaxPayload) // without data the state takes another generation
	k.a.dispatchInBackground(state.CheckpointRead{Key: c.Key, Bytes: data})
}

func (k *keeper) remove(c state.Remove) {
	if err := k.store.Remove(c.Keys); err != nil {
		k.failed(state.StoreFailed{Message: err.Error()})
	}
}

//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
)

// address keeps the settings in the fragment of the page's URL, so that a reload, Back and Forward restore them.
type address struct {
	a      *app
	synced string // state.State.Address when fragment and settings were last equal
}

// newAddress opens the link that the page was opened with.
func newAddress(a *app) *address {
	t := &address{a: a}
	if dom.Hash() != "" {
		t.open()
	}
	dom.OnWindow("hashchange", func(dom.Event) { t.open() })
	dom.OnWindow("pagehide", func(dom.Event) { t.follow() })
	return t
}

// open opens the link in the fragment. A refused link stays there until the next change, so that the user can correct it.
func (t *address) open() {
	t.a.send(state.OpenLink{Hash: dom.Hash()})
	t.synced = t.a.state.Address()
}

// follow writes changed settings into the fragment. It is called with the ticks, because browsers limit such changes, and waits
// for the end of a stroke.
func (t *address) follow() {
	if t.a.state.Pad.PenIsDown() {
		return
	}
	if now := t.a.state.Address(); now != t.synced && dom.SetHash(now) {
		t.synced = now
	}
}

//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
)

// address keeps the settings shown and what stands behind the # of the URL the
// same: so a reload brings them back, and so do Back and Forward.
type address struct {
	a     *app
	known string // state.State.Address when the two were last brought together
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

// open takes over what the visitor has put behind the #. A refused link stays
// there until the next change, so that a slip can be mended.
func (t *address) open() {
	t.a.send(state.OpenLink{Hash: dom.Hash()})
	t.known = t.a.state.Address()
}

// follow writes the settings behind the # when they have changed: with the
// ticks, since the browser counts such changes, and not in the middle of a
// stroke.
func (t *address) follow() {
	if t.a.state.Pad.PenIsDown() {
		return
	}
	if now := t.a.state.Address(); now != t.known && dom.SetHash(now) {
		t.known = now
	}
}

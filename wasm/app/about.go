//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/view"
)

// about holds what is measured on this page about itself.
type about struct{ build, vector, checksum *dom.Element }

func newAbout() *about {
	return &about{build: dom.ByID("build"), vector: dom.ByID("vector"), checksum: dom.ByID("checksum")}
}

func (t *about) show(s *view.State) {
	t.build.Text(orDash(build != "", build))
	t.vector.Text(orDash(s.Worker.Vector != "", s.Worker.Vector))
	t.checksum.Text(orDash(s.Network.Checksum != "", s.Network.Checksum))
}

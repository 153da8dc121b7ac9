//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// about holds what is measured on this page about itself.
type about struct{ build, vector, workers, memory, checksum *dom.Element }

func newAbout() *about {
	return &about{build: dom.ByID("build"), vector: dom.ByID("vector"), workers: dom.ByID("workers"),
		memory: dom.ByID("sharedmemory"), checksum: dom.ByID("checksum")}
}

func (t *about) show(w wording.Words, s *state.State) {
	t.build.Text(orDash(build != "", build))
	t.vector.Text(orDash(s.Worker.Vector != "", s.Worker.Vector))
	t.workers.Text(orDash(s.Run.Progress.Workers > 0, strconv.Itoa(s.Run.Progress.Workers)))
	memory := w.Format("about.memory_unshared")
	if dom.SharesMemory() {
		memory = w.Format("about.memory_shared")
	}
	t.memory.Text(memory)
	t.checksum.Text(orDash(s.Network.Checksum != "", s.Network.Checksum))
}

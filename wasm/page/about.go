//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// about shows the build, what paints the pictures, and how the trainer computes.
type about struct {
	stages *stages

	painter         *dom.Element
	build, vector   *dom.Element
	workers, memory *dom.Element
	checksum        *dom.Element
}

func newAbout(stages *stages) *about {
	painter := dom.ByID("aboutpainter")
	painter.Attr("data-t", "") // the program writes this text
	return &about{
		stages: stages, painter: painter, build: dom.ByID("build"), vector: dom.ByID("vector"),
		workers: dom.ByID("workers"), memory: dom.ByID("sharedmemory"), checksum: dom.ByID("checksum"),
	}
}

func (t *about) show(w wording.Words, s *state.State) {
	t.painter.Text(w.Format("about.painter_" + t.stages.status()))
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

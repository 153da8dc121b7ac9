//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// about says what runs where, what stays private, the licences, and how this page paints and computes.
type about struct {
	stages *stages

	painter         *dom.Element
	build, vector   *dom.Element
	workers, memory *dom.Element
	checksum        *dom.Element
}

func newAbout(a *app, in *dom.Element) component {
	t := &about{
		stages: a.stages, painter: dom.Make("p").Attr("id", "aboutpainter"), build: dom.Make("dd"), vector: dom.Make("dd"),
		workers: dom.Make("dd").Attr("id", "workers"), memory: dom.Make("dd").Attr("id", "sharedmemory"), checksum: dom.Make("code"),
	}
	in.Append(
		dom.Translated("h3", "about.what"),
		dom.Translated("p", "about.where"),
		t.painter,
		dom.Translated("p", "about.note"),
		dom.Make("dl",
			dom.Translated("dt", "about.build"), t.build,
			dom.Translated("dt", "about.vector"), t.vector,
			dom.Translated("dt", "about.workers"), t.workers,
			dom.Translated("dt", "about.memory"), t.memory,
			dom.Translated("dt", "about.checksum"), dom.Make("dd", t.checksum)),
		dom.Translated("p", "about.checksum_note").Attr("class", "note"),
		dom.Translated("h3", "about.privacy"),
		dom.Translated("p", "about.privacy_text"),
		dom.Translated("h3", "about.data"),
		dom.Translated("p", "about.mnist"),
		dom.Translated("h3", "about.licences"),
		dom.Make("ul",
			dom.Translated("li", "about.convlab"),
			dom.Translated("li", "about.go"),
			dom.Translated("li", "about.ebiten"),
			dom.Translated("li", "about.gonum")),
		dom.Make("p", dom.Translated("a", "about.texts").Attr("href", "licences.txt")),
	)
	return t
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

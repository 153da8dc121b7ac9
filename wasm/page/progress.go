//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// progress is the line and the bar that tell how far loading or training is.
type progress struct{ text, bar *dom.Element }

func newProgress() *progress {
	return &progress{text: dom.ByID("progresstext"), bar: dom.ByID("progressbar")}
}

func (p *progress) show(w wording.Words, s *state.State) {
	text, part := wording.Progress(w, s)
	p.text.Text(text)
	p.text.Attr("title", text) // the line is cut where there is little room
	if part < 0 {
		p.bar.Attr("value", "")
		return
	}
	p.bar.Attr("value", strconv.FormatFloat(part, 'f', 4, 64))
}

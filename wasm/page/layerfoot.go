//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// layerFoot is the end of the popover of a layer: what follows from the change of the network, and buttons that take the layer out
// or bring the network back.
type layerFoot struct {
	box, follows, refusal, remove, undo *dom.Element
	layer                               int
	says                                bool // what follows
}

func newLayerFoot(a *app) *layerFoot {
	t := &layerFoot{
		follows: dom.Make("p").Attr("class", "hint"), refusal: dom.Make("p").Attr("class", "refusal"),
		remove: dom.Make("button").Attr("type", "button").Attr("class", "quiet"), undo: dom.Translated("button", "learn.discard").Attr("type", "button"),
	}
	t.box = dom.Make("div", t.follows, t.refusal, dom.Make("div", t.remove, t.undo).Attr("class", "acts")).Attr("class", "foot")
	t.remove.On("click", func(dom.Event) {
		if e := a.state.RemoveLayer(t.layer); e != nil {
			a.send(e)
		}
		if a.state.Draft.Refusal == nil {
			a.popover.close()
		}
	})
	t.undo.On("click", func(dom.Event) {
		a.popover.box.Focus() // the button goes away under the focus
		a.send(state.Discard{})
	})
	return t
}

// show shows the end of the popover of a layer, -1 if it was taken out. Other popovers have no end.
func (t *layerFoot) show(w wording.Words, s *state.State, ofLayer bool, layer int) {
	t.layer = layer
	text := ""
	if ofLayer {
		text = wording.Follows(w, s)
	}
	t.says = text != ""
	removable := s.RemoveLayer(layer) != nil
	t.box.Flag("hidden", !t.says && !removable)
	t.follows.Text(text)
	t.remove.Flag("hidden", !removable)
	if removable {
		t.remove.Text(wording.RemoveLayer(w, s, layer))
	}
	t.undo.Flag("hidden", !s.Changed())
	refused := s.Draft.Refusal != nil && s.Draft.Refusal.Path == "blocks"
	t.refusal.Flag("hidden", !refused)
	if refused {
		t.refusal.Text(wording.Refusal(w, s.Draft.Refusal))
	}
}

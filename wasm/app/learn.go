//go:build js && wasm

package main

import (
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/view"
)

// learn asks before layers lose what they have learned.
type learn struct{ bar, text *dom.Element }

func newLearn(a *app) *learn {
	dom.ByID("apply").On("click", func(dom.Event) { a.send(view.Apply{}) })
	dom.ByID("discard").On("click", func(dom.Event) { a.send(view.Discard{}) })
	return &learn{bar: dom.ByID("learn"), text: dom.ByID("learntext")}
}

// weighted counts the layers of m that learn.
func weighted(m spec.Model) (n int) {
	rows, _ := m.Ledger()
	for _, r := range rows {
		if r.Weights > 0 {
			n++
		}
	}
	return n
}

func (l *learn) show(s *view.State) {
	if len(s.Learn) == 0 && l.bar.HoldsFocus() {
		dom.ByID("train").Focus() // the bar goes away under the focus
	}
	l.bar.Flag("hidden", len(s.Learn) == 0)
	names := layerNames(s.Words, s.Draft.Model())
	var list []string
	for _, i := range s.Learn {
		if i < len(names) {
			list = append(list, names[i])
		}
	}
	layers := strings.Join(list, ", ")
	if len(list) == weighted(s.Draft.Model()) {
		l.text.Text(s.Words.Say("learn.all", "layers", layers))
	} else {
		l.text.Text(s.Words.Say("learn.again", "layers", layers))
	}
}

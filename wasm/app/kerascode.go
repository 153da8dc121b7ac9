//go:build js && wasm

package main

import (
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/view"
)

// kerasCode is the settings as a Keras program.
type kerasCode struct {
	code, copied *dom.Element
	text         string
	words        view.Words
}

func newKerasCode() *kerasCode {
	k := &kerasCode{code: dom.ByID("kerascode"), copied: dom.ByID("copied")}
	dom.ByID("copy").On("click", func(dom.Event) {
		dom.Copy(k.text, func(ok bool) {
			if ok {
				k.copied.Text(k.words.Say("keras.copied"))
			} else {
				k.copied.Text(k.words.Say("keras.notcopied"))
			}
		})
	})
	return k
}

func (k *kerasCode) show(s *view.State) {
	k.words = s.Words
	text := spec.Keras(s.Draft.Model(), s.Draft.Training)
	if text != k.text {
		k.text = text
		k.code.Text(text)
		k.copied.Text("")
	}
}

//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
)

// controls are elements that have a use of their own for keys.
const controls = "button, input, select, textarea, summary, a, pre, dialog, [role=tab]"

// listenKeyboard gives the whole page Space, and the pad its keys: single
// letters must do nothing while a control has the focus.
func listenKeyboard(a *app) {
	pad := dom.ByID("pad")
	dom.OnPage("keydown", func(e dom.Event) {
		key, modified := e.Key()
		key = input.Shortcut(key, e.Code())
		if _, inDialog := e.Closest("dialog"); key == "Escape" && !inDialog && a.popover.close() {
			return // it is the innermost thing
		}
		if _, inControl := e.Closest(controls); inControl || modified {
			return
		}
		if key == " " {
			e.Prevent() // it would scroll
			if event := input.Space(a.state, e.Repeated(), pad.HoldsFocus()); event != nil {
				a.send(event)
			}
			return
		}
		if !pad.HoldsFocus() {
			return
		}
		if event := input.PadKey(key); event != nil {
			e.Prevent()
			a.send(event)
		}
	})
}

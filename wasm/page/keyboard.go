//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/state"
)

// controls are elements that have a use of their own for keys.
const controls = "button, input, select, textarea, summary, a, pre, dialog, [role=tab]"

// listenKeyboard gives the whole page Space, and the pad and the scene their keys: single letters must do nothing while a control
// has the focus.
func listenKeyboard(a *app) {
	pad, scene := dom.ByID("pad"), dom.ByID("scene")
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
		var event state.Event
		switch {
		case pad.HoldsFocus():
			event = input.PadKey(key)
		case scene.HoldsFocus():
			event = input.SceneKey(key)
		}
		if event != nil {
			e.Prevent()
			a.send(event)
			if _, moved := event.(state.MoveNumber); moved {
				a.overlay.scroll.toChosen()
			}
		}
	})
}

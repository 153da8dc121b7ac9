//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/state"
)

// controls are elements that have a use of their own for keys.
const controls = "button, input, select, textarea, summary, a, pre, dialog, [role=tab]"

// keyboard gives the pad and the scene their keys while they have the focus, and the help its switch for those that are characters.
type keyboard struct {
	a           *app
	pad, scene  *dom.Element
	help        *dom.Element
	noCharacter bool // the user has switched them off
}

// keysName is the name under which the browser keeps that characters are switched off, as keysOff. Nothing is kept if they are not.
const (
	keysName = "keys"
	keysOff  = "off"
)

func listenKeyboard(a *app) {
	k := &keyboard{a: a, pad: dom.ByID("pad"), scene: dom.ByID("scene"), help: dom.ByID("help"), noCharacter: dom.GetItem(keysName) == keysOff}
	dom.ByID("helpbutton").On("click", func(dom.Event) { k.openHelp() })
	characters := dom.ByID("characters")
	characters.Flag("checked", !k.noCharacter)
	characters.On("change", func(e dom.Event) {
		k.noCharacter = !e.Checked()
		dom.SetItem(keysName, map[bool]string{true: keysOff}[k.noCharacter])
	})
	dom.OnPage("keydown", k.press)
}

// openHelp opens the help at its first line, which gets the focus. With the attribute autofocus, browsers would report an error in a
// frame of another site.
func (k *keyboard) openHelp() {
	k.help.Open()
	k.help.First("h2").Focus()
}

// press handles a key, unless a control has the focus: single letters must do nothing there.
func (k *keyboard) press(e dom.Event) {
	key, modified := e.Key()
	key = input.Shortcut(key, e.Code())
	if _, inDialog := e.Closest("dialog"); key == "Escape" && !inDialog && k.a.popover.close() {
		return // it is the innermost thing
	}
	onPad, onScene := k.pad.HoldsFocus(), k.scene.HoldsFocus()
	if _, inControl := e.Closest(controls); inControl || modified || !onPad && !onScene {
		return
	}
	if key == " " {
		e.Prevent() // it would scroll
	}
	if k.noCharacter && input.IsCharacter(key) {
		return
	}
	switch input.PageAction(key, e.Repeated()) {
	case "bench":
		k.a.bench.toggle()
	case "help":
		k.openHelp()
	default:
		k.change(e, key, onPad)
	}
}

// change sends what a key does to the network or its drawing.
func (k *keyboard) change(e dom.Event, key string, onPad bool) {
	var event state.Event
	switch {
	case onPad:
		event = input.PadKey(key)
	case key == " ":
		event = input.Space(k.a.state, e.Repeated())
	default:
		event = input.SceneKey(key)
	}
	if event == nil {
		return
	}
	e.Prevent()
	k.a.send(event)
	if _, moved := event.(state.MoveNumber); moved {
		k.a.overlay.scroll.toChosen()
	}
}

//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/layout"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// point passes the pointer on, in the scene's coordinates. Over a control it belongs to the control.
func (o *overlay) point() {
	onControl := func(e dom.Event) bool {
		_, on := e.Closest("button, a, input, label, select, #pad, table")
		return on
	}
	o.stage.On("pointermove", func(e dom.Event) {
		hover, onOperator := state.HoverNumber{Layer: -1}, false
		if !onControl(e) {
			target := o.target(e)
			if number, _, on := layout.Pointed(o.a.state, &o.river, target); on {
				hover = state.HoverNumber(number)
			}
			_, onOperator = layout.PointedOperator(o.a.state, target)
		}
		o.hoverOperator(onOperator)
		if h := o.a.state.Route.Hover; h.On || hover.Layer >= 0 {
			o.a.send(hover)
		}
	})
	o.stage.On("pointerleave", func(dom.Event) {
		o.hoverOperator(false)
		o.a.send(state.HoverNumber{Layer: -1})
	})
	swiped := o.swipe(onControl)
	o.stage.On("click", func(e dom.Event) {
		if swiped() {
			return
		}
		if !onControl(e) {
			o.click(o.target(e))
		}
	})
}

// click does what a click at a place of the scene does.
func (o *overlay) click(target scene.Target) {
	if number, on := layout.PointedOperator(o.a.state, target); on {
		o.a.send(number)
		o.focus.box.FocusInPlace()
		o.a.bench.open(state.PanelWindow)
		return
	}
	if digit, on := layout.PointedDigit(&o.river, target); on {
		o.a.send(state.AskWhy{Digit: digit})
		return
	}
	number, channel, on := layout.Pointed(o.a.state, &o.river, target)
	switch {
	case !on:
		return
	case channel.Layer >= 0:
		o.a.send(channel)
	default:
		o.a.send(number)
	}
	o.focus.box.FocusInPlace() // for the keys that go on from here
}

// hoverOperator shows that the pointer is on a kernel, or on the word of a pooling, or no longer.
func (o *overlay) hoverOperator(on bool) {
	if o.onOperator != on {
		o.onOperator = on
		o.a.frames.Request()
	}
}

// swipe lets a finger that goes sideways over a map of a phone choose the next map or the one before. It returns whether the last
// thing a pointer did was that: a click after it is none.
func (o *overlay) swipe(onControl func(dom.Event) bool) func() bool {
	var x, y float32
	layer, swiped := -1, false
	o.stage.On("pointerdown", func(e dom.Event) {
		number, _, on := layout.Pointed(o.a.state, &o.river, o.target(e))
		layer, swiped = -1, false
		if on && o.river.Mode == river.Tall && !onControl(e) {
			layer = number.Layer
		}
		x, y = o.stage.Place(e)
	})
	o.stage.On("pointerup", func(e dom.Event) {
		toX, toY := o.stage.Place(e)
		if by := input.Swipe(toX-x, toY-y); layer >= 0 && by != 0 {
			swiped = true
			stepMap(o.a, layer, by)
		}
		layer = -1
	})
	return func() bool { return swiped }
}

// target is the place of the scene that is shown under the pointer.
func (o *overlay) target(e dom.Event) scene.Target {
	target, _ := o.scene.At(o.stage.Place(e))
	return target
}

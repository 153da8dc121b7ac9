//go:build js && wasm

package dom

import "syscall/js"

// Sample is one position of a pointer. X and Y are fractions of the element's
// sides; outside of the element they are below 0 or above 1. Pressure is from 0
// to 1, and 0 if the device does not measure it.
type Sample struct{ X, Y, Pressure float32 }

// Pointer is a pointer event, with the browser's names of devices and numbers of
// buttons.
type Pointer struct {
	ID              int
	Type            string // "mouse", "pen" or "touch"
	Primary         bool
	Button, Buttons int
	Gone            bool     // the pointer was lifted or cancelled
	Time            float64  // in milliseconds
	Samples         []Sample // while it is pressed: those that the browser coalesced into this event
}

// leftButton is the bit of Buttons for the left button, the tip of a pen or a finger.
const leftButton = 1

// OnPointer calls f with the events of pointers over e. A pressed pointer is
// captured: its events come from outside of e, too, until it is released.
func (e *Element) OnPointer(f func(Pointer)) {
	handle := func(ev Event, gone bool) {
		v := ev.v
		p := Pointer{
			ID: v.Get("pointerId").Int(), Type: v.Get("pointerType").String(), Primary: v.Get("isPrimary").Bool(),
			Button: v.Get("button").Int(), Buttons: v.Get("buttons").Int(), Gone: gone, Time: v.Get("timeStamp").Float(),
		}
		if p.Buttons&leftButton != 0 && !gone {
			if p.Button == 0 { // pressed; the event is a move if another button is held
				e.v.Call("setPointerCapture", p.ID)
			}
			p.Samples = e.samples(coalesced(v))
		}
		f(p)
	}
	for _, event := range []string{"pointerdown", "pointermove"} {
		e.On(event, func(ev Event) { handle(ev, false) })
	}
	for _, event := range []string{"pointerup", "pointercancel", "lostpointercapture"} {
		e.On(event, func(ev Event) { handle(ev, true) })
	}
	// Another button pressed during a stroke would open a menu over it, or scroll.
	for _, event := range []string{"contextmenu", "mousedown"} {
		e.On(event, func(ev Event) {
			if ev.v.Get("buttons").Int()&leftButton != 0 && ev.v.Get("button").Int() != 0 {
				ev.Prevent()
			}
		})
	}
}

// coalesced returns the events that the browser coalesced into one, or the event
// itself if there are none.
func coalesced(event js.Value) []js.Value {
	if f := event.Get("getCoalescedEvents"); f.Type() != js.TypeFunction {
		return []js.Value{event}
	}
	list := event.Call("getCoalescedEvents")
	events := make([]js.Value, list.Length())
	for i := range events {
		events[i] = list.Index(i)
	}
	if len(events) == 0 {
		return []js.Value{event}
	}
	return events
}

func (e *Element) samples(events []js.Value) []Sample {
	box := e.v.Call("getBoundingClientRect")
	left, top := box.Get("left").Float(), box.Get("top").Float()
	w, h := box.Get("width").Float(), box.Get("height").Float()
	list := make([]Sample, len(events))
	for i, ev := range events {
		list[i] = Sample{
			X: float32((ev.Get("clientX").Float() - left) / w),
			Y: float32((ev.Get("clientY").Float() - top) / h),
		}
		if ev.Get("pointerType").String() == "pen" { // a mouse always reports 0.5, and fingers differ by device
			list[i].Pressure = float32(ev.Get("pressure").Float())
		}
	}
	return list
}

// Place returns the position of a pointer event, in CSS pixels from the left and
// top of e.
func (e *Element) Place(ev Event) (x, y float32) {
	box := e.v.Call("getBoundingClientRect")
	return float32(ev.v.Get("clientX").Float() - box.Get("left").Float()),
		float32(ev.v.Get("clientY").Float() - box.Get("top").Float())
}

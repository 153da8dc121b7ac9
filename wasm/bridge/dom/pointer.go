//go:build js && wasm

package dom

import "syscall/js"

// Sample is one place of a pointer over an element. X and Y are fractions of
// the element's sides. Pressure is 0 to 1, and 0 where the device knows none.
type Sample struct{ X, Y, Pressure float32 }

// Strokes hears the strokes of one pointer over an element.
type Strokes struct {
	Down func([]Sample)
	Move func([]Sample) // all that the browser put together since the last
	Up   func()
}

// OnStrokes tells s about the strokes on e. The pointer is captured: a stroke
// goes on outside of e and ends wherever it is let go. A second finger is
// ignored while the first is down.
func (e *Element) OnStrokes(s Strokes) {
	pen := js.Undefined() // id of the pointer that is down
	e.On("pointerdown", func(ev Event) {
		if !pen.IsUndefined() || ev.v.Get("button").Int() != 0 {
			return
		}
		pen = ev.v.Get("pointerId")
		e.v.Call("setPointerCapture", pen)
		s.Down(e.samples([]js.Value{ev.v}))
	})
	e.On("pointermove", func(ev Event) {
		if !ev.v.Get("pointerId").Equal(pen) {
			return
		}
		s.Move(e.samples(coalesced(ev.v)))
	})
	end := func(ev Event) {
		if ev.v.Get("pointerId").Equal(pen) {
			pen = js.Undefined()
			s.Up()
		}
	}
	e.On("pointerup", end)
	e.On("pointercancel", end)
	e.On("lostpointercapture", end)
}

// coalesced lists the samples that one event stands for. Where the browser
// knows none the event stands for itself.
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
		if ev.Get("pointerType").String() == "pen" { // a mouse says 0.5 always, a finger what it likes
			list[i].Pressure = float32(ev.Get("pressure").Float())
		}
	}
	return list
}

// Place returns where a pointer event came to, in CSS pixels from the left and
// top of e.
func (e *Element) Place(ev Event) (x, y float32) {
	box := e.v.Call("getBoundingClientRect")
	return float32(ev.v.Get("clientX").Float() - box.Get("left").Float()),
		float32(ev.v.Get("clientY").Float() - box.Get("top").Float())
}

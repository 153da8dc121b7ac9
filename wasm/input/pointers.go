package input

import (
	"convlab/engine/drawing"
	"convlab/wasm/state"
)

// Pointer is an event of a pointer that is, or was, on the pad.
type Pointer struct {
	ID      int
	Type    PointerType
	Primary bool            // of a touch: no other was anywhere on the page when it came
	Button  int             // that changed: 0 the left one, a pen's tip or a finger, -1 none
	Buttons int             // that are held: bit 1 for Button 0
	Gone    bool            // lifted, or withdrawn by the browser
	Time    float64         // of the event, in milliseconds
	Points  []drawing.Point // where it was since its event before
}

// PointerType is the device of a pointer, by its name in pointer events.
//
// Source: https://www.w3.org/TR/pointerevents3/#dom-pointerevent-pointertype.
type PointerType string

// The devices. One that is unknown is taken for a mouse.
const (
	Mouse  PointerType = "mouse"
	Stylus PointerType = "pen"
	Touch  PointerType = "touch"
)

const (
	// pinchTime is within how many milliseconds two fingers land that scroll or
	// zoom. A finger that comes later comes by accident.
	pinchTime = 300

	// palmTime is for how many milliseconds a touch that ended may have been the
	// palm of the hand that now puts the pen down. The palm lands first, and where
	// the system withdraws touches when a pen comes near, it ends before the tip
	// is down. Changing from a finger to a pen takes longer than a second.
	//
	// Source: https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/jj192034(v=vs.85)
	// and https://developer.android.com/develop/adaptive-apps/cookbook/stylus-palm-rejection.
	palmTime = 1000

	leftButton = 1 // in Pointer.Buttons
)

// Pointers decides which of the pointers on the pad draws: one at a time, and
// no palm, no pinch and no other button than the left. The zero value has no
// pointer on the pad.
type Pointers struct {
	last    Pointer      // that draws, or drew last, as it was pressed
	down    bool         // it draws
	ended   float64      // when it was lifted
	resting map[int]bool // touches of a palm or a pinch: while one is down no other touch draws
}

// Handle returns what a pointer's event does to the pad.
func (h *Pointers) Handle(p Pointer) []state.Event {
	left := p.Buttons&leftButton != 0
	switch {
	case p.Gone:
		delete(h.resting, p.ID)
		return h.lift(p)
	case left && p.Button == 0:
		return h.press(p)
	case !left: // other buttons may still be held
		return h.lift(p)
	case h.draws(p):
		return []state.Event{state.PenMove{Points: p.Points}}
	}
	return nil
}

func (h *Pointers) draws(p Pointer) bool { return h.down && p.ID == h.last.ID }

func (h *Pointers) lift(p Pointer) []state.Event {
	if !h.draws(p) {
		return nil
	}
	h.down, h.ended = false, p.Time
	return []state.Event{state.PenUp{}}
}

// press lets p draw unless another pointer does, or p is a palm or one of two
// fingers. A pen comes before a touch.
func (h *Pointers) press(p Pointer) []state.Event {
	list := h.lift(p) // if the end of its last stroke was not reported
	if p.Type == Touch && p.Primary {
		clear(h.resting) // those that were there are gone
	}
	touched := h.last.Type == Touch
	switch {
	case h.down && touched && p.Type == Stylus:
		h.rest(h.last)
		list = append(list, state.RejectGesture{})
	case h.down && touched && p.Type == Touch && p.Time-h.last.Time <= pinchTime:
		h.rest(h.last)
		h.rest(p)
		h.last, h.down = Pointer{}, false
		return append(list, state.RejectGesture{})
	case h.down:
		if p.Type == Touch && h.last.Type == Stylus {
			h.rest(p)
		}
		return list
	case p.Type == Touch && len(h.resting) > 0:
		h.rest(p)
		return list
	case touched && p.Type == Stylus && p.Time-h.ended <= palmTime:
		list = append(list, state.RejectGesture{})
	}
	h.last, h.down = p, true
	return append(list, state.PenDown{Points: p.Points})
}

func (h *Pointers) rest(p Pointer) {
	if h.resting == nil {
		h.resting = map[int]bool{}
	}
	h.resting[p.ID] = true
}

// leastSwipe is the shortest way of a swipe, in CSS pixels. Less is a tap.
const leastSwipe = 32

// Swipe is the step that a finger asks for which went so far to the right and down: 1 to the next, -1 to the one before, 0 if it
// did not swipe. The content follows the finger: the next one comes from the right.
func Swipe(right, down float32) int {
	switch {
	case max(right, -right) < leastSwipe || max(right, -right) < 2*max(down, -down):
		return 0
	case right < 0:
		return 1
	}
	return -1
}

package input

import (
	"fmt"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// page returns a page whose worker has a network.
func page(t *testing.T, n wire.Network, p wire.Progress) *state.State {
	t.Helper()
	s := state.New()
	s.Update(wire.Hello{Build: "test"})
	n.Model, n.Training = spec.NoteConvnet(), spec.Note(64)
	s.Update(n)
	s.Update(p)
	return s
}

// short writes events of the pad as "down 0.25", with the x, "move 0.25", "up" and "reject".
func short(events []state.Event) (list []string) {
	for _, e := range events {
		switch e := e.(type) {
		case state.PenDown:
			list = append(list, fmt.Sprintf("down %v", e.Points[0].X))
		case state.PenMove:
			list = append(list, fmt.Sprintf("move %v", e.Points[0].X))
		case state.PenUp:
			list = append(list, "up")
		case state.RejectGesture:
			list = append(list, "reject")
		default:
			list = append(list, fmt.Sprintf("%T", e))
		}
	}
	return list
}

// hand makes the browser's events of one pointer. Its ID is its place on the pad in hundredths.
type hand struct {
	kind PointerType
	id   int
	held int // pressed buttons
}

func (h *hand) event(time float64) Pointer {
	return Pointer{ID: h.id, Type: h.kind, Button: -1, Buttons: h.held, Time: time, Points: []drawing.Point{{X: float32(h.id) / 100, Y: 0.5}}}
}

// press presses a button by its number, 0 the left one.
func (h *hand) press(time float64, button int) Pointer {
	h.held |= [...]int{1, 4, 2}[button] // the left, the middle and the right one
	p := h.event(time)
	p.Button = button
	return p
}

// release releases a button. A pointer that can hover stays.
func (h *hand) release(time float64, button int) Pointer {
	h.held &^= [...]int{1, 4, 2}[button]
	p := h.event(time)
	p.Button, p.Gone = button, h.held == 0
	return p
}

package wording

import (
	"strconv"

	"convlab/wasm/state"
)

// PadNote says where the content of the pad comes from, if the visitor has not drawn it.
func PadNote(w Words, s *state.State) string {
	p := &s.Pad
	switch name, reading := p.Incoming(); {
	case reading:
		return w.Format("pad.reading", "name", name)
	case p.Example.On:
		return w.Format("pad.example")
	case p.Picture != nil:
		return w.Format("pad.picture")
	case s.Truth() >= 0:
		return w.Format("pad.test_image", "n", Count(p.Digit.Index), "label", strconv.Itoa(p.Digit.Label))
	case !p.Used && p.Empty() && (!s.Settled() || s.ExampleMoves()): // the example comes
		return ""
	case len(p.Drawing.Strokes) > 0:
		return ""
	}
	return w.Format("pad.here")
}

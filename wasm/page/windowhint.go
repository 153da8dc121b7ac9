package main

import (
	"fmt"
	"strconv"

	"convlab/wasm/view"
)

// windowHint explains the window of a block with what another one costs in the
// network that the controls show: the next larger one that works there, else the
// next smaller one.
func windowHint(w view.Words, s view.Settings, block int) string {
	text := w.Say("hint.window")
	now, err := s.Model().Cost()
	if err != nil {
		return text
	}
	for _, by := range []int{2, -2} {
		size := s.Blocks[block].Window + by
		next, err := s.With(path(block, "window"), strconv.Itoa(size))
		if err != nil {
			continue
		}
		cost, err := next.Model().Cost()
		if err != nil {
			continue
		}
		return text + " " + w.Say("hint.window_cost", "size", fmt.Sprintf("%d×%d", size, size), "cost", costText(w, now, cost))
	}
	return text
}

// path is that of a block's control.
func path(block int, field string) string { return fmt.Sprintf("blocks[%d].%s", block, field) }

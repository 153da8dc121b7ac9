package wording

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// WindowHint explains the window of a block with the cost of another one in the
// network shown: the next larger one that works, else the next smaller one.
func WindowHint(w Words, s state.Settings, block int) string {
	text := w.Format("hint.window")
	now, err := s.Model().Cost()
	if err != nil {
		return text
	}
	for _, by := range []int{2, -2} {
		size := s.Blocks[block].Window + by
		next, err := s.With(state.FieldPath(block, "window"), strconv.Itoa(size))
		if err != nil {
			continue
		}
		cost, err := next.Model().Cost()
		if err != nil {
			continue
		}
		return text + " " + w.Format("hint.window_cost", "size", square(size), "cost", costText(w, now, cost))
	}
	return text
}

// costText compares what a change leads to with what there is.
func costText(w Words, now, next spec.Cost) string {
	if next == now {
		return w.Format("cost.same")
	}
	return w.Format("cost.change", "weights", Count(next.Weights), "macs", Millions(next.MACs),
		"oldweights", Count(now.Weights), "oldmacs", Millions(now.MACs))
}

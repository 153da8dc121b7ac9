package wording

import (
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// Follows says what follows from the change of the layers since the network was learned: which layers must be learned, and what the
// network costs. "": nothing was changed.
func Follows(w Words, s *state.State) string {
	if !s.Changed() {
		return ""
	}
	now, err := s.Learned().Cost()
	if err != nil {
		return ""
	}
	next, err := s.Draft.Model().Cost()
	if err != nil {
		return ""
	}
	cost := costText(w, now, next)
	if s.Network.Origin == wire.Untrained { // it has no weights to lose
		return cost
	}
	if list := learnedNames(w, s); len(list) > 0 {
		cost = w.Format("learn.must", "layers", listed(w, list)) + " " + cost
	} else {
		cost = w.Format("fix.learn_none") + " " + cost
	}
	if s.Draft.Interrupted {
		return w.Format("learn.paused") + " " + cost
	}
	return cost
}

// RemoveLayer names what the button does that takes a layer out: a convolution goes with its pooling.
func RemoveLayer(w Words, s *state.State, layer int) string {
	name := ColumnTitle(w, s, layer)
	if _, group := s.ControlOf(layer); group == state.ConvControls {
		if _, next := s.ControlOf(layer + 1); next == state.PoolControls {
			name = listed(w, []string{name, ColumnTitle(w, s, layer+1)})
		}
	}
	return w.Format("settings.remove", "name", name)
}

package input

import (
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// MainAction names what the main button does: "train", "pause" or "restart".
func MainAction(s *state.State) string {
	switch {
	case s.Worker.Status == state.Dead:
		return "restart"
	case s.RunState() == state.RunTraining:
		return "pause"
	}
	return "train"
}

// MainEvent is the event of a click on the main button.
func MainEvent(s *state.State) state.Event {
	switch MainAction(s) {
	case "restart":
		return state.Retry{}
	case "pause":
		return state.Pause{}
	}
	return state.Train{}
}

// MainInert reports whether the main button does nothing, as while a training is
// being restored.
func MainInert(s *state.State) bool { return MainAction(s) == "train" && !s.CanTrain() }

// ContinueComesFirst reports whether Continue is the next thing to do, and not the main button: while layers must be learned, and
// before a run's end.
func ContinueComesFirst(s *state.State) bool {
	if !s.CanContinue() || MainAction(s) != "train" {
		return false
	}
	return s.RunState() == state.RunPending || s.RunState() == state.RunStopped && s.Run.Progress.Phase == wire.Paused
}

// Space is the event of the space bar while the scene has the focus, or nil. A
// key that is held down would start and pause many times a second.
func Space(s *state.State, repeated bool) state.Event {
	if repeated {
		return nil
	}
	return s.Space()
}

package wording

import (
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/state"
)

// Autosave says when the training was last stored, and whether it is safe. It is
// "" if nothing was trained here.
func Autosave(w Words, s *state.State) (text string, safe bool) {
	k := &s.Autosave
	switch {
	case k.File == nil || s.Network.Origin != wire.Yours:
		return "", true
	case k.Trouble != state.NoTrouble:
		return w.Format("autosave.memory"), false
	case k.Stored == 0:
		return "", true
	}
	return w.Format("autosave.saved", "time", Ago(w, s.Now()-k.Stored)), true
}

// Ago writes a time that has passed: by the second for a minute, then by the
// minute, so that an idle page rarely changes.
func Ago(w Words, seconds float64) string {
	if seconds >= 60 {
		return w.Format("unit.wholeminutes", "m", strconv.Itoa(int(seconds)/60))
	}
	return w.Format("unit.seconds", "s", strconv.Itoa(int(seconds)))
}

// Resume asks whether to resume the training of an earlier visit.
func Resume(w Words, g state.Generation) string {
	net := "convnet"
	if g.Dense {
		net = "dense"
	}
	epoch := g.Epoch
	if g.Step > 0 || epoch == 0 {
		epoch++ // the one under way
	}
	text := w.Format("resume."+net, "n", strconv.Itoa(epoch))
	if g.Tested > 0 {
		text += " " + Percent(g.Accuracy, 1)
	}
	return text
}

package main

import (
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/view"
)

// keptText says when the training was last written down, and whether it is as
// safe as it can be. Nothing is said of what nobody has trained here.
func keptText(s *view.State) (text string, safe bool) {
	k, w := &s.Keep, s.Words
	switch {
	case k.File == nil || s.Network.Origin != wire.Yours:
		return "", true
	case k.Trouble != view.NoTrouble:
		return w.Say("kept.memory"), false
	case k.Stored == 0:
		return "", true
	}
	return w.Say("kept.saved", "time", ago(w, s.Now()-k.Stored)), true
}

// ago writes a time that has passed: by the second for a minute, then by the
// minute, so that a page at rest is rarely written to.
func ago(w view.Words, seconds float64) string {
	if seconds >= 60 {
		return w.Say("unit.wholeminutes", "m", strconv.Itoa(int(seconds)/60))
	}
	return w.Say("unit.seconds", "s", strconv.Itoa(int(seconds)))
}

// offerText asks whether the training of an earlier visit shall go on.
func offerText(w view.Words, g view.Generation) string {
	net := "convnet"
	if g.Dense {
		net = "dense"
	}
	epoch := g.Epoch
	if g.Step > 0 || epoch == 0 {
		epoch++ // the one under way
	}
	text := w.Say("offer."+net, "n", strconv.Itoa(epoch))
	if g.Tested > 0 {
		text += " " + percent(g.Accuracy, 1)
	}
	return text
}

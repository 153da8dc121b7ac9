package main

import (
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/view"
)

// bringBackText names the network that was replaced: "Bring back epoch 3, 98.6 %".
func bringBackText(w view.Words, m *wire.Replaced) string {
	text := w.Say("act.bringback", "n", strconv.Itoa(m.Epoch))
	if m.Epoch == 0 {
		text = w.Say("act.bringback_step", "n", strconv.Itoa(m.Step))
	}
	if m.Tested > 0 {
		text += ", " + accuracyText(m.Accuracy, m.Tested)
	}
	return text
}

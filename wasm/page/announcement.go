package main

import (
	"strconv"

	"convlab/engine/drawing"
	"convlab/engine/wire"
	"convlab/wasm/view"
)

// announcement is what a screen reader should say about a state: what the
// network reads, or that it is no digit, and how the training goes. It changes with the digit, the
// phase and the epoch, not with every number.
func announcement(s *view.State) string {
	w := s.Words
	var text string
	if s.Pad.Verdict != drawing.Digit {
		text = s.AnswerText() + ". "
	} else if p, ok := s.Probabilities(); ok {
		best, sure := s.Best(), "unsure"
		if p[best] >= 0.9 {
			sure = "sure"
		} else if p[best] >= 0.5 {
			sure = "likely"
		}
		text = w.Say("say."+sure, "digit", strconv.Itoa(best)) + " "
	}
	return text + sayProgress(s)
}

func sayProgress(s *view.State) string {
	w, p := s.Words, s.Progress
	if s.Worker.Status == view.Dead {
		return w.Say("say.dead")
	}
	switch p.Phase {
	case wire.Running, wire.Waiting, wire.Testing:
		text := w.Say("say.running", "epoch", strconv.Itoa(min(p.Epoch+1, p.Epochs)), "epochs", strconv.Itoa(p.Epochs))
		if s.Network.Tested > 0 {
			text += " " + w.Say("say.accuracy", "p", percent(s.Network.Accuracy, 1))
		}
		return text
	case wire.Paused:
		return w.Say("say.paused")
	case wire.Finished:
		if s.Network.Tested == 0 {
			return w.Say("say.done")
		}
		return w.Say("say.finished", "p", percent(s.Network.Accuracy, 1))
	}
	return ""
}

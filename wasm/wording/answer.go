package wording

import (
	"strconv"

	"convlab/engine/drawing"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// Answer says what the network reads, or why the ink is not a digit, or "".
func Answer(w Words, s *state.State) string {
	if v := s.Pad.Verdict; v != drawing.Digit {
		return w.Format("nodigit." + string(v))
	}
	if best := s.Best(); best >= 0 {
		return w.Format("stage.reads", "digit", strconv.Itoa(best))
	}
	return ""
}

// Announcement is the text of a state for screen readers: what the network reads,
// or that it is not a digit, and the progress of the training. It changes with the
// digit, the phase and the epoch, not with every number.
func Announcement(w Words, s *state.State) string {
	var text string
	if s.Pad.Verdict != drawing.Digit {
		text = Answer(w, s) + ". "
	} else if best := s.Best(); best >= 0 {
		p, _ := s.Probabilities()
		sure := "unsure"
		if p[best] >= 0.9 {
			sure = "sure"
		} else if p[best] >= 0.5 {
			sure = "likely"
		}
		text = w.Format("announce."+sure, "digit", strconv.Itoa(best)) + " "
	}
	return text + announcedProgress(w, s)
}

func announcedProgress(w Words, s *state.State) string {
	p := s.Run.Progress
	if s.Worker.Status == state.Dead {
		return w.Format("announce.dead")
	}
	switch p.Phase {
	case wire.Running, wire.Waiting, wire.Testing:
		text := w.Format("announce.running", "epoch", strconv.Itoa(min(p.Epoch+1, p.Epochs)), "epochs", strconv.Itoa(p.Epochs))
		if s.Network.Tested > 0 {
			text += " " + w.Format("announce.accuracy", "p", Percent(s.Network.Accuracy, 1))
		}
		return text
	case wire.Paused:
		return w.Format("announce.paused")
	case wire.Finished:
		if s.Network.Tested == 0 {
			return w.Format("announce.done")
		}
		return w.Format("announce.finished", "p", Percent(s.Network.Accuracy, 1))
	}
	return ""
}

// Mistake is the label of a misread digit, the same in words, and its name for
// screen readers and voice control, which must contain the label (WCAG 2.5.3).
func Mistake(w Words, m wire.Mistake) (label, text, name string) {
	digit, predicted := strconv.Itoa(m.Label), strconv.Itoa(m.Predicted)
	label = digit + " → " + predicted
	text = w.Format("results.mistake", "label", digit, "predicted", predicted, "p", Percent(float64(m.Probability), 0))
	return label, text, label + ": " + text
}

package wording

import (
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/state"
)

// Divergence says which number became too large and why, and what is offered.
func Divergence(w Words, s *state.State, d *wire.Divergence) string {
	layer := ""
	if names := LayerNames(w, s.Network.Model); d.Layer >= 0 && d.Layer < len(names) {
		layer = names[d.Layer]
	}
	text := w.Format("diverge."+string(d.Quantity), "layer", layer, "epoch", strconv.Itoa(d.Epoch+1), "step", strconv.Itoa(d.Step+1))
	text += " " + w.Format("diverge.why", "rate", rateText(d.Rate))
	switch o := d.Rollback; {
	case o == nil:
	case o.Epoch == 0 && o.Step == 0:
		text += " " + w.Format("diverge.fresh", "rate", rateText(o.Rate))
	default:
		text += " " + w.Format("diverge.rollback", "epoch", strconv.Itoa(o.Epoch+1), "step", strconv.Itoa(o.Step), "rate", rateText(o.Rate))
	}
	return text
}

// rateText writes a learning rate with the digits of a float32.
func rateText(rate float32) string { return strconv.FormatFloat(float64(rate), 'g', -1, 32) }

// RestorePrevious names the network that was replaced: "Bring back epoch 3, 98.6 %".
func RestorePrevious(w Words, m *wire.Replaced) string {
	text := w.Format("action.restore", "n", strconv.Itoa(m.Epoch))
	if m.Epoch == 0 {
		text = w.Format("action.restore_step", "n", strconv.Itoa(m.Step))
	}
	if m.Tested > 0 {
		text += ", " + Accuracy(m.Accuracy, m.Tested)
	}
	return text
}

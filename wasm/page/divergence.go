package main

import (
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/view"
)

// divergenceText says what exploded and why, and what is offered.
func divergenceText(s *view.State, d *wire.Divergence) string {
	w := s.Words
	layer := ""
	if names := view.LayerNames(w, s.Network.Model); d.Layer >= 0 && d.Layer < len(names) {
		layer = names[d.Layer]
	}
	text := w.Say("diverge."+string(d.Quantity), "layer", layer, "epoch", strconv.Itoa(d.Epoch+1), "step", strconv.Itoa(d.Step+1))
	text += " " + w.Say("diverge.why", "rate", rateText(d.Rate))
	switch o := d.Rollback; {
	case o == nil:
	case o.Epoch == 0 && o.Step == 0:
		text += " " + w.Say("diverge.fresh", "rate", rateText(o.Rate))
	default:
		text += " " + w.Say("diverge.offer", "epoch", strconv.Itoa(o.Epoch+1), "step", strconv.Itoa(o.Step), "rate", rateText(o.Rate))
	}
	return text
}

// rateText writes a learning rate with the digits that it has as a float32.
func rateText(rate float32) string { return strconv.FormatFloat(float64(rate), 'g', -1, 32) }

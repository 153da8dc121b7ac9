package main

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

// runCell is what a cell of the table of runs shows of a training, and what it
// says when pointed at.
func runCell(w view.Words, r view.Record, d view.Settings, cell string) (text, title string) {
	t := r.Training
	switch cell {
	case "network":
		if r.Carried {
			title = w.Say("runs.carried")
		}
		return marked(networkName(w, d), r.Carried), title
	case "accuracy":
		text = percent(r.Accuracy, 2)
		if r.Tested < spec.TestExamples {
			return "≈ " + text, w.Say("runs.sample", "n", count(r.Tested))
		}
		return text, ""
	case "optimizer":
		text = t.Optimizer
		if t.Momentum > 0 {
			title = w.Say("settings.momentum") + " " + spec.FormatDecimal(t.Momentum)
		}
		if t.Nesterov {
			title += " Nesterov"
		}
		return marked(text, title != ""), title
	case "rate":
		if r.Steered {
			title = w.Say("runs.steered")
		}
		return marked(spec.FormatDecimal(t.LearningRate), r.Steered), title
	case "batch":
		return count(t.BatchSize), ""
	case "epochs":
		if r.Epochs < t.Epochs {
			return w.Say("runs.of", "n", strconv.Itoa(r.Epochs), "all", strconv.Itoa(t.Epochs)), ""
		}
		return strconv.Itoa(r.Epochs), ""
	case "images":
		return count(t.Examples), ""
	case "shift":
		if t.Shift == 0 {
			return w.Say("runs.off"), ""
		}
		return w.Say("runs.pixels", "n", strconv.Itoa(t.Shift)), ""
	case "seed":
		return strconv.FormatUint(t.Seed, 10), ""
	case "weights":
		return count(r.Weights()), ""
	case "loss":
		return strconv.FormatFloat(r.Loss, 'f', 4, 64), ""
	case "seconds":
		return span(w, r.Seconds), ""
	case "speed":
		return count(int(r.Speed())), ""
	case "checksum":
		return r.Checksum[:min(len(r.Checksum), 7)], r.Checksum
	}
	return "", ""
}

// marked puts a star to what its title tells more about.
func marked(text string, more bool) string {
	if more {
		return text + " *"
	}
	return text
}

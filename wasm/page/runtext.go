package main

import (
	"slices"
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
		text = networkName(w, d)
		if r.Continued {
			text += " · " + continuedText(w, r)
		}
		return text, r.ContinuedFrom
	case "accuracy":
		text = percent(r.Accuracy, 2)
		if r.Tested < spec.TestExamples {
			return sampleMark + " " + text, w.Say("runs.sample", "n", count(r.Tested), "all", count(spec.TestExamples))
		}
		return text, ""
	case "optimizer":
		text = t.Optimizer
		if t.Momentum > 0 {
			text += ", " + w.Say("settings.momentum") + " " + spec.FormatDecimal(t.Momentum)
		}
		if t.Nesterov {
			text += ", Nesterov"
		}
		return text, ""
	case "rate":
		text = spec.FormatDecimal(t.LearningRate)
		if r.Steered {
			return text + " " + steeredMark, w.Say("runs.steered")
		}
		return text, ""
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
		return short(r.Checksum), r.Checksum
	}
	return "", ""
}

// The marks of the table.
const (
	sampleMark  = "≈"
	steeredMark = "*"
)

// short is the beginning of a checksum, as the table has it.
func short(checksum string) string { return checksum[:min(len(checksum), 7)] }

// continuedText says that a run did not begin from fresh weights, and from which where that is known.
func continuedText(w view.Words, r view.Record) string {
	if r.ContinuedFrom == "" {
		return w.Say("runs.continued")
	}
	return w.Say("runs.continued_from", "checksum", short(r.ContinuedFrom))
}

// runMarks explains every mark that these rows have, a sentence each, for the
// place under the table. best is the ID of the row that is called so, or 0.
func runMarks(w view.Words, records []view.Record, best int) (sentences []string) {
	has := func(which func(view.Record) bool) bool { return slices.ContainsFunc(records, which) }
	all := count(spec.TestExamples)
	if has(func(r view.Record) bool { return r.ID == best }) {
		sentences = append(sentences, w.Say("runs.mark.best", "mark", w.Say("runs.best"), "all", all))
	}
	if has(func(r view.Record) bool { return r.Tested < spec.TestExamples }) {
		sentences = append(sentences, w.Say("runs.mark.sample", "mark", sampleMark, "all", all))
	}
	if has(func(r view.Record) bool { return r.Continued }) {
		sentences = append(sentences, w.Say("runs.mark.continued", "mark", w.Say("runs.continued")))
	}
	if has(func(r view.Record) bool { return r.Steered }) {
		sentences = append(sentences, w.Say("runs.mark.steered", "mark", steeredMark))
	}
	return sentences
}

package wording

import (
	"slices"
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// RunCell is the text of a cell of the table of runs, and its tooltip.
func RunCell(w Words, r state.Record, d state.Settings, cell string) (text, title string) {
	t := r.Training
	switch cell {
	case "network":
		text = NetworkName(w, d)
		if r.Continued {
			text += " · " + continuedText(w, r)
		}
		return text, r.ContinuedFrom
	case "accuracy":
		text = Percent(r.Accuracy, 2)
		if r.Tested < spec.TestExamples {
			return sampleMark + " " + text, w.Format("runs.sample", "n", Count(r.Tested), "all", Count(spec.TestExamples))
		}
		return text, ""
	case "optimizer":
		return optimizer(w, t), ""
	case "rate":
		text = spec.FormatDecimal(t.LearningRate)
		if r.RateChanged {
			return text + " " + steeredMark, w.Format("runs.rate_changed")
		}
		return text, ""
	case "batch":
		return Count(t.BatchSize), ""
	case "epochs":
		if r.Epochs < t.Epochs {
			return w.Format("runs.of", "n", strconv.Itoa(r.Epochs), "all", strconv.Itoa(t.Epochs)), ""
		}
		return strconv.Itoa(r.Epochs), ""
	case "images":
		return Count(t.Examples), ""
	case "shift":
		if t.Shift == 0 {
			return w.Format("runs.off"), ""
		}
		return w.Format("runs.pixels", "n", strconv.Itoa(t.Shift)), ""
	case "seed":
		return strconv.FormatUint(t.Seed, 10), ""
	case "weights":
		return Count(r.Weights()), ""
	case "loss":
		return strconv.FormatFloat(r.Loss, 'f', 4, 64), ""
	case "seconds":
		return Duration(w, r.Seconds), ""
	case "speed":
		return Count(int(r.Speed())), ""
	case "checksum":
		return ShortChecksum(r.Checksum), r.Checksum
	}
	return "", ""
}

// optimizer names the optimiser of a training, and then what else is not as usual and has no column: "sgd, momentum 0.9, Nesterov".
func optimizer(w Words, t spec.Training) string {
	text := t.Optimizer
	for _, row := range spec.Settings() {
		if row.Default != nil || row.Name == "shift" || row.Get(t) == row.Get(spec.Training{}) {
			continue
		}
		path := "training." + row.Name
		text += ", " + FieldLabel(w, path)
		if row.Kind() != spec.Switch {
			text += " " + FieldValue(w, path, state.FieldText(state.Settings{Training: t}, path))
		}
	}
	return text
}

// The marks of the table.
const (
	sampleMark  = "≈"
	steeredMark = "*"
)

// ShortChecksum is the beginning of a checksum, as the table has it.
func ShortChecksum(checksum string) string { return checksum[:min(len(checksum), 7)] }

// continuedText says that a run did not begin from fresh weights, and from which where that is known.
func continuedText(w Words, r state.Record) string {
	if r.ContinuedFrom == "" {
		return w.Format("runs.continued")
	}
	return w.Format("runs.continued_from", "checksum", ShortChecksum(r.ContinuedFrom))
}

// RunMarks explains every mark that these rows have, a sentence each, for the
// place under the table. best is the ID of the row that is called so, or 0.
func RunMarks(w Words, records []state.Record, best int) (sentences []string) {
	has := func(which func(state.Record) bool) bool { return slices.ContainsFunc(records, which) }
	all := Count(spec.TestExamples)
	if has(func(r state.Record) bool { return r.ID == best }) {
		sentences = append(sentences, w.Format("runs.mark.best", "mark", w.Format("runs.best"), "all", all))
	}
	if has(func(r state.Record) bool { return r.Tested < spec.TestExamples }) {
		sentences = append(sentences, w.Format("runs.mark.sample", "mark", sampleMark, "all", all))
	}
	if has(func(r state.Record) bool { return r.Continued }) {
		sentences = append(sentences, w.Format("runs.mark.continued", "mark", w.Format("runs.continued")))
	}
	if has(func(r state.Record) bool { return r.RateChanged }) {
		sentences = append(sentences, w.Format("runs.mark.rate_changed", "mark", steeredMark))
	}
	return sentences
}

// RunAction is the last action in the table of runs.
type RunAction struct {
	Used   int    // ID of the row whose settings were taken, 0: none
	Copied string // key of the text about the clipboard, "": nothing was copied
}

// RunActionOf returns an event of the table as an action.
func RunActionOf(e state.Event) RunAction {
	if use, ok := e.(state.UseRecord); ok {
		return RunAction{Used: use.ID}
	}
	return RunAction{}
}

// Text says what the action has done.
func (t RunAction) Text(w Words, s *state.State) string {
	for _, r := range s.Records.List {
		if r.ID == t.Used && s.Draft.Training == r.Training && s.Draft.Model().Same(r.Model) {
			return w.Format("runs.used")
		}
	}
	if t.Copied != "" {
		return w.Format(t.Copied)
	}
	if n := len(s.Records.Removed); n > 0 {
		return w.Format("runs.removed", "n", strconv.Itoa(n))
	}
	return ""
}

package wording

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// Badge says which network answers, and the class that colours it.
func Badge(w Words, s *state.State) (text, class string) {
	n := s.Network
	if s.Worker.Status == state.Dead {
		return w.Format("badge.dead"), "dead"
	}
	if s.Network.Serial == 0 {
		return "", ""
	}
	class = string(n.Origin)
	text = w.Format("badge." + class)
	if n.Origin == wire.Yours {
		text = w.Format("badge.epoch", "n", strconv.Itoa(n.Epoch))
		if n.Epoch == 0 {
			text = w.Format("badge.first")
		}
	}
	if n.Changed {
		text += " · " + w.Format("badge.changed")
	}
	if n.Tested > 0 {
		text += " · " + Accuracy(n.Accuracy, n.Tested)
	}
	// Problems come first, because a narrow page cuts the end.
	names := LayerNames(w, n.Model)
	switch {
	case len(n.Dead) > 0 && n.Dead[0] < len(names):
		text = w.Format("badge.dead_layer", "layer", names[n.Dead[0]]) + " · " + text
	case n.Stuck && n.Epoch > 0:
		text = w.Format("badge.stuck", "digit", strconv.Itoa(n.Digit)) + " · " + text
	}
	return text, class
}

// Accuracy marks what was measured on a sample.
func Accuracy(accuracy float64, tested int) string {
	text := Percent(accuracy, 1)
	if tested < spec.TestExamples {
		return "≈ " + text
	}
	return text
}

// Progress is the line above the bar, and how much of the bar is full: 0 to
// 1, or -1 where that is not known.
func Progress(w Words, s *state.State) (text string, part float64) {
	p := s.Run.Progress
	switch {
	case s.Worker.Status == state.Dead:
		return w.Format("progress.dead"), 0
	case s.Worker.Status == state.Starting:
		return w.Format("progress.starting"), -1
	}
	total := p.Epochs * p.Steps
	if total > 0 {
		part = float64(p.Epoch*p.Steps+p.Step) / float64(total)
	}
	switch p.Phase {
	case wire.Running:
		return running(w, s), part
	case wire.Waiting:
		return w.Format("progress.waiting", "n", Count(s.Worker.Loading.Train), "all", Count(p.Examples)), part
	case wire.Testing:
		return w.Format("progress.testing"), part
	case wire.Paused:
		return w.Format("progress.paused", "epoch", strconv.Itoa(min(p.Epoch+1, p.Epochs)), "epochs", strconv.Itoa(p.Epochs),
			"images", Count(p.Images), "all", Count(p.Examples)), part
	case wire.Finished:
		if s.AtLimit() {
			return w.Format("progress.limit", "epochs", strconv.Itoa(p.Epoch)), 1
		}
		return w.Format("progress.finished", "epochs", strconv.Itoa(p.Epoch), "time", Duration(w, p.Seconds)), 1
	}
	if l := s.Worker.Loading; !l.Completed && l.Total > 0 {
		return w.Format("progress.loading", "received", Megabytes(l.Received), "total", Megabytes(l.Total)),
			float64(l.Received) / float64(l.Total)
	}
	return w.Format("progress.ready", "n", Count(s.Worker.Loading.Train)), 0
}

// running tells epoch, images, speed and the time left, as far as measured.
func running(w Words, s *state.State) string {
	p := s.Run.Progress
	text := w.Format("progress.running", "epoch", strconv.Itoa(min(p.Epoch+1, p.Epochs)), "epochs", strconv.Itoa(p.Epochs),
		"images", Count(p.Images), "all", Count(p.Examples))
	if p.ImagesPerSecond > 0 {
		text += " · " + w.Format("progress.speed", "n", Count(int(p.ImagesPerSecond)))
	}
	if p.SecondsLeft > 0 {
		text += " · " + w.Format("progress.left", "time", Duration(w, p.SecondsLeft))
	}
	return text
}

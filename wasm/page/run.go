package main

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/view"
)

// mainAction names what the main button does: "train", "pause" or "restart".
func mainAction(s *view.State) string {
	switch {
	case s.Worker.Status == view.Dead:
		return "restart"
	case s.Run() == view.RunTraining:
		return "pause"
	}
	return "train"
}

// mainEvent is what the main button does at the moment.
func mainEvent(s *view.State) view.Event {
	switch mainAction(s) {
	case "restart":
		return view.Retry{}
	case "pause":
		return view.Pause{}
	}
	return view.Train{}
}

// mainInert reports whether the main button does nothing: while a training is on
// its way back there is none to begin.
func mainInert(s *view.State) bool { return mainAction(s) == "train" && !s.CanTrain() }

// spaceKey is what Space does while no control has the focus; nil: nothing. A
// key that is held down would begin and pause many times a second.
func spaceKey(s *view.State, repeated, onPad bool) view.Event {
	if repeated || onPad {
		return nil
	}
	return s.Space()
}

// badge says which network answers, and the class that colours it.
func badge(s *view.State) (text, class string) {
	w, n := s.Words, s.Network
	if s.Worker.Status == view.Dead {
		return w.Say("badge.dead"), "dead"
	}
	if s.Serial == 0 {
		return "", ""
	}
	class = string(n.Origin)
	text = w.Say("badge." + class)
	if n.Origin == wire.Yours {
		text = w.Say("badge.epoch", "n", strconv.Itoa(n.Epoch))
		if n.Epoch == 0 {
			text = w.Say("badge.first")
		}
	}
	if n.Changed {
		text += " · " + w.Say("badge.changed")
	}
	if n.Tested > 0 {
		text += " · " + accuracyText(n.Accuracy, n.Tested)
	}
	// What is wrong comes first: the end is cut where there is no room.
	names := view.LayerNames(w, n.Model)
	switch {
	case len(n.Dead) > 0 && n.Dead[0] < len(names):
		text = w.Say("badge.dead_layer", "layer", names[n.Dead[0]]) + " · " + text
	case n.Stuck && n.Epoch > 0:
		text = w.Say("badge.stuck", "digit", strconv.Itoa(n.Digit)) + " · " + text
	}
	return text, class
}

// accuracyText marks what was measured on a sample.
func accuracyText(accuracy float64, tested int) string {
	text := percent(accuracy, 1)
	if tested < spec.TestExamples {
		return "≈ " + text
	}
	return text
}

// progressOf is the line above the bar, and how much of the bar is full: 0 to
// 1, or -1 where that is not known.
func progressOf(s *view.State) (text string, part float64) {
	w, p := s.Words, s.Progress
	switch {
	case s.Worker.Status == view.Dead:
		return w.Say("progress.dead"), 0
	case s.Worker.Status == view.Starting:
		return w.Say("progress.starting"), -1
	}
	total := p.Epochs * p.Steps
	if total > 0 {
		part = float64(p.Epoch*p.Steps+p.Step) / float64(total)
	}
	switch p.Phase {
	case wire.Running:
		return running(s), part
	case wire.Waiting:
		return w.Say("progress.waiting", "n", count(s.Loading.Train), "all", count(p.Examples)), part
	case wire.Testing:
		return w.Say("progress.testing"), part
	case wire.Paused:
		return w.Say("progress.paused", "epoch", strconv.Itoa(min(p.Epoch+1, p.Epochs)), "epochs", strconv.Itoa(p.Epochs),
			"images", count(p.Images), "all", count(p.Examples)), part
	case wire.Finished:
		if s.AtLimit() {
			return w.Say("progress.limit", "epochs", strconv.Itoa(p.Epoch)), 1
		}
		return w.Say("progress.finished", "epochs", strconv.Itoa(p.Epoch), "time", span(w, p.Seconds)), 1
	}
	if l := s.Loading; !l.Completed && l.Total > 0 {
		return w.Say("progress.loading", "received", megabytes(l.Received), "total", megabytes(l.Total)),
			float64(l.Received) / float64(l.Total)
	}
	return w.Say("progress.ready", "n", count(s.Loading.Train)), 0
}

// running tells epoch, images, speed and the time left, as far as measured.
func running(s *view.State) string {
	w, p := s.Words, s.Progress
	text := w.Say("progress.running", "epoch", strconv.Itoa(min(p.Epoch+1, p.Epochs)), "epochs", strconv.Itoa(p.Epochs),
		"images", count(p.Images), "all", count(p.Examples))
	if p.ImagesPerSecond > 0 {
		text += " · " + w.Say("progress.speed", "n", count(int(p.ImagesPerSecond)))
	}
	if p.SecondsLeft > 0 {
		text += " · " + w.Say("progress.left", "time", span(w, p.SecondsLeft))
	}
	return text
}

package main

import (
	"strings"

	"convlab/wasm/view"
)

// learnText says what a change of the layers has done: which layers must be
// learned again, and what became of the run and of a network of the user's own.
// "": nothing that must be said.
func learnText(s *view.State) string {
	w := s.Words
	var first string
	switch {
	case s.Interrupted:
		first = w.Say("learn.paused")
	case s.Suspended():
		first = w.Say("learn.kept")
	}
	switch s.Run() {
	case view.RunUntrained:
		if s.Interrupted {
			return w.Say("learn.ended")
		}
		return ""
	case view.RunChanged:
		if first != "" {
			return first + " " + w.Say("learn.fits")
		}
		return ""
	case view.RunPending:
		return strings.TrimPrefix(first+" "+againText(s), " ")
	}
	return ""
}

// againText names the layers that must be learned again.
func againText(s *view.State) string {
	w := s.Words
	names := view.LayerNames(w, s.Draft.Model())
	var list []string
	for _, i := range s.Learn {
		if i < len(names) {
			list = append(list, names[i])
		}
	}
	if len(list) == len(s.Draft.Model().Weighted()) {
		return w.Say("learn.all", "layers", listed(w, list))
	}
	return w.Say("learn.again", "layers", listed(w, list))
}

// listed writes several names as a sentence has them: "dense and output".
func listed(w view.Words, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return w.Say("list.and", "list", strings.Join(names[:last], ", "), "last", names[last])
}

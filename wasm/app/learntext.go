package main

import (
	"strings"

	"convlab/wasm/view"
)

// learnText says what a change of the layers has done: which layers must be
// learned again, or that a run of the user's own is only suspended. "": nothing
// that must be said.
func learnText(s *view.State) string {
	w := s.Words
	switch s.Run() {
	case view.RunChanged:
		if s.Suspended() {
			return w.Say("learn.fits")
		}
		return ""
	case view.RunPending:
	default:
		return ""
	}
	names := layerNames(w, s.Draft.Model())
	var list []string
	for _, i := range s.Learn {
		if i < len(names) {
			list = append(list, names[i])
		}
	}
	text := w.Say("learn.again", "layers", listed(w, list))
	if len(list) == len(s.Draft.Model().Weighted()) {
		text = w.Say("learn.all", "layers", listed(w, list))
	}
	if s.Suspended() {
		text = w.Say("learn.paused") + " " + text
	}
	return text
}

// listed writes several names as a sentence has them: "dense and output".
func listed(w view.Words, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return w.Say("list.and", "list", strings.Join(names[:last], ", "), "last", names[last])
}

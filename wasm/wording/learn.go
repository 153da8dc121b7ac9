package wording

import (
	"strings"

	"convlab/wasm/state"
)

// Learn says what a change of the layers has done: which layers must be
// learned again, and what became of the run and of a network of the user's own.
// "": nothing that must be said.
func Learn(w Words, s *state.State) string {
	var first string
	switch {
	case s.Draft.Interrupted:
		first = w.Format("learn.paused")
	case s.Suspended():
		first = w.Format("learn.suspended")
	}
	switch s.RunState() {
	case state.RunUntrained:
		if s.Draft.Interrupted {
			return w.Format("learn.ended")
		}
		return ""
	case state.RunChanged:
		if first != "" {
			return first + " " + w.Format("learn.fits")
		}
		return ""
	case state.RunPending:
		return strings.TrimPrefix(first+" "+againText(w, s), " ")
	}
	return ""
}

// LearnShort is Learn in the few words that the run bar has room for.
func LearnShort(w Words, s *state.State) string {
	switch s.RunState() {
	case state.RunPending:
		list := learnedNames(w, s)
		if len(list) > 2 && len(list) == len(s.Draft.Model().Weighted()) {
			return w.Format("learn.short_all")
		}
		return w.Format("learn.short", "layers", listed(w, list))
	case state.RunChanged:
		return w.Format("learn.short_fits")
	}
	return Learn(w, s)
}

// learnedNames are the names of the layers that must be learned again.
func learnedNames(w Words, s *state.State) (list []string) {
	names := LayerNames(w, s.Draft.Model())
	for _, i := range s.Draft.Learn {
		if i < len(names) {
			list = append(list, names[i])
		}
	}
	return list
}

// againText names the layers that must be learned again.
func againText(w Words, s *state.State) string {
	list := learnedNames(w, s)
	if len(list) == len(s.Draft.Model().Weighted()) {
		return w.Format("learn.all", "layers", listed(w, list))
	}
	return w.Format("learn.again", "layers", listed(w, list))
}

// listed writes several names as a sentence has them: "dense and output".
func listed(w Words, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return w.Format("list.and", "list", strings.Join(names[:last], ", "), "last", names[last])
}

package wording

import (
	"strings"

	"convlab/wasm/state"
)

// contentsText names the contents of the link that Copy would copy now, and a
// picture that it cannot contain.
func contentsText(w Words, s *state.State) string {
	c := s.LinkContents()
	list := []string{w.Format("link.settings")}
	if c.Digit >= 0 {
		list = append(list, w.Format("link.digit", "n", Count(c.Digit)))
	}
	switch {
	case c.Drawing && c.Digit >= 0:
		list = append(list, w.Format("link.drawing_over"))
	case c.Drawing:
		list = append(list, w.Format("link.drawing"))
	}
	if c.Steps {
		list = append(list, w.Format("link.steps"))
	}
	if c.Language != "" {
		list = append(list, w.Format("link.language."+c.Language))
	}
	if c.Number {
		list = append(list, w.Format("link.number"))
	}
	if c.Colours {
		list = append(list, w.Format("link.colours"))
	}
	if c.Tab != "" {
		list = append(list, w.Format("link.tab", "name", w.Format("bench."+string(c.Tab))))
	}
	text := w.Format("link.contains", "list", strings.Join(list, ", "))
	if c.Picture {
		text += " " + w.Format("link.picture")
	}
	return text
}

// LinkHint is the sentence of the button that copies the link.
func LinkHint(w Words, s *state.State) string {
	if from := s.Network.ContinuedFrom; from != "" {
		return contentsText(w, s) + " " + w.Format("link.weights", "sum", ShortChecksum(from))
	}
	return contentsText(w, s) + " " + w.Format("link.same")
}

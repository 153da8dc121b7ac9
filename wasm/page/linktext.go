package main

import (
	"strings"

	"convlab/wasm/view"
)

// contentsText names what the link has in it that Copy would copy now, and the
// picture that it has not.
func contentsText(s *view.State) string {
	w, c := s.Words, s.LinkContents()
	list := []string{w.Say("link.settings")}
	if c.Digit >= 0 {
		list = append(list, w.Say("link.digit", "n", count(c.Digit)))
	}
	switch {
	case c.Drawing && c.Digit >= 0:
		list = append(list, w.Say("link.over"))
	case c.Drawing:
		list = append(list, w.Say("link.drawing"))
	}
	if c.Steps {
		list = append(list, w.Say("link.steps"))
	}
	if c.Language != "" {
		list = append(list, w.Say("link.language."+c.Language))
	}
	text := w.Say("link.carries", "list", strings.Join(list, ", "))
	if c.Picture {
		text += " " + w.Say("link.picture")
	}
	return text
}

// linkHint is the sentence of the button that copies the link.
func linkHint(s *view.State) string {
	if from := s.Network.ContinuedFrom; from != "" {
		return contentsText(s) + " " + s.Words.Say("link.stays", "sum", short(from))
	}
	return contentsText(s) + " " + s.Words.Say("link.same")
}

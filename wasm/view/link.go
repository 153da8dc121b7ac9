package view

import (
	"slices"
	"strings"

	"convlab/engine/drawing"
	"convlab/engine/link"
	"convlab/engine/spec"
)

// Link is the settings shown and the drawing as the text behind a URL's #. A
// test picture is no drawing and stays behind, with what was drawn over it.
func (s *State) Link() string {
	setting := link.Setting{Model: s.Draft.Model(), Training: s.Draft.Training}
	if s.Pad.Digit == nil {
		setting.Drawing = s.Pad.Drawing
	}
	text, err := link.Encode(setting)
	if err != nil {
		return s.opening // the controls refuse what cannot travel, and the pad is full before
	}
	return text
}

// Address is what belongs behind the # of the page's own URL: Link, or nothing
// while everything is as a page begins that was opened without one.
func (s *State) Address() string {
	if text := s.Link(); text != s.opening {
		return text
	}
	return ""
}

// Drawing reports whether a stroke is under way.
func (s *State) Drawing() bool { return s.penIsDown }

// openLink makes the setting of a link the one shown, as if the controls had
// been set to it: what has been learned is kept or asked about. A link that
// cannot be is refused and changes nothing.
func (s *State) openLink(hash string) []Command {
	text := strings.TrimPrefix(hash, "#")
	if text == "" {
		text = s.opening
	}
	setting, err := link.Decode(text)
	if err != nil {
		s.notify(Notice{Key: "link", Message: err.Error()})
		return nil
	}
	next, ok := FromModel(setting.Model, setting.Training)
	if !ok {
		s.notify(Notice{Key: "link", Message: unshown(setting.Model).Error()})
		return nil
	}
	s.dismissKey("link")
	var list []Command
	if !next.same(s.Draft) {
		list = s.adopt(next)
	}
	return append(list, s.redraw(setting.Drawing)...)
}

// unshown says that a network works and that the controls have no place for it.
func unshown(m spec.Model) error {
	return &spec.Error{
		Path: "net", Value: "layers " + strings.Join(m.Names(), ", "), Rule: spec.RuleSyntax,
		Want: "convolutions, each with at most one pooling behind it, then flatten or global average pooling, at most one dense layer, and dropout only before the last",
	}
}

// adopt takes over settings that were not made control by control. Where a
// network is shipped for them and nothing of the user's own would be lost, it
// answers at once.
func (s *State) adopt(next Settings) []Command {
	name := next.Preset()
	if s.Serial > 0 && Shipped(name) && s.replaceable() && !next.Model().Same(s.Network.Model) {
		s.Draft, s.Refusal, s.Learn = next, nil, nil
		return s.load(name)
	}
	return s.propose(next, "", "")
}

// same reports whether both train the same network.
func (s Settings) same(o Settings) bool {
	return s.Training == o.Training && s.Model().Same(o.Model())
}

// redraw puts a drawing on the pad. What lay there comes back with Undo.
func (s *State) redraw(d drawing.Drawing) []Command {
	p := &s.Pad
	there := p.Drawing
	if p.Digit != nil {
		there = drawing.Drawing{} // as in Link
	}
	if slices.EqualFunc(there.Strokes, d.Strokes, func(a, b drawing.Stroke) bool {
		return a.Eraser == b.Eraser && a.Width == b.Width && slices.Equal(a.Points, b.Points)
	}) {
		return nil
	}
	if !s.padEmpty() {
		p.cleared = &cleared{p.Drawing, p.Digit}
	}
	p.Drawing, p.Digit, s.penIsDown = d, nil, false
	return s.repaint()
}

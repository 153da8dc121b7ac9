package state

import (
	"slices"

	"convlab/engine/sharelink"
)

// addView adds to the content of a link what the visitor has chosen to look at. What the page has chosen by itself is not in it.
func (s *State) addView(c *sharelink.Content) {
	v := &s.Selection
	if v.Scale != PerLayer && v.Scale.known() {
		c.Scale = string(v.Scale)
	}
	c.Magma = v.Magma
	if open := v.Bench != BenchBar || v.Sheet; open && v.benchChosen && v.Tab != PanelWindow {
		c.Tab = string(v.Tab)
	}
	n := s.Route.Chosen()
	number := sharelink.Number{On: n.On && s.Route.fixed, Layer: n.Layer, Cell: n.Cell}
	if s.link.unchosen != nil {
		number = s.link.unchosen.Number
	}
	if number.On && holds(c.Model, number.Layer, number.Cell) {
		c.Number = number
	}
}

// openView shows what the sender of a link looked at. What the link does not have, or this page does not, stays as it is.
func (s *State) openView(c sharelink.Content) []Command {
	s.Selection.openView(c)
	s.link.unchosen = nil
	if c.Number.On {
		s.link.unchosen = &c
	}
	return s.chooseLinked()
}

func (v *Selection) openView(c sharelink.Content) {
	if scale := Scale(c.Scale); scale.known() {
		v.Scale = scale
	}
	v.Magma = v.Magma || c.Magma
	if tab := Panel(c.Tab); slices.Contains(Panels(), tab) {
		v.Tab, v.benchChosen, v.tabLinked, v.Sheet = tab, true, true, true
		if v.Bench == BenchBar {
			v.Bench = BenchHalf
		}
	}
}

// chooseLinked chooses the number of a link as soon as the route of the link's drawing through the link's network is known. The
// number is given up if the visitor draws something else or changes the network before.
func (s *State) chooseLinked() []Command {
	c := s.link.unchosen
	if c == nil {
		return nil
	}
	if a := s.Pad.awaited; a != nil && !a.dropped {
		return nil
	}
	if !s.Draft.Model().Same(c.Model) || !s.Pad.has(c) {
		s.link.unchosen = nil
		return nil
	}
	if !s.Network.Model.Same(c.Model) || s.Network.opens || s.Network.loads != "" {
		return nil
	}
	if s.Route.Explanation.ID != s.Prediction.asked || s.Pad.Moves() || s.ExampleMoves() {
		return nil
	}
	s.link.unchosen = nil
	n := Number{c.Number.Layer, c.Number.Cell, true}
	if s.Route.fixed && s.Route.Chosen() == n {
		return nil
	}
	return s.updateRoute(ChooseNumber{n.Layer, n.Cell})
}

// has reports whether the pad has the drawing of a link.
func (p *Pad) has(c *sharelink.Content) bool {
	index := -1
	if p.Digit != nil {
		index = p.Digit.Index
	}
	there := c.Digit.On && index == c.Digit.Index || !c.Digit.On && index < 0
	return there && p.Picture == nil && sameDrawing(p.Drawing, c.Drawing)
}

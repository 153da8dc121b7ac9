package state

import (
	"slices"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Route is how an answer came about: one number in the picture and one in the output of each layer, from what the pen drew to
// the score of a digit. One of these is the chosen number. The worker chooses the others: what adds most to the number that
// reads it.
type Route struct {
	Explanation wire.Explanation // the newest that is of the network
	Digit       int              // whose score was asked for; -1: the one that is read
	Hover       Number           // under the pointer
	Units       UnitPictures     // of all units of a Dense layer over the picture
	Spread      Spread
	Order       UnitOrder // of Units in the mosaic
	MostUnits   []int     // of these, the ones that add most to the digit's score, of either sign, the largest first; they stay while the pen or the weights move

	cells    []spec.Cell // as in wire.Explanation.Route, with what was chosen since; nil: no explanation fits
	layer    int         // of the chosen number
	fixed    bool        // the visitor has chosen it
	fresh    bool        // the worker is to choose the whole route
	blank    bool        // the explanation is of an empty pad
	held     bool        // the last question kept the route
	outdated bool        // the explanation is of other weights than the network's
	since    int         // ID of the first Predict after the last choice: earlier explanations are of something else
}

// Events about the route.
type (
	// ChooseNumber is a click on a number of a map, or on a unit.
	ChooseNumber struct {
		Layer int
		Cell  spec.Cell
	}
	// ChooseMap is a click on a whole map: it chooses its largest number.
	ChooseMap struct{ Layer, Channel int }
	// HoverNumber previews what a number reads. Layer -1 ends that.
	HoverNumber struct {
		Layer int
		Cell  spec.Cell
	}
	// MoveNumber moves the chosen number by keyboard: by rows and columns, to another map, or to another layer at the same
	// place.
	MoveNumber struct{ Rows, Columns, Maps, Layers int }
	// AskWhy shows how the score of a digit came about; -1: of the one that is read.
	AskWhy struct{ Digit int }
	// FollowRoute gives up what was chosen.
	FollowRoute struct{}
)

// updateRoute handles an event about the route, and asks the worker what it changes.
func (s *State) updateRoute(e Event) []Command {
	r := &s.Route
	m := s.Model()
	if hover, ok := e.(HoverNumber); ok {
		r.Hover = Number{}
		if holds(m, hover.Layer, hover.Cell) {
			r.Hover = Number{hover.Layer, hover.Cell, true}
		}
		return nil
	}
	r.Spread.end()
	switch e := e.(type) {
	case ChooseNumber:
		if !r.choose(m, e.Layer, e.Cell) {
			return nil
		}
	case ChooseMap:
		if !holds(m, e.Layer, spec.Cell{Channel: e.Channel}) || !r.choose(m, e.Layer, largest(m, s.Numbers(e.Layer), e.Layer, e.Channel)) {
			return nil
		}
	case MoveNumber:
		if !r.step(m, e) {
			return nil
		}
	case AskWhy:
		if e.Digit < -1 || e.Digit >= spec.Classes {
			return nil
		}
		r.Digit, r.fixed, r.fresh = e.Digit, false, true
	case FollowRoute:
		r.Digit, r.fixed, r.fresh = -1, false, true
	}
	r.since, s.link.unchosen = s.Prediction.asked+1, nil
	return s.ask()
}

// Chosen is the chosen number, or none while no explanation fits the network.
func (r *Route) Chosen() Number {
	if r.cells == nil {
		return Number{}
	}
	return Number{r.layer, r.cells[r.layer+1], true}
}

// Cell is the route's number in the output of a layer, -1 being the picture, or none while no explanation fits the network.
func (r *Route) Cell(layer int) (cell spec.Cell, ok bool) {
	if layer < -1 || layer+1 >= len(r.cells) {
		return cell, false
	}
	return r.cells[layer+1], true
}

// Answered reports whether the newest explanation is of the numbers that are chosen.
func (r *Route) Answered() bool {
	return r.cells != nil && r.layer == r.Explanation.Layer && slices.Equal(r.cells, r.Explanation.Route)
}

// Outdated reports whether the newest explanation is of other weights than the network's, until its first answer.
func (r *Route) Outdated() bool { return r.outdated }

// question is the question of the next Predict. While something moves, the pen or the weights, the route stays, and only its numbers
// change.
func (r *Route) question(m spec.Model, moving bool) *wire.Question {
	q := &wire.Question{Choose: wire.ChooseRoute, Digit: r.Digit, Layer: -1}
	r.held = moving && r.Answered() && !r.fresh && !r.blank
	switch {
	case r.cells == nil || r.fresh:
	case r.held:
		q.Choose = wire.ChooseNone
	case r.fixed:
		q.Choose = wire.ChooseBefore
	}
	if q.Choose != wire.ChooseRoute {
		q.Layer, q.Route = r.layer, r.cells
	}
	if _, ok := pictured(m); ok && !moving && (len(r.Units.Weights) == 0 || r.Units.Version != r.Explanation.Version) {
		q.Pictures = wire.PicturesAll
	}
	return q
}

// pictured is the Dense layer that reads the picture, so that its weights are pictures, too.
func pictured(m spec.Model) (layer int, ok bool) {
	for i, l := range m.Layers {
		switch l.(type) {
		case spec.Flatten, spec.Dropout:
		case spec.Dense:
			return i, true
		default:
			return 0, false
		}
	}
	return 0, false
}

// explained takes an explanation over, unless something else was chosen since it was asked for.
func (r *Route) explained(m wire.Explanation, model spec.Model, blank, moving bool) {
	if m.ID < r.since || !m.Fits(model) {
		return
	}
	stays := moving && !r.blank && !r.fresh && r.MostUnits != nil
	r.Explanation, r.cells, r.layer, r.fresh, r.blank, r.outdated = m, m.Route, m.Layer, false, blank, false
	if !stays && !blank {
		r.rankUnits(model)
	}
}

// pictures takes the weights of units over.
func (r *Route) pictures(m wire.UnitPictures, model spec.Model) {
	if m.Fits(model) {
		r.Units.take(m, model.Input)
	}
}

// redrawn gives up what was chosen for another drawing.
func (r *Route) redrawn() { r.Digit, r.fixed, r.Hover = -1, false, Number{} }

// follow forgets a route that another network does not have. One that it has stays, with an explanation of the weights before.
func (r *Route) follow(m spec.Model, otherWeights bool) {
	r.outdated = r.outdated || otherWeights
	if r.cells != nil && !r.Explanation.Fits(m) {
		*r = Route{
			Digit: -1, since: r.since, Spread: Spread{over: r.Spread.over || r.Spread.On}, Units: r.Units, Order: UnitOrder{Sorted: r.Order.Sorted},
		}
		r.Units.drop()
	}
	if !holds(m, r.Hover.Layer, r.Hover.Cell) {
		r.Hover = Number{}
	}
}

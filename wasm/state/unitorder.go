package state

import (
	"cmp"
	"slices"

	"convlab/engine/spec"
)

// UnitOrder is the order in which the mosaic shows all units over the picture: by number, or from the one that adds most to a
// digit's score to the one that takes away most. It follows the newest answer, as the large pictures do, because another digit's
// order would contradict them. While ink or weights change it stays: nothing moves away from under the eye.
type UnitOrder struct {
	Sorted bool // as the visitor has asked
	Digit  int  // whose score it is
	Motion UnitMotion

	units []int // from the one that adds most; nil: not known yet
}

// UnitMotion is the way of the units to their places in a new order.
type UnitMotion struct {
	On     bool
	Before []int   // the unit at each place where they come from; nil: by number
	Part   float32 // of the time, from 0 to 1

	began float64 // below 0: not yet
}

// Events of the order of units.
type (
	// SortUnits shows the units by what they add, or by number.
	SortUnits struct{ On bool }
	// MoveUnits moves them to where they are at a time of the page's clock in seconds; Still: to their places at once.
	MoveUnits struct {
		Now   float64
		Still bool
	}
)

// sortSeconds is how long the units move.
const sortSeconds = 0.4

// shown is the unit at each place; nil: by number.
func (o *UnitOrder) shown() []int {
	if !o.Sorted {
		return nil
	}
	return o.units
}

// change makes the units move from the order that is shown to the one that change makes.
func (o *UnitOrder) change(change func()) {
	before := o.shown()
	change()
	if !slices.Equal(before, o.shown()) {
		o.Motion = UnitMotion{On: true, Before: before, began: -1}
	}
}

// move handles MoveUnits.
func (o *UnitOrder) move(e MoveUnits) {
	m := &o.Motion
	if !m.On {
		return
	}
	if m.began < 0 {
		m.began = e.Now
	}
	m.Part = float32((e.Now - m.began) / sortSeconds)
	if m.Part >= 1 || e.Still {
		*m = UnitMotion{}
	}
}

// sortUnits sorts the units by the newest answer if neither ink nor weights change. Without an order it does not wait for the weights.
func (s *State) sortUnits() {
	r := &s.Route
	list := r.unitContributions(s.Network.Model)
	if list == nil || r.blank || r.Explanation.ID < s.Prediction.asked || s.Pad.Moves() || s.Run.moving() && r.Order.units != nil {
		return
	}
	r.Order.change(func() { r.Order.Digit, r.Order.units = r.Explanation.Digit, descending(list) })
}

// descending lists the indices of numbers from the largest to the smallest.
func descending(numbers []float32) []int {
	order := make([]int, len(numbers))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(numbers[b], numbers[a]) })
	return order
}

// SortedUnits is the layer whose units the mosaic of the shown network has, and the unit at each place; nil: they are by number.
func (s *State) SortedUnits() (layer int, units []int) { return s.Route.Order.of(s.Model()) }

func (o *UnitOrder) of(m spec.Model) (layer int, units []int) {
	layer, ok := pictured(m)
	if !ok || m.Layers[layer].(spec.Dense).Units != len(o.shown()) {
		return layer, nil
	}
	return layer, o.shown()
}

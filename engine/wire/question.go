package wire

import (
	"fmt"

	"convlab/engine/spec"
)

// Question is the part of a Predict that asks how the answer came about. An Explanation
// answers it. Its route has one number in the picture and one in the output of each
// layer, from what the pen drew to the score of a digit. One of these is the chosen
// number, which the Explanation works out in full.
//
// A question that does not fit the network, because that has changed meanwhile, is
// answered with the route of ChooseRoute.
type Question struct {
	Choose   Choose      `json:"choose"`
	Digit    int         `json:"digit"`              // whose score is explained; -1: the likeliest digit
	Layer    int         `json:"layer"`              // of the chosen number; -1: of the last convolution or, if there is none, of the first layer with weights
	Route    []spec.Cell `json:"route,omitempty"`    // with the chosen number, as in Explanation.Route; unused by ChooseRoute
	Pictures Pictures    `json:"pictures,omitempty"` // of weights to send, too
	Units    []int       `json:"units,omitempty"`    // with PicturesListed
}

// Choose says which numbers of the route the worker chooses anew. It chooses what adds
// most to the number that reads it.
type Choose string

// The choices.
const (
	ChooseRoute  Choose = "route"  // all, from the digit back to the picture
	ChooseBefore Choose = "before" // those before Layer. Pooling and Dropout layers after it take its channel, and the rest keep Route's numbers
	ChooseNone   Choose = "none"   // none: Route stays while the pen moves
)

// Pictures says which units of the first layer with weights are sent as pictures of
// their weights, if that layer is a Dense over the picture. UnitPictures follow the
// Explanation.
type Pictures string

// The pictures.
const (
	PicturesNone   Pictures = ""
	PicturesMost   Pictures = "most"   // of the MostUnits units with the largest contributions, of either sign, to the route's next number; or of all ten digits
	PicturesAll    Pictures = "all"    // of all units, in order
	PicturesListed Pictures = "listed" // of Question.Units
)

// MostUnits is how many units PicturesMost selects.
const MostUnits = 8

// check refuses what no network has.
func (q Question) check() error {
	switch q.Choose {
	case ChooseRoute, ChooseBefore, ChooseNone:
	default:
		return fmt.Errorf("expected to choose %s, %s or %s, received %.40q", ChooseRoute, ChooseBefore, ChooseNone, string(q.Choose))
	}
	switch q.Pictures {
	case PicturesNone, PicturesMost, PicturesAll, PicturesListed:
	default:
		return fmt.Errorf("expected pictures of %s, %s or %s units, received %.40q", PicturesMost, PicturesAll, PicturesListed, string(q.Pictures))
	}
	if q.Digit < -1 || q.Digit >= spec.Classes {
		return fmt.Errorf("expected a digit of -1 to %d, received %d", spec.Classes-1, q.Digit)
	}
	if q.Layer < -1 || q.Layer >= spec.MaxLayers {
		return fmt.Errorf("expected a layer of -1 to %d, received %d", spec.MaxLayers-1, q.Layer)
	}
	if err := checkUnits(q.Units); err != nil {
		return err
	}
	return checkRoute(q.Route)
}

func checkRoute(route []spec.Cell) error {
	if len(route) > spec.MaxLayers+1 {
		return fmt.Errorf("expected a route of at most %d numbers, received %d", spec.MaxLayers+1, len(route))
	}
	for _, c := range route {
		if min(c.Row, c.Column, c.Channel) < 0 || max(c.Row, c.Column, c.Channel) >= spec.MaxActivations {
			return fmt.Errorf("expected rows, columns and channels of 0 to %d, received %+v", spec.MaxActivations-1, c)
		}
	}
	return nil
}

func checkUnits(units []int) error {
	if len(units) > spec.MaxUnits {
		return fmt.Errorf("expected at most %d units, received %d", spec.MaxUnits, len(units))
	}
	for _, u := range units {
		if u < 0 || u >= spec.MaxUnits {
			return fmt.Errorf("expected units of 0 to %d, received %d", spec.MaxUnits-1, u)
		}
	}
	return nil
}

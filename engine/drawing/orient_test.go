package drawing_test

import (
	"testing"

	"convlab/engine/drawing"
)

// Where the pixel in the top left corner and the one to the right of it go.
func TestOrient(t *testing.T) {
	const last = drawing.Side - 1
	at := func(x, y int) int { return y*drawing.Side + x }
	for orientation, want := range [...][2]int{
		{at(0, 0), at(1, 0)}, {at(0, 0), at(1, 0)}, {at(last, 0), at(last-1, 0)}, {at(last, last), at(last-1, last)},
		{at(0, last), at(1, last)}, {at(0, 0), at(0, 1)}, {at(last, 0), at(last, 1)}, {at(last, last), at(last, last-1)},
		{at(0, last), at(0, last-1)}, {at(0, 0), at(1, 0)},
	} {
		r := new(drawing.Raster)
		r.Pix[at(0, 0)], r.Pix[at(1, 0)] = 200, 100
		r.Orient(orientation)
		if r.Pix[want[0]] != 200 || r.Pix[want[1]] != 100 {
			t.Errorf("orientation %d: %d and %d where 200 and 100 belong", orientation, r.Pix[want[0]], r.Pix[want[1]])
		}
	}
}

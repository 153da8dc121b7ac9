package dataset

import "math/rand/v2"

// Shift moves every 28x28 picture of x by its own whole number of pixels, dx
// and dy each uniform in [-most, most], and fills with paper (0) what comes
// in from outside. x is rows of Pixels values and is overwritten.
//
// Two numbers are drawn from r for each picture and none if most is 0, so the
// result is a pure function of r and x.
func Shift(r *rand.Rand, most int, x []float32) {
	if most < 0 || most >= Side {
		panic("dataset: Shift needs 0 to 27 pixels")
	}
	if len(x)%Pixels != 0 {
		panic("dataset: Shift needs whole pictures")
	}
	if most == 0 {
		return
	}
	for ; len(x) > 0; x = x[Pixels:] {
		dx := r.IntN(2*most+1) - most
		dy := r.IntN(2*most+1) - most
		move(x[:Pixels], dx, dy)
	}
}

// move shifts one picture by dx columns to the right and dy rows down: as one
// line of pixels it is a single move by dy*Side+dx, after which the columns
// that wrapped round an edge are cleared.
func move(picture []float32, dx, dy int) {
	by := dy*Side + dx
	if by >= 0 {
		copy(picture[by:], picture[:Pixels-by])
		clear(picture[:by])
	} else {
		copy(picture, picture[-by:])
		clear(picture[Pixels+by:])
	}
	for row := 0; row < Pixels; row += Side {
		if dx >= 0 {
			clear(picture[row : row+dx])
		} else {
			clear(picture[row+Side+dx : row+Side])
		}
	}
}

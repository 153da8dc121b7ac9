package dataset

import "math/rand/v2"

// Shift moves every 28x28 image of x by whole pixels, dx and dy each uniform in
// [-limit, limit], and fills the border with paper (0). x is rows of Pixels values
// and is overwritten.
//
// Shift draws two numbers from r for each image, and none if limit is 0: the result
// is a pure function of r and x.
func Shift(r *rand.Rand, limit int, x []float32) {
	if limit < 0 || limit >= Side {
		panic("dataset: Shift needs 0 to 27 pixels")
	}
	if len(x)%Pixels != 0 {
		panic("dataset: Shift needs whole images")
	}
	if limit == 0 {
		return
	}
	for ; len(x) > 0; x = x[Pixels:] {
		dx := r.IntN(2*limit+1) - limit
		dy := r.IntN(2*limit+1) - limit
		move(x[:Pixels], dx, dy)
	}
}

// move shifts an image by dx columns to the right and dy rows down. It copies all
// pixels by dy*Side+dx and then clears the columns that wrapped round an edge.
func move(image []float32, dx, dy int) {
	by := dy*Side + dx
	if by >= 0 {
		copy(image[by:], image[:Pixels-by])
		clear(image[:by])
	} else {
		copy(image, image[-by:])
		clear(image[Pixels+by:])
	}
	for row := 0; row < Pixels; row += Side {
		if dx >= 0 {
			clear(image[row : row+dx])
		} else {
			clear(image[row+Side+dx : row+Side])
		}
	}
}

package drawing

import "errors"

// What FromImage finds instead of a digit; errors.Is tells them apart.
var (
	ErrNoInk   = errors.New("expected one digit, found none: write it large, with a dark pen on even paper, and show little else")
	ErrSeveral = errors.New("expected one digit, found several: cut the picture so that it shows one")
)

package spec

import "fmt"

// Shape is one example without its batch axis, in NHWC order: H rows, W
// columns, C channels. A flat vector of n numbers is {1, 1, n}.
type Shape struct{ H, W, C int }

// Size is the count of numbers in one example.
func (s Shape) Size() int { return s.H * s.W * s.C }

// Flat reports whether s is a vector.
func (s Shape) Flat() bool { return s.H == 1 && s.W == 1 }

// String writes 26×26×32, or 64 for a flat shape.
func (s Shape) String() string {
	if s.Flat() {
		return fmt.Sprint(s.C)
	}
	return fmt.Sprintf("%d×%d×%d", s.H, s.W, s.C)
}

// MNIST returns the shape of one MNIST picture.
func MNIST() Shape { return Shape{H: 28, W: 28, C: 1} }

// Classes is the count of digits to tell apart.
const Classes = 10
